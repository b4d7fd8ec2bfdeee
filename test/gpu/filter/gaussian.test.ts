import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { fieldOf, filter, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const impulse = fieldOf({ z: 5, y: 7, x: 9 });
impulse.data[157] = 1;
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;
const image = randomField({ y: 37, x: 53 }, 1);

checkOp(gaussian, {
  oracle: ([x], params) => filter.gaussian(x as never, params),
  tolerance: { abs: 1e-6, rel: 1e-5, why: 'three sums of 2r+1 products in f32; images in [0, 1]' },
  borders: true,
  rows: [
    { name: 'image', inputs: [image], params: { sigma: 2 } },
    { name: 'impulse in a volume', inputs: [impulse], params: { sigma: { x: 0.8, y: 1, z: 0 } } },
    { name: 'kernel wider than the image', inputs: [randomField({ y: 5, x: 7 }, 2)], params: { sigma: 6 } },
    { name: 'not finite', inputs: [broken], params: { sigma: 0.7, truncate: 3 } },
    { name: 'derivative', inputs: [image], params: { sigma: 1.5, order: { x: 1, y: 2 } } },
    { name: 'one voxel', inputs: [fieldOf({}, Float64Array.of(3))], params: { sigma: 2 } },
    { name: 'line one past a workgroup', inputs: [randomField({ x: 257 }, 3)], params: { sigma: 1 } },
  ],
  refuses: [
    [[image], { sigma: -1 }, /^gaussian: sigma must be a finite number from 0 to 1000 voxel, got -1$/],
    [[image], { sigma: Number.NaN }, /^gaussian: sigma must be .* got NaN$/],
    [[image], { blur: 1 }, /^gaussian: parameters must be among .*, got 'blur'$/],
    [[image, image], {}, /^gaussian: there must be 1 input, got 2$/],
    [['image'], {}, /^gaussian: src must be a volume, a node or a number, got 'image'$/],
  ],
});
