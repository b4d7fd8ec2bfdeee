import { full } from '../../../src/ops/generate/full.js';
import { fieldOf } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

checkOp(full, {
  oracle: (_inputs, { shape, value }) => filledField(shape, value),
  tolerance: { abs: 0, rel: 0, why: 'a number that f32 holds' },
  rows: [
    { name: 'image', inputs: [], params: { shape: { y: 5, x: 7 }, value: 0.5 } },
    { name: 'one voxel', inputs: [], params: { shape: 1, value: -3 } },
    { name: 'all axes', inputs: [], params: { shape: { n: 2, c: 3, z: 4, y: 5, x: 6 }, value: 1 } },
  ],
  refuses: [
    [[], { shape: 0 }, /^full: shape must be a whole number from 1 to 1000000000, got 0$/],
    [[], { shape: { y: 2.5 } }, /^full: shape along y must be a whole number/],
  ],
});

function filledField(shape: unknown, value: unknown) {
  const given = typeof shape === 'number' ? { n: shape, c: shape, z: shape, y: shape, x: shape } : (shape as object);
  const field = fieldOf(given);
  field.data.fill(value as number);
  return field;
}
