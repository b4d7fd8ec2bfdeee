/** A camera, and the colours that it sees. */
import { bayerMosaic } from '../../../src/ops/acquisition/bayerMosaic.js';
import { camera } from '../../../src/ops/acquisition/camera.js';
import { demosaic } from '../../../src/ops/acquisition/demosaic.js';
import { acquisition, type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const light = randomField({ y: 19, x: 53 }, 1, 0, 300);
const volume = randomField({ n: 2, z: 3, y: 7, x: 13 }, 2, 0, 9);
const broken = fieldOf({ x: 6 }, [0, -1, Number.NaN, 40, Number.POSITIVE_INFINITY, 1e9]);

checkOp(camera, {
  oracle: ([x], options) => acquisition.camera(x as Field, options),
  tolerance: { abs: 0, rel: 0, why: 'whole numbers' },
  rows: [
    { name: 'image', inputs: [light] },
    {
      name: 'few photons, 8 bits',
      inputs: [volume],
      params: { gain: 20, offset: 10, bits: 8, seed: 4, quantumEfficiency: 1 },
    },
    { name: 'full wells', inputs: [light], params: { fullWell: 100, gain: 50, readNoise: 0, bits: 12, stream: 2 } },
    { name: 'blurred', inputs: [light], params: { sigma: 1.5, readNoise: 3 } },
    { name: 'not finite', inputs: [broken] },
  ],
  refuses: [[[light], { bits: 17 }, /^camera: bits must be a whole number from 1 to 16, got 17/]],
});

const image = randomField({ c: 3, y: 15, x: 29 }, 3);
const stack = randomField({ n: 2, c: 3, z: 2, y: 4, x: 6 }, 4);

checkOp(bayerMosaic, {
  oracle: ([x], options) => acquisition.bayerMosaic(x as Field, options),
  tolerance: { abs: 0, rel: 0, why: 'voxels are chosen' },
  without: { apart: 'there is no border', batch: 'there are three channels' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'stack', inputs: [stack], params: { pattern: 'gbrg' } },
    {
      name: 'whole numbers',
      inputs: [randomIntegers({ c: 3, y: 5, x: 9 }, 5, 0, 9)],
      dtype: 'u32',
      params: { pattern: 'grbg' },
    },
  ],
  refuses: [[[light], {}, /^bayerMosaic: src must have 3 channels/]],
});

checkOp(demosaic, {
  oracle: ([x], options) => acquisition.demosaic(x as Field, options),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'means of four' },
  without: { apart: 'borders are a few scalars', batch: 'there is one channel' },
  rows: [
    { name: 'image', inputs: [randomField({ y: 15, x: 31 }, 6)] },
    { name: 'blue first', inputs: [randomField({ n: 2, z: 2, y: 6, x: 16 }, 7)], params: { pattern: 'bggr' } },
    { name: 'green first', inputs: [randomField({ y: 3, x: 2 }, 8)], params: { pattern: 'grbg' } },
  ],
  refuses: [
    [[image], {}, /^demosaic: there must be one channel, got 3/],
    [[fieldOf({ x: 5 })], {}, /^demosaic: the image must have two voxels along y and x at least/],
  ],
});
