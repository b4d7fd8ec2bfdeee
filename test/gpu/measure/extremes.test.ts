import { argmax } from '../../../src/ops/measure/argmax.js';
import { argmin } from '../../../src/ops/measure/argmin.js';
import { max } from '../../../src/ops/measure/max.js';
import { maxProjection } from '../../../src/ops/measure/maxProjection.js';
import { meanProjection } from '../../../src/ops/measure/meanProjection.js';
import { min } from '../../../src/ops/measure/min.js';
import { minProjection } from '../../../src/ops/measure/minProjection.js';
import { nanMax } from '../../../src/ops/measure/nanMax.js';
import { nanMean } from '../../../src/ops/measure/nanMean.js';
import { nanMin } from '../../../src/ops/measure/nanMin.js';
import { nanSum } from '../../../src/ops/measure/nanSum.js';
import { build, type Field, itemAt, reductions as r } from '../../oracle/index.js';
import { checkOp, type Oracle, type Tolerance } from '../checkOp.js';
import { broken, image, mask, named, over, rows, ties, volume } from './cases.js';

const exact: Tolerance = { abs: 0, rel: 0, why: 'a voxel, or its place, is chosen and not computed' };
const sums: Tolerance = { abs: 1e-6, rel: 1e-6, why: 'pairwise f32 sums' };
const signed = { name: 'i32', inputs: [{ ...ties, data: ties.data.map((v) => v * 1e9) }], dtype: 'i32' } as const;
const equal = { name: 'the first of equals', inputs: [ties], params: { axes: 'yx' } } as const;
const equalRows = { name: 'the first of equals, over y', inputs: [ties], params: { axes: 'y' }, dtype: 'i16' } as const;

checkOp(min, { oracle: over(r.minimum), tolerance: exact, rows: [...rows, signed] });
checkOp(max, {
  oracle: over(r.maximum),
  tolerance: exact,
  rows: [
    ...named('volume over n and x', 'one long line', 'not finite, over z and y', 'masked', 'nothing in the mask'),
    signed,
  ],
});
checkOp(argmax, { oracle: over(r.argmax), tolerance: exact, rows: [...rows, signed, equal, equalRows] });
checkOp(argmin, {
  oracle: over(r.argmin),
  tolerance: exact,
  rows: [...named('volume over n and x', 'not finite, over x', 'masked', 'nothing in the mask'), signed, equal],
});

const projection =
  (f: (x: Field, parameters: r.Over) => Field): Oracle =>
  ([x], { axis = 'z' }) =>
    f(x as Field, { axes: [axis as 'z'] });
checkOp(maxProjection, {
  oracle: projection(r.maximum),
  tolerance: exact,
  rows: [
    { name: 'volume', inputs: [volume] },
    { name: 'along c', inputs: [volume], params: { axis: 'c' } },
  ],
});
checkOp(minProjection, {
  oracle: projection(r.minimum),
  tolerance: exact,
  rows: [{ name: 'volume', inputs: [volume] }],
});
checkOp(meanProjection, { oracle: projection(r.mean), tolerance: sums, rows: [{ name: 'volume', inputs: [volume] }] });

/** The oracle with NaN masked out. */
const withoutNaN = (f: (x: Field, parameters: r.Over) => Field): Oracle =>
  over((x: Field, parameters: r.Over) => {
    const inside = (at: number): boolean => !parameters.mask || itemAt(parameters.mask.data, at) !== 0;
    const numbers = build(x.shape, (_position, at) => (inside(at) && !Number.isNaN(itemAt(x.data, at)) ? 1 : 0));
    return f(x, { ...parameters, mask: numbers });
  });
const noNumber = { ...broken, data: broken.data.map(() => Number.NaN) };
const nanRows = [
  { name: 'over x', inputs: [broken], params: { axes: 'x' } },
  { name: 'over z and y', inputs: [broken], params: { axes: 'zy' } },
  { name: 'nothing but NaN', inputs: [noNumber] },
] as const;
checkOp(nanSum, { oracle: withoutNaN(r.sum), tolerance: sums, rows: nanRows });
checkOp(nanMean, {
  oracle: withoutNaN(r.mean),
  tolerance: sums,
  rows: [...nanRows, { name: 'masked', inputs: [image], optional: { mask } }],
});
checkOp(nanMin, { oracle: withoutNaN(r.minimum), tolerance: exact, rows: nanRows });
checkOp(nanMax, { oracle: withoutNaN(r.maximum), tolerance: exact, rows: nanRows });
