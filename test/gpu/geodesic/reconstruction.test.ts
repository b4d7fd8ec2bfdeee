/** Reconstruction against a queue, and on paths that wind. */
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { reconstruction } from '../../../src/ops/geodesic/reconstruction.js';
import { type Field, fieldOf, geodesic, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

/** A corridor of ones that winds inwards, and a seed at its mouth: with walls of 0 in between. */
function spiral(side: number): { readonly seed: Field; readonly mask: Field } {
  const mask = fieldOf({ y: side, x: side });
  const seed = fieldOf({ y: side, x: side });
  let [y, x, dy, dx] = [0, 0, 0, 1];
  const free = (r: number, c: number): boolean =>
    r >= 0 && c >= 0 && r < side && c < side && mask.data[r * side + c] === 0;
  for (let turns = 0; turns < 2; ) {
    mask.data[y * side + x] = 1;
    const [r, c] = [y + 2 * dy, x + 2 * dx];
    const inside = r >= 0 && c >= 0 && r < side && c < side;
    if (free(y + dy, x + dx) && (!inside || mask.data[r * side + c] === 0)) {
      [y, x, turns] = [y + dy, x + dx, 0];
    } else {
      [dy, dx, turns] = [dx, -dy, turns + 1];
    }
  }
  seed.data[0] = 0.5;
  return { seed, mask };
}

const { seed, mask } = spiral(23);
const field = randomField({ y: 29, x: 53 }, 1, -1, 1);
const low = randomField({ y: 29, x: 53 }, 2, -3, 1);
const broken = randomField({ y: 13, x: 37 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[200] = Number.NEGATIVE_INFINITY;
const brokenSeed = randomField({ y: 13, x: 37 }, 5, -1, 0.4);
brokenSeed.data[90] = Number.NaN;
const volume = randomField({ z: 7, y: 9, x: 14 }, 6);
const sparse: Field = { ...volume, data: randomField(volume.shape, 7).data.map((v) => (v > 0.97 ? 1 : 0)) };
const dense: Field = { ...volume, data: sparse.data.map((v) => 1 - v) };

checkOp(reconstruction, {
  oracle: ([from, to], params) => geodesic.reconstruction(from as Field, to as Field, params),
  tolerance: { abs: 0, rel: 0, why: 'values are handed on' },
  rows: [
    { name: 'image', inputs: [low, field] },
    { name: 'from above', inputs: [field, low], params: { method: 'erosion', connectivity: 1 } },
    { name: 'spiral', inputs: [seed, mask], params: { connectivity: 1 } },
    { name: 'volume, faces', inputs: [sparse, volume], params: { connectivity: 1 } },
    { name: 'volume, edges', inputs: [dense, volume], params: { connectivity: 2, method: 'erosion' } },
    { name: 'volume, corners', inputs: [sparse, volume] },
    { name: 'not finite', inputs: [brokenSeed, broken] },
    { name: 'not finite, from above', inputs: [broken, brokenSeed], params: { method: 'erosion' } },
    {
      name: 'u8',
      dtype: 'u8',
      inputs: [randomIntegers({ y: 17, x: 43 }, 8, 0, 90), randomIntegers({ y: 17, x: 43 }, 9, 0, 255)],
    },
    {
      name: 'u8 from above',
      dtype: 'u8',
      inputs: [randomIntegers({ y: 17, x: 43 }, 8, 150, 255), randomIntegers({ y: 17, x: 43 }, 9, 0, 255)],
      params: { method: 'erosion' },
    },
    {
      name: 'u32',
      dtype: 'u32',
      inputs: [
        randomIntegers({ y: 11, x: 17 }, 10, 0, 4294967295),
        randomIntegers({ y: 11, x: 17 }, 11, 0, 4294967295),
      ],
    },
    {
      name: 'i32, a batch',
      dtype: 'i32',
      inputs: [
        randomIntegers({ n: 2, c: 2, y: 11, x: 17 }, 12, -99, -20),
        randomIntegers({ n: 2, c: 2, y: 11, x: 17 }, 13, -99, 9),
      ],
    },
    { name: 'a row', inputs: [randomField({ x: 61 }, 14, -1, 0.5), randomField({ x: 61 }, 15)] },
    { name: 'a column', inputs: [randomField({ y: 31 }, 14, -1, 0.5), randomField({ y: 31 }, 15)] },
    { name: 'one voxel', inputs: [fieldOf({}, [3]), fieldOf({}, [2])] },
  ],
  refuses: [
    [[field, volume], {}, /^reconstruction: the mask must have the shape of the seed/],
    [[field, field], { connectivity: 0 }, /^reconstruction: connectivity must be/],
  ],
});

// so large that tiles may look ahead, which columns that are walked as one tile must not
it('goes along columns of 4096 rows', async () => {
  const shape = { y: 4096, x: 128 };
  const seed = new HostVolume({ shape });
  seed.data[0] = 0.5;
  const mask = new HostVolume({ shape, data: new Float32Array(4096 * 128).fill(1) });
  using grown = await new Engine(sharedContext()).run(reconstruction(seed, mask));
  expect((await grown.read()).data.every((number) => number === 0.5)).toBe(true);
});
