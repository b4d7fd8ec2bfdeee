/** Roots of unity, as exact as f32 holds them. */

const tables = new Map<number, Float32Array>();
const KEPT = 32;

/** cos and -sin of 2πk/N for all k < N, side by side: exp(-2πik/N). */
export function rootsOf(length: number): Float32Array {
  const present = tables.get(length);
  if (present) return present;
  const roots = new Float32Array(2 * length);
  for (let k = 0; k < length; k++) {
    const [cos, sin] = rootOf(k, length);
    roots[2 * k] = cos;
    roots[2 * k + 1] = -sin;
  }
  if (tables.size >= KEPT) tables.clear();
  tables.set(length, roots);
  return roots;
}

/** cos and sin of 2πk/N in float64, from an angle of at most an eighth of a turn: exact where they are 0 and ±1. */
export function rootOf(k: number, length: number): readonly [number, number] {
  const eighth = Math.floor((8 * k) / length);
  const within = 8 * k - eighth * length;
  const upper = eighth % 2 === 1;
  const angle = (Math.PI * (upper ? length - within : within)) / (4 * length);
  const near = [Math.cos(angle), Math.sin(angle)] as const;
  const [c, s] = upper ? [near[1], near[0]] : near;
  switch ((eighth >> 1) % 4) {
    case 0:
      return [c, s];
    case 1:
      return [-s, c];
    case 2:
      return [-c, -s];
    default:
      return [s, -c];
  }
}
