import { gaussianGradientMagnitude } from '../../../src/ops/gradient/gaussianGradientMagnitude.js';
import { gaussianLaplace } from '../../../src/ops/gradient/gaussianLaplace.js';
import { type Field, fieldOf, filter, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 23, x: 37 }, 1);
const volume = randomField({ z: 5, y: 7, x: 9 }, 2);
const tolerance = {
  abs: 3e-6,
  rel: 1e-5,
  why: 'three sums of 2r+1 f32 products; second derivatives cancel, so the error is relative to numbers near 1',
};

checkOp(gaussianLaplace, {
  oracle: ([x], params) => filter.gaussianLaplace(x as Field, params),
  tolerance,
  rows: [
    { name: 'image', inputs: [image], params: { sigma: 1.5, border: 'mirror' } },
    { name: 'volume', inputs: [volume], params: { sigma: { x: 1, y: 1.2, z: 0.7 }, truncate: 3 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
  ],
  refuses: [
    [
      [image],
      { sigma: 0 },
      /^gaussianLaplace: sigma along y must be above 0 where the image is longer than one, got 0$/,
    ],
  ],
});

checkOp(gaussianGradientMagnitude, {
  oracle: ([x], params) => filter.gaussianGradientMagnitude(x as Field, params),
  tolerance,
  rows: [
    { name: 'image', inputs: [image], params: { sigma: 1.5, border: 'constant', value: 0.5 } },
    { name: 'volume', inputs: [volume], params: { sigma: { x: 1, y: 1.2, z: 0.7 }, truncate: 3 } },
    { name: 'line', inputs: [randomField({ x: 257 }, 3)], params: { sigma: 1 } },
  ],
  refuses: [[[image], { sigma: { x: 0 } }, /^gaussianGradientMagnitude: sigma along x must be above 0 /]],
});
