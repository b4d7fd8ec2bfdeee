/** Patches at random places, by the same words of Philox. */
import { type Field, fieldOf, indexOf, itemAt, positionOf } from './field.js';
import { philox } from './noise.js';

export interface PatchOptions {
  readonly size: { readonly z?: number; readonly y?: number; readonly x?: number };
  readonly count?: number;
  readonly flips?: boolean;
  readonly turns?: boolean;
  readonly seed?: number;
  readonly stream?: number;
}

const below = (word: number, bound: number): number => Number((BigInt(word) * BigInt(bound)) >> 32n);

export function samplePatches(src: Field, options: PatchOptions, turn = 0): Field {
  const { size, count = 1, flips = false, turns = false, seed = 0, stream = 0 } = options;
  const { n, c } = src.shape;
  const result = fieldOf({ n: count, c, ...size });
  const made = result.shape;
  for (const at of result.data.keys()) {
    const to = positionOf(made, at);
    const key = [seed, (stream + turn) >>> 0] as const;
    const [image, z, y, x] = philox([to.n, 0, 0, 0], key);
    const [bits] = philox([to.n, 1, 0, 0], key);
    const flipped = (axis: 'z' | 'y' | 'x', bit: number) =>
      flips && (bits & bit) !== 0 ? made[axis] - 1 - to[axis] : to[axis];
    let [inY, inX] = [flipped('y', 2), flipped('x', 1)];
    if (turns && (bits & 8) !== 0) [inY, inX] = [inX, inY];
    const from = {
      n: below(image, n),
      c: to.c,
      z: below(z, src.shape.z - made.z + 1) + flipped('z', 4),
      y: below(y, src.shape.y - made.y + 1) + inY,
      x: below(x, src.shape.x - made.x + 1) + inX,
    };
    result.data[at] = itemAt(src.data, indexOf(src.shape, from));
  }
  return result;
}

export interface SpotOptions {
  readonly share?: number;
  readonly radius?: number;
  readonly seed?: number;
  readonly stream?: number;
}

export function blindSpots(src: Field, options: SpotOptions, turn = 0): { result: Field; mask: Field } {
  const { share = 0.02, radius = 2, seed = 0, stream = 0 } = options;
  const { shape } = src;
  const result = fieldOf(shape, src.data);
  const mask = fieldOf(shape);
  const key = [seed, (stream + turn) >>> 0] as const;
  const far = (axis: 'z' | 'y' | 'x'): number => (shape[axis] > 1 ? radius : 0);
  const inside = (axis: 'z' | 'y' | 'x', at: number): number => Math.min(Math.max(0, at), shape[axis] - 1);
  const [wx, wy, wz] = [2 * far('x') + 1, 2 * far('y') + 1, 2 * far('z') + 1];
  for (const at of src.data.keys()) {
    const p = positionOf(shape, at);
    const b = p.n * shape.c + p.c;
    const word = (draw: number): number => {
      const words = philox([p.x >> 2, p.y, p.z, (b | (draw << 26)) >>> 0], key);
      return itemAt(words, p.x & 3);
    };
    if (word(0) >= Math.min(2 ** 32 - 1, Math.round(share * 2 ** 32))) continue;
    const others = wx * wy * wz - 1;
    let w = below(word(1), others);
    if (w >= others / 2) w += 1;
    const from = {
      ...p,
      x: inside('x', p.x + (w % wx) - far('x')),
      y: inside('y', p.y + (Math.floor(w / wx) % wy) - far('y')),
      z: inside('z', p.z + Math.floor(w / (wx * wy)) - far('z')),
    };
    result.data[at] = itemAt(src.data, indexOf(shape, from));
    mask.data[at] = 1;
  }
  return { result, mask };
}
