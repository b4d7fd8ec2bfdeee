/**
 * Colours for labels by the method of Glasbey, van der Heijden, Toh and Gray 2007, Colour displays for categorical images: each is the one that
 * is furthest, in CIE L*a*b*, from the nearest of all before it. It begins after black, white and grey, and chooses among colours that are seen on
 * all three: a lightness from 35 to 90 and a chroma from 30.
 */
const STEP = 15;

/** CIE L*a*b* of sRGB in bytes, D65. */
export function lab(colour) {
  const [r, g, b] = colour.map((v) => (v / 255 > 0.04045 ? ((v / 255 + 0.055) / 1.055) ** 2.4 : v / 255 / 12.92));
  const f = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.412453 * r + 0.35758 * g + 0.180423 * b) / 0.95047);
  const y = f(0.212671 * r + 0.71516 * g + 0.072169 * b);
  const z = f((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** So many colours. */
export function farApart(count) {
  const levels = Array.from({ length: 255 / STEP + 1 }, (_, k) => STEP * k);
  const candidates = levels
    .flatMap((r) => levels.flatMap((g) => levels.map((b) => [r, g, b])))
    .map((colour) => ({ colour, at: lab(colour), nearest: Number.POSITIVE_INFINITY }))
    .filter(({ at: [l, a, b] }) => l >= 35 && l <= 90 && Math.hypot(a, b) >= 30);
  const shrink = (at) => {
    for (const one of candidates)
      one.nearest = Math.min(
        one.nearest,
        (one.at[0] - at[0]) ** 2 + (one.at[1] - at[1]) ** 2 + (one.at[2] - at[2]) ** 2,
      );
  };
  for (const grey of [0, 128, 255]) shrink(lab([grey, grey, grey]));
  return Array.from({ length: count }, () => {
    const best = candidates.reduce((a, b) => (b.nearest > a.nearest ? b : a));
    shrink(best.at);
    return best.colour;
  });
}
