import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { countNonzero } from '../../../src/ops/measure/countNonzero.js';
import { mean } from '../../../src/ops/measure/mean.js';
import { standardDeviation } from '../../../src/ops/measure/standardDeviation.js';
import { sum } from '../../../src/ops/measure/sum.js';
import { variance } from '../../../src/ops/measure/variance.js';
import { build, reductions as r, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { image, named, over, rows, ties, volume } from './cases.js';

const tolerance = { abs: 1e-6, rel: 1e-6, why: 'pairwise f32 sums; the volumes of mixed sign have sums near 1' };

checkOp(sum, {
  oracle: over(r.sum),
  tolerance,
  rows,
  refuses: [
    [[image], { axes: 'q' }, /^sum: axes must be distinct axes of n, c, z, y, x, got 'q'$/],
    [[image], { axes: 'xx' }, /^sum: axes must be distinct axes/],
    [[image, image], {}, /^sum: there must be 1 input/],
  ],
});
checkOp(mean, {
  oracle: over(r.mean),
  tolerance,
  rows: named('volume over n and x', 'masked by rows, over x', 'nothing in the mask'),
});
checkOp(variance, {
  oracle: over(r.variance),
  tolerance: { abs: 1e-6, rel: 2e-6, why: 'the squares add their own rounding to that of the sum' },
  rows: [
    ...named('image', 'not finite, over z and y', 'masked', 'one voxel'),
    { name: 'of a sample', inputs: [volume], params: { axes: 'yx', ddof: 1 } },
  ],
});
checkOp(standardDeviation, {
  oracle: (inputs, params, optional) => {
    const field = over(r.variance)(inputs, params, optional) as typeof image;
    return build(field.shape, (_position, at) => Math.sqrt(field.data[at] ?? Number.NaN));
  },
  tolerance: { abs: 1e-6, rel: 2e-6, why: 'as the variance, and a square root' },
  rows: named('volume over z and c'),
});
checkOp(countNonzero, {
  oracle: over(r.countNonzero),
  tolerance: { abs: 0, rel: 0, why: 'counts are exact' },
  rows: [
    ...named('volume over n and x', 'not finite, over x', 'masked by rows, over x', 'nothing in the mask'),
    { name: 'labels', inputs: [{ ...ties, data: ties.data.map(Math.abs) }], dtype: 'u32' },
  ],
});

it('a mask that does not broadcast is refused', () => {
  const small = new HostVolume({ shape: { x: 5 } });
  expect(() => sum(small, { mask: new HostVolume({ shape: { x: 4 } }) })).toThrow(
    /^sum: mask must broadcast to y=1 x=5, got/,
  );
});

it('sums 2048 x 2048 voxels within 1e-6, in the same order in every window', async () => {
  const field = randomField({ y: 2048, x: 2048 }, 9);
  const exact = field.data.reduce((total, value) => total + value, 0);
  const host = toHost(field);
  for (const limits of [{}, { maxBinding: 1 << 20 }]) {
    using engine = new EngineOf(limits);
    using volume = await engine.run(sum(host));
    const total = (await volume.read()).at({});
    expect(Math.abs(total - exact) / exact).toBeLessThan(1e-6);
    totals.push(total);
  }
  expect(totals[0]).toBe(totals[1]);
});
const totals: number[] = [];

class EngineOf extends Engine {
  constructor(limits: { maxBinding?: number }) {
    super(sharedContext(), true, limits);
  }
  override dispose(): void {}
}

it('reduced axes leave the layout and the spacing', () => {
  const stack = new HostVolume({ shape: { z: 2, y: 3, x: 4 }, spacing: { z: 2, y: 1, x: 1 }, unit: 'µm' });
  expect(sum(stack)).toMatchObject({ layout: '', spacing: {}, unit: '', shape: { n: 1, c: 1, z: 1, y: 1, x: 1 } });
  expect(mean(stack, { axes: 'z' })).toMatchObject({ layout: 'yx', spacing: { y: 1, x: 1 }, unit: 'µm' });
  expect(sum(new HostVolume({ shape: {} }))).toMatchObject({ layout: '' });
});
