/** Voxels are hidden where the oracle hides them, by what it hides them with. */
import { blindSpots } from '../../../src/ops/network/blindSpots.js';
import { type Field, patches, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

checkOp(blindSpots, {
  oracle: ([src], params, { turn }) => ({
    ...patches.blindSpots(src as Field, params as patches.SpotOptions, (turn as Field | undefined)?.data[0]),
  }),
  tolerance: { abs: 0, rel: 0, why: 'voxels are moved' },
  rows: [
    { name: 'a third of an image', inputs: [randomField({ y: 19, x: 37 }, 1)], params: { share: 0.3, seed: 5 } },
    { name: 'a volume', inputs: [randomField({ z: 5, y: 9, x: 11 }, 2)], params: { share: 0.5, radius: 1, stream: 2 } },
    { name: 'all of a batch', inputs: [randomField({ n: 2, c: 3, y: 6, x: 5 }, 3)], params: { share: 1, radius: 7 } },
    { name: 'none', inputs: [randomField({ x: 9 }, 4)], params: { share: 0 } },
  ],
  refuses: [[[randomField({}, 1)], {}, /^blindSpots: images must have more than one voxel/]],
});
