/** The family of shaders/gradient/differences.wgsl: magnitudes, components and the Laplacian of neighbour differences. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { gradient } from '../../../src/ops/gradient/gradient.js';
import { gradientMagnitude } from '../../../src/ops/gradient/gradientMagnitude.js';
import { laplace } from '../../../src/ops/gradient/laplace.js';
import { prewitt } from '../../../src/ops/gradient/prewitt.js';
import { scharr } from '../../../src/ops/gradient/scharr.js';
import { sobel } from '../../../src/ops/gradient/sobel.js';
import { invert } from '../../../src/ops/pointwise/invert.js';
import { type Field, fieldOf, filter, randomField } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 19, x: 37 }, 1);
const volume = randomField({ z: 5, y: 11, x: 13 }, 2);
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;
const line = randomField({ x: 257 }, 3);
const small = randomField({ z: 2, y: 2, x: 2 }, 5);
const depth = randomField({ n: 2, c: 3, z: 9, x: 6 }, 6);
const tolerance = { abs: 1e-6, rel: 1e-5, why: 'up to 27 f32 products of numbers in [0, 1], and a root' };
const same = 'as in the table of the operation that the method names';
const one = (inputs: (Field | number)[]): Field => inputs[0] as Field;

const magnitudes: readonly Row[] = [
  { name: 'image', inputs: [image] },
  { name: 'volume', inputs: [volume] },
  { name: 'not finite', inputs: [broken] },
  { name: 'line one past a workgroup', inputs: [line] },
  { name: 'two voxels each way', inputs: [small] },
  { name: 'xz slices with n and c', inputs: [depth] },
];
for (const [operation, oracle, borders] of [
  [sobel, filter.sobel, true],
  // sobel's kernel without its smoothing
  [gradientMagnitude, filter.gradientMagnitude, false],
] as const)
  checkOp(operation, {
    oracle: (inputs, params) => oracle(one(inputs), params),
    tolerance,
    borders,
    rows: magnitudes,
    refuses: [[[image], { border: 'zero' }, /: border must be one of reflect, .*, got 'zero'$/]],
  });

checkOp(scharr, {
  oracle: (inputs, params) => filter.scharr(one(inputs), params),
  tolerance,
  rows: [
    { name: 'volume', inputs: [volume] },
    { name: 'component along x', inputs: [image], params: { axis: 'x' } },
    { name: 'component along z', inputs: [volume], params: { axis: 'z', border: 'mirror' } },
    { name: 'component along an axis of one voxel', inputs: [image], params: { axis: 'z', border: 'mirror' } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
  refuses: [[[image], { axis: 'c' }, /^scharr: axis must be one of z, y, x, got 'c'$/]],
});

checkOp(prewitt, {
  oracle: (inputs, params) => filter.prewitt(one(inputs), params),
  tolerance,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'component along y, not finite', inputs: [broken], params: { axis: 'y', border: 'wrap' } },
  ],
});

checkOp(gradientMagnitude, {
  oracle: (inputs, { method, ...border }) =>
    (method === 'scharr' ? filter.scharr : filter.prewitt)(one(inputs), border),
  tolerance,
  without: { windows: same, buffers: same, u8: same, f16: same },
  rows: [
    { name: 'method scharr', inputs: [image], params: { method: 'scharr' } },
    { name: 'method prewitt', inputs: [volume], params: { method: 'prewitt' } },
  ],
});

checkOp(laplace, {
  oracle: (inputs, params) => filter.laplace(one(inputs), params),
  tolerance,
  borders: true,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'volume', inputs: [volume] },
    { name: 'not finite', inputs: [broken] },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
  ],
});

checkOp(gradient, {
  oracle: (inputs, { axis, ...border }) =>
    axis
      ? filter.gradientComponent(one(inputs), { axis: axis as 'x', ...border })
      : filter.gradient(one(inputs), border),
  tolerance,
  rows: [
    { name: 'image', inputs: [image], without: ['batch'] },
    { name: 'volumes', inputs: [randomField({ n: 3, z: 5, y: 6, x: 7 }, 7)], params: { border: 'wrap' } },
    { name: 'xz, not finite', inputs: [{ ...broken, shape: { ...broken.shape, y: 1, z: 13 } }], without: ['batch'] },
    { name: 'yz', inputs: [randomField({ n: 2, z: 5, y: 6 }, 8)], params: { border: 'constant', value: 2 } },
    { name: 'along y', inputs: [depth], params: { axis: 'y', border: 'constant', value: 0.5 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['batch', 'windows'] },
  ],
  refuses: [[[depth], {}, /^gradient: the image must have one channel unless axis is given, .* got c=3$/]],
});

test('invert, blur and gradient are three dispatches', async () => {
  const engine = new Engine(sharedContext());
  const plan = await engine.explain(gradientMagnitude(gaussian(invert(toHostImage(), { max: 1 }))));
  expect(plan.split('\n').map((line) => line.trim().split(/ {2}/).slice(1, 3).join(' '))).toEqual([
    'gaussian + invert [filter/convolveAxisY]',
    'gaussian [filter/convolveAxisX]',
    'gradientMagnitude [gradient/differences]',
    '',
  ]);
});

test('components lie along c', () => {
  const stacked = gradient(toHostImage(), {});
  expect(stacked.shape).toMatchObject({ n: 1, c: 2, y: 19, x: 37 });
  expect(stacked.layout).toBe('cyx');
});

function toHostImage() {
  return new HostVolume({ shape: image.shape, data: Float32Array.from(image.data) });
}
