import { hessianMatrix } from '../../../src/ops/gradient/hessianMatrix.js';
import { type Field, features, fieldOf, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 19, x: 37 }, 1);
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;

checkOp(hessianMatrix, {
  oracle: ([x], params) => features.hessianMatrix(x as Field, params),
  tolerance: { abs: 2e-6, rel: 1e-5, why: 'differences of blurred numbers in [0, 1]' },
  without: { batch: 'elements lie along c' },
  borders: true,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'volume', inputs: [randomField({ n: 2, z: 5, y: 7, x: 9 }, 2)], params: { sigma: { z: 0.6, x: 1.2 } } },
    { name: 'two voxels each way', inputs: [randomField({ z: 2, y: 2, x: 2 }, 3)], params: { sigma: 0 } },
    { name: 'three voxels each way', inputs: [randomField({ z: 3, y: 3, x: 3 }, 3)], params: { sigma: 0 } },
    { name: 'xz slices', inputs: [randomField({ z: 6, x: 17 }, 6)], params: { sigma: 0 } },
    { name: 'not finite', inputs: [broken], params: { sigma: 0 } },
    { name: 'line', inputs: [randomField({ x: 65 }, 7)] },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
  ],
  laws: [],
  refuses: [
    [[randomField({ c: 2, y: 3, x: 3 }, 1)], {}, /^hessianMatrix: the image must have one channel, since .*, got c=2$/],
  ],
});
