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
