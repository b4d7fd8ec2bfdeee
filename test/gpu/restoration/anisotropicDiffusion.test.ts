import { anisotropicDiffusion } from '../../../src/ops/restoration/anisotropicDiffusion.js';
import { type Field, fieldOf, randomField } from '../../oracle/index.js';
import * as oracle from '../../oracle/restoration.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 17, x: 29 }, 1);
const broken = fieldOf({ y: 3, x: 23 }, randomField({ x: 69 }, 3).data);
broken.data[4] = Number.NaN;

checkOp(anisotropicDiffusion, {
  oracle: ([x], params) => oracle.anisotropicDiffusion(x as Field, params),
  tolerance: { abs: 2e-5, rel: 1e-5, why: 'a few roundings an iteration' },
  rows: [
    { name: 'image', inputs: [image], params: { kappa: 0.5, iterations: 3 } },
    {
      name: 'volume',
      inputs: [randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 2)],
      params: { conduction: 'reciprocal', gamma: 0.1, kappa: 0.3, iterations: 2 },
    },
    { name: 'NaN', inputs: [broken], params: { iterations: 2 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
  refuses: [
    [[image], { gamma: 0.3 }, /gamma must be at most 1 \/ 4/],
    [[image], { kappa: 0 }, /kappa must be/],
  ],
});
