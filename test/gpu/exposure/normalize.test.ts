import type { Axis } from '../../../src/core/axes.js';
import { normalize } from '../../../src/ops/exposure/normalize.js';
import { type Field, fieldOf, pointwise, randomField, reductions } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const offset = randomField({ y: 9, x: 13 }, 3, 1000, 1001);
const holes = randomField({ y: 5, x: 7 }, 4);
holes.data[3] = Number.NaN;
holes.data[9] = Number.POSITIVE_INFINITY;

/** (x - low) / width, 0 where there is no width. */
const scaled = (x: Field, low: Field, width: Field): Field =>
  pointwise.elementwise([x, low, width], (v, l, w) => (w === 0 ? 0 : (v - l) / w));

checkOp(normalize, {
  oracle([given], { method = 'zScore', percentiles = [1, 99.8], axes }) {
    const x = given as Field;
    const over = axes ? { axes: [...(axes as string)] as Axis[] } : {};
    if (method === 'zScore') {
      const width = pointwise.elementwise([reductions.variance(x, over)], Math.sqrt);
      return scaled(x, reductions.mean(x, over), width);
    }
    const finite = { ...x, data: x.data.map((v) => (Number.isFinite(v) ? v : 0.5)) };
    const at = (percent: number): Field => reductions.quantile(finite, { q: percent / 100, ...over });
    const [first, last] = method === 'minmax' ? [0, 100] : (percentiles as number[]);
    const low = at(first ?? 0);
    return scaled(x, low, pointwise.subtract(at(last ?? 0), low));
  },
  tolerance: { abs: 4e-6, rel: 1e-5, why: 'a mean, a deviation and a quotient' },
  rows: [
    { name: 'image', inputs: [randomField({ y: 17, x: 29 }, 1)] },
    { name: 'each channel', inputs: [randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 2)], params: { axes: 'zyx' } },
    {
      name: 'far from 0',
      inputs: [offset],
      without: ['f16', 'u8'],
      tolerance: { abs: 1e-3, rel: 1e-3, why: 'deviations of 0.3 from 1000.5 to 6e-5' },
    },
    { name: 'least and greatest', inputs: [holes], params: { method: 'minmax' } },
    {
      name: 'percentiles',
      inputs: [randomField({ y: 17, x: 29 }, 5)],
      params: { method: 'percentile', percentiles: [5, 90] },
    },
    { name: 'one value', inputs: [fieldOf({ x: 7 }, Array(7).fill(Math.fround(0.1)))], without: ['batch'] },
  ],
  refuses: [[[offset], { percentiles: [9, 9] }, /^normalize: percentiles must ascend, got \[9, 9\]$/]],
});
