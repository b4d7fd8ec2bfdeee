import { denoiseBilateral } from '../../../src/ops/restoration/denoiseBilateral.js';
import { type Field, fieldOf, randomField } from '../../oracle/index.js';
import * as oracle from '../../oracle/restoration.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 19, x: 37 }, 1);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 11 }, 2);
const broken = fieldOf({ y: 3, x: 13 }, randomField({ x: 39 }, 3).data);
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
const large = { ...image, data: image.data.map((v) => v + 1000) };
const flat = fieldOf({ y: 5, x: 9 }, new Float64Array(45).fill(7));

checkOp(denoiseBilateral, {
  oracle: ([x], params, { sigmaColor }) =>
    oracle.denoiseBilateral(x as Field, { ...params, ...(sigmaColor !== undefined && { sigmaColor }) }),
  tolerance: { abs: 2e-5, rel: 1e-5, why: 'exp2 of a device and the deviation of an image' },
  borders: true,
  rows: [
    { name: 'image', inputs: [image], optional: { sigmaColor: 0.3 } },
    { name: 'of the deviation of each n and c', inputs: [volume], params: { winSize: 3, sigmaSpatial: 0.8 } },
    { name: 'in pieces, wider than the image', inputs: [image], params: { winSize: 21, sigmaSpatial: 4 } },
    { name: 'not finite', inputs: [broken], params: { sigmaSpatial: 1.5 } },
    {
      name: 'a large mean',
      inputs: [large],
      optional: { sigmaColor: fieldOf({}, [0.2]) },
      params: { border: 'nearest' },
      tolerance: { abs: 2e-4, rel: 0, why: 'f32 of 1000' },
      without: ['f16', 'u8'],
    },
    {
      name: 'the ends of f32',
      inputs: [fieldOf({ y: 2, x: 4 }, [3e38, -3e38, 3e38, 1, 2, 1, -3e38, 0])],
      optional: { sigmaColor: 1 },
      params: { border: 'wrap' },
      without: ['f16', 'u8', 'unfused'],
    },
    { name: 'constant', inputs: [flat], params: { border: 'mirror' } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
    { name: 'column', inputs: [randomField({ y: 23 }, 5)], optional: { sigmaColor: 1 } },
  ],
  refuses: [
    [[image], { winSize: 4 }, /^denoiseBilateral: winSize must be odd, got 4$/],
    [[image], { sigmaSpatial: 0 }, /sigmaSpatial must be/],
  ],
});
