import { gabor } from '../../../src/ops/filter/gabor.js';
import { type Field, features, fieldOf, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;

checkOp(gabor, {
  oracle: ([x], params) => features.gabor(x as Field, params),
  tolerance: { abs: 2e-6, rel: 1e-5, why: 'sums of up to 200 f32 products of numbers in [0, 1]' },
  rows: [
    { name: 'image', inputs: [randomField({ y: 23, x: 37 }, 1)], params: { frequency: 0.4, theta: 0.6 } },
    {
      name: 'long waves, a phase',
      inputs: [randomField({ y: 19, x: 33 }, 2)],
      params: { sigmaX: 1.5, sigmaY: 3, theta: 2, offset: 1, border: 'mirror', stds: 2 },
    },
    {
      name: 'slices',
      inputs: [randomField({ z: 9, y: 9, x: 11 }, 3)],
      params: { sigmaX: 1, sigmaY: 1, border: 'wrap' },
    },
    { name: 'not finite', inputs: [broken], params: { sigmaX: 0.5, sigmaY: 0.5, border: 'constant', value: 2 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], params: { sigmaX: 1, sigmaY: 1 }, without: ['windows'] },
  ],
  refuses: [
    [[broken], { frequency: 0.0005 }, /^gabor: the kernel must be at most 1001 voxels wide/],
    [[broken], { frequency: 0 }, /^gabor: frequency must be a finite number from 0.0001 to 10, got 0$/],
  ],
});
