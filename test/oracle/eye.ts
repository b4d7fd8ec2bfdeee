/** What an eye on a turntable sees, pixel by pixel, from the definitions: rays, lamps and colours, for the oracles of volumes. */

export type Triple = readonly [number, number, number];

/** Angles in degrees, lengths in diagonals of the box that is looked at, its middle at 0. */
export interface Eye {
  readonly upright: 'y' | 'z';
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
  readonly target: { readonly z: number; readonly y: number; readonly x: number };
  readonly fieldOfView: number;
  readonly orthographic: boolean;
}

export interface Sight {
  readonly origin: Triple;
  /** Of length 1. */
  readonly direction: Triple;
}

/** A colour and its opacity; undefined where nothing is seen. */
export type Seen = { readonly colour: Triple; readonly opacity: number } | undefined;

export const sum = (a: Triple, b: Triple, times = 1): Triple => [
  a[0] + times * b[0],
  a[1] + times * b[1],
  a[2] + times * b[2],
];
export const inner = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const product = (a: Triple, b: Triple): Triple => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
export const quotient = (a: Triple, b: Triple): Triple => [a[0] / b[0], a[1] / b[1], a[2] / b[2]];
export const unit = (a: Triple): Triple => sum([0, 0, 0], a, 1 / Math.hypot(...a));
const outer = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Rodrigues' formula, for an axis of length 1 that the vector is at right angles to. */
function turned(vector: Triple, axis: Triple, degrees: number): Triple {
  const angle = (degrees * Math.PI) / 180;
  return sum(sum([0, 0, 0], vector, Math.cos(angle)), outer(axis, vector), Math.sin(angle));
}

function frameOf({ upright, yaw, pitch }: Eye) {
  const axis: Triple = upright === 'y' ? [0, 1, 0] : [0, 0, 1];
  const right = turned([1, 0, 0], axis, yaw);
  const level = turned(outer([1, 0, 0], axis), axis, yaw);
  const forward = turned(level, right, -pitch);
  return { right, down: turned(axis, right, -pitch), forward };
}

/** Towards the bright lamp and the faint one, which the eye carries. */
export function lampsOf(eye: Eye): readonly [Triple, Triple] {
  const { right, down, forward } = frameOf(eye);
  const towards = (x: number, y: number, z: number): Triple =>
    unit(sum(sum(sum([0, 0, 0], right, x), down, y), forward, z));
  return [towards(-0.5, -0.7, -0.8), towards(0.8, 0.3, -0.5)];
}

/** The ray through a place of a canvas. */
export function sightAt(eye: Eye, x: number, y: number, width: number, height: number): Sight {
  const { right, down, forward } = frameOf(eye);
  const half = Math.tan((eye.fieldOfView * Math.PI) / 360);
  const across = ((x - width / 2) / (Math.min(width, height) / 2)) * half;
  const along = ((y - height / 2) / (Math.min(width, height) / 2)) * half;
  const { target, distance } = eye;
  const place = sum([target.x, target.y, target.z], forward, -distance);
  const aside = sum(sum([0, 0, 0], right, across), down, along);
  if (!eye.orthographic) return { origin: place, direction: unit(sum(forward, aside)) };
  // so far back that all there is lies ahead
  return { origin: sum(sum(place, aside, distance), forward, -10), direction: forward };
}

/** A colour in the light of the lamps: Lambert's, and a highlight as Blinn has it. */
export function inLight(colour: Triple, normal: Triple, towardsEye: Triple, lamps: readonly [Triple, Triple]): Triple {
  const n = inner(normal, towardsEye) < 0 ? sum([0, 0, 0], normal, -1) : normal;
  const [key, fill] = lamps;
  const light = 0.3 + 0.75 * Math.max(0, inner(n, key)) + 0.3 * Math.max(0, inner(n, fill));
  const gloss = 0.25 * Math.max(0, inner(n, unit(sum(key, towardsEye)))) ** 32;
  return colour.map((share) => Math.min(1, share * light + gloss)) as unknown as Triple;
}

export const blended = (a: Triple, b: Triple, share: number): Triple => sum(sum([0, 0, 0], a, 1 - share), b, share);

/** Where in a window a value is. */
export function share(value: number, [low, high]: readonly [number, number]): number {
  return value <= low ? 0 : value >= high ? 1 : (value - low) / (high - low);
}

/** Between two of the colours of a table, in bytes; grey without one. */
export function colourAt(spot: number, colours?: readonly (readonly number[])[]): Triple {
  if (!colours) return [spot, spot, spot];
  const first = Math.min(Math.floor(spot * 255), 254);
  const part = (k: number): number => {
    const [a = 0, b = 0] = [colours[first]?.[k], colours[first + 1]?.[k]];
    return (a + (spot * 255 - first) * (b - a)) / 255;
  };
  return [part(0), part(1), part(2)];
}

/** How far aside, in pixels, a picture must be the same to be compared: f32 places rays to about 1e-4 of a pixel. */
const ASIDE = 2e-3;
/** Levels by which it may differ there. */
const STEADY = 0.5;
const AROUND = [
  [0, 0],
  [ASIDE, ASIDE / 2],
  [-ASIDE / 2, ASIDE],
  [-ASIDE, -ASIDE / 2],
  [ASIDE / 2, -ASIDE],
] as const;

/**
 * Where pixels of four bytes differ from what is seen by more than so many levels, and how many could be compared: beside an edge
 * of what is seen, of a voxel, or where a step more is made, either side may be shown; there `seen` may be 'either'.
 */
export function differences(
  pixels: Uint8Array,
  [width, height]: readonly [number, number],
  background: Triple,
  levels: number,
  seen: (x: number, y: number) => Triple | 'either' | undefined,
) {
  const wrong: string[] = [];
  let compared = 0;
  let drawn = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const around = AROUND.map(([right, down]) => seen(x + 0.5 + right, y + 0.5 + down) ?? background);
      const [colour = background, ...others] = around.filter((each) => each !== 'either');
      if (others.length < AROUND.length - 1) continue;
      const near = (other: ArrayLike<number>, within: number = levels): boolean =>
        colour.every((part, k) => Math.abs((other[k] ?? -1) - part) <= within / 255);
      if (!others.every((other) => near(other, STEADY))) continue;
      compared++;
      const at = (y * width + x) * 4;
      if (!near(background)) drawn++;
      if (near(Array.from(pixels.subarray(at, at + 3), (byte) => byte / 255))) continue;
      const want = colour.map((part) => (part * 255).toFixed(1));
      wrong.push(`(${x}, ${y}): ${pixels.subarray(at, at + 3).join(' ')} for ${want.join(' ')}`);
    }
  return {
    wrong: wrong.slice(0, 20),
    count: wrong.length,
    compared: compared / (width * height),
    drawn: drawn / (width * height),
  };
}
