import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { profileLine } from '../../../src/ops/measure/profileLine.js';
import { type Field, randomField, transform } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ z: 5, y: 7, x: 13 }, 2);
const across = { from: { y: 3.25, x: 2 }, to: { y: 30, x: 47.5 } };

checkOp(profileLine, {
  oracle: ([x], params) => transform.profileLine(x as Field, params as never),
  tolerance: { abs: 2e-5, rel: 1e-6, why: 'places to 2^-20 of a voxel, sums of five' },
  rows: [
    { name: 'a line', inputs: [image], params: across },
    { name: 'a band', inputs: [image], params: { ...across, linewidth: 5 } },
    {
      name: 'the greatest beyond the ends',
      inputs: [image],
      params: { from: { y: 40, x: 50 }, to: { x: -9 }, linewidth: 4, reduce: 'max' },
    },
    {
      name: 'a band upright, cubic',
      inputs: [image],
      params: {
        from: { y: 30, x: 20 },
        to: { y: 4, x: 20 },
        linewidth: 3,
        reduce: 'none',
        order: 3,
        border: 'gridConstant',
        value: 0.5,
      },
    },
    {
      name: 'in every slice',
      inputs: [volume],
      params: { from: { x: 1 }, to: { y: 6, x: 9 }, linewidth: 2, reduce: 'sum' },
    },
    { name: 'through a volume', inputs: [volume], params: { from: { z: 0, y: 1, x: 0 }, to: { z: 4, y: 5, x: 12 } } },
    {
      name: 'a point',
      inputs: [image],
      params: { from: { y: 3.5, x: 2 }, to: { y: 3.5, x: 2 }, linewidth: 3, reduce: 'min' },
    },
  ],
  refuses: [
    [[image], { from: 0, to: { x: 2 }, order: 2 }, /^profileLine: order must be 0, 1 or 3, got 2$/],
    [[image], { from: { x: 1 } }, /^profileLine: from and to must be given, got no to$/],
    [[image], { from: { x: 1 }, to: { z: 1 } }, /^profileLine: from and to must not name z/],
    [[volume], { from: { x: 1 }, to: { z: 1 }, linewidth: 2 }, /^profileLine: linewidth must be 1 of a line through/],
    [[image], { from: 0, to: { x: 2 ** 23 } }, /^profileLine: to along x/],
  ],
});

it('numbers are those of scikit-image, unrounded, with the spacing of a step', async () => {
  const data = Uint8Array.from({ length: 20 }, (_, at) => (at * at) % 23);
  const given = new HostVolume({ shape: { y: 4, x: 5 }, data, spacing: { y: 2, x: 1 }, unit: 'um' });
  const engine = new Engine(sharedContext());
  using result = await engine.run(profileLine(given, { from: { y: 0, x: 0 }, to: { y: 3, x: 4 }, linewidth: 2 }));
  const { data: found, shape, layout, spacing } = await result.read();
  expect([shape.x, layout]).toEqual([6, 'x']);
  expect(spacing.x).toBeCloseTo(Math.hypot(2 * 0.6, 0.8), 6);
  const wanted = [0.55, 5.47, 5.77, 9.2, 7.02, 13.1];
  for (const [at, v] of wanted.entries()) expect(found[at]).toBeCloseTo(v, 4);
});
