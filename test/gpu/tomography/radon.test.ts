import { iradon } from '../../../src/ops/tomography/iradon.js';
import { radon } from '../../../src/ops/tomography/radon.js';
import { type Field, fieldOf, randomField, tomography } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const theta = [0, 17.5, 90, 133, 250, -30];
const tolerance = { abs: 2e-5, rel: 1e-5, why: 'places of f32, and sums of tens of numbers of about 1' };

checkOp(radon, {
  oracle: ([image], params) => tomography.radon(image as Field, params),
  tolerance,
  rows: [
    { name: 'square', inputs: [randomField({ y: 18, x: 18 }, 1)], params: { theta } },
    { name: 'stack, wide', inputs: [randomField({ z: 3, y: 9, x: 14 }, 2)], params: { theta } },
    { name: 'tall, whole', inputs: [randomField({ y: 15, x: 8 }, 3)], params: { theta, circle: false } },
  ],
  refuses: [
    [[fieldOf({ y: 3, x: 8193 })], {}, /^radon: the image must be at most 8192 voxels long, got 8193$/],
    [[fieldOf({ y: 3, x: 3 })], { theta: [] }, /^radon: theta must be finite numbers in a list/],
  ],
});

checkOp(iradon, {
  oracle: ([sinogram], params) => tomography.iradon(sinogram as Field, params),
  tolerance,
  rows: [
    { name: 'ramp', inputs: [randomField({ y: 13, x: 6 }, 1)], params: { theta } },
    {
      name: 'stack, hann, whole',
      inputs: [randomField({ z: 3, y: 16, x: 5 }, 2)],
      params: { filter: 'hann', circle: false },
    },
    { name: 'cosine', inputs: [randomField({ y: 16, x: 6 }, 3)], params: { filter: 'cosine' } },
  ],
  refuses: [
    [[fieldOf({ y: 8, x: 5 })], { theta }, /^iradon: there must be an angle for each of the 5 columns, got 6$/],
    [[fieldOf({ y: 1, x: 5 })], { circle: false }, /^iradon: there must be at least two beams/],
  ],
});
