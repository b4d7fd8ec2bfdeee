/** The ridge filters, which share a kernel. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { frangi } from '../../../src/ops/features/frangi.js';
import { meijering } from '../../../src/ops/features/meijering.js';
import { sato } from '../../../src/ops/features/sato.js';
import {
  build,
  type Field,
  features,
  fieldOf,
  itemAt,
  randomField,
  randomIntegers,
  toHost,
} from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 19, x: 37 }, 1);
const volume = randomField({ z: 6, y: 7, x: 9 }, 2);
const broken = randomField({ y: 9, x: 13 }, 4);
broken.data[40] = Number.NaN;
/** Straight lines of whole numbers: nothing but the last factor of frangi, of arguments without rounding. */
const heights = randomIntegers({ y: 64 }, 3, 0, 200).data;
const lines = build({ y: 64, x: 5 }, ({ y }) => itemAt(heights, y));
const constant = fieldOf({ y: 5, x: 7 }, new Float64Array(35).fill(0.7));
const tolerance = {
  abs: 2e-6,
  rel: 2e-3,
  why: 'curvatures are differences of numbers in [0, 1] to 1e-6; u8 is 255 times as large',
};
const refuses = [
  [[randomField({ x: 9 }, 1)], {}, /: the image must be longer than one voxel along two or three axes, got 1$/],
  [[image], { sigmas: [-1] }, /: sigmas every item must be a finite number from 0 to 1000, got -1$/],
] as const;

const rows = [
  { name: 'image', inputs: [image], params: { sigmas: [1.5, 2] } },
  { name: 'volume', inputs: [volume], params: { sigmas: [1], blackRidges: false } },
  { name: 'constant', inputs: [constant], params: { sigmas: [1] } },
  { name: 'not finite', inputs: [broken], params: { sigmas: [0.5] } },
];

checkOp(frangi, {
  oracle: ([x], params) => features.frangi(x as Field, params),
  tolerance,
  rows: [
    ...rows.map((row) => ({
      ...row,
      params: { ...row.params, alpha: 0.9, beta: 0.3, gamma: 0.5, border: 'nearest' },
    })),
    {
      name: 'straight lines',
      inputs: [lines],
      // a blur of one tap
      params: { sigmas: [0.1], gamma: 1 },
      tolerance: { abs: 1e-9, rel: 1e-6, why: 'some roundings; the last term but one of the series adds 3e-6' },
    },
  ],
  refuses,
});
checkOp(sato, { oracle: ([x], params) => features.sato(x as Field, params), tolerance, rows, refuses });
checkOp(meijering, {
  oracle: ([x], params) => features.meijering(x as Field, params),
  tolerance,
  rows: [...rows.slice(0, 3), { name: 'as in the paper', inputs: [volume], params: { sigmas: [1], alpha: -0.3 } }],
  refuses,
});

test('what is constant has no ridge, exactly', async () => {
  const engine = new Engine(sharedContext());
  const flat = toHost(constant);
  for (const node of [frangi, sato, meijering].map((operation) => operation(flat, { sigmas: [1] }))) {
    const found = await engine.run(node);
    expect((await found.read()).data.every((item) => item === 0)).toBe(true);
    found.dispose();
  }
});
