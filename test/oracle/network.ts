/** Oracles of the chapter `network`. */
import { broadcastShapes, type Shape } from '../../src/core/axes.js';
import { at, build, type Field } from './field.js';

const within = (shape: Shape, position: Readonly<Record<'n' | 'c' | 'z', number>>) => ({
  n: shape.n === 1 ? 0 : position.n,
  c: shape.c === 1 ? 0 : position.c,
  z: shape.z === 1 ? 0 : position.z,
});

/** The sum of products, for every row of the first and every column of the second. */
export function matmul(a: Field, b: Field, options: { transposeA?: boolean; transposeB?: boolean } = {}): Field {
  const { transposeA = false, transposeB = false } = options;
  const shape = broadcastShapes([
    { ...a.shape, y: 1, x: 1 },
    { ...b.shape, y: 1, x: 1 },
  ]);
  const inner = transposeA ? a.shape.y : a.shape.x;
  return build(
    { ...shape, y: transposeA ? a.shape.x : a.shape.y, x: transposeB ? b.shape.y : b.shape.x },
    ({ y, x, ...batch }) => {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const left = transposeA ? { y: k, x: y } : { y, x: k };
        const right = transposeB ? { y: x, x: k } : { y: k, x };
        sum += at(a, { ...within(a.shape, batch), ...left }) * at(b, { ...within(b.shape, batch), ...right });
      }
      return sum;
    },
  );
}
