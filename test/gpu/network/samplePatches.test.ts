/** Patches at random places: those of the oracle, and every place as likely as any. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { samplePatches } from '../../../src/ops/network/samplePatches.js';
import { type Field, patches, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

checkOp(samplePatches, {
  oracle: ([src], params, { turn }) =>
    patches.samplePatches(
      src as Field,
      params as unknown as patches.PatchOptions,
      (turn as Field | undefined)?.data[0],
    ),
  tolerance: { abs: 0, rel: 0, why: 'voxels are moved' },
  rows: [
    {
      name: 'of two images, with all orientations',
      inputs: [randomField({ n: 2, c: 3, y: 19, x: 17 }, 1)],
      params: { size: { y: 6, x: 6 }, count: 7, flips: true, turns: true, seed: 3 },
    },
    {
      name: 'of a volume',
      inputs: [randomField({ z: 9, y: 8, x: 13 }, 2)],
      params: { size: { z: 4, y: 8, x: 5 }, count: 3, flips: true, stream: 4 },
    },
    { name: 'the whole', inputs: [randomField({ y: 5, x: 9 }, 3)], params: { size: { y: 5, x: 9 } } },
  ],
  without: { windows: 'what is read anywhere is bound in pieces, and what is written beside it' },
  refuses: [
    [
      [randomField({ y: 5, x: 9 }, 3)],
      { size: { y: 6, x: 1 } },
      /^samplePatches: size must be at most that of the image/,
    ],
    [[randomField({ y: 5, x: 9 }, 3)], { size: { y: 5, x: 4 }, turns: true }, /as high as wide/],
  ],
});

test('every place comes as often as any, and other ones in every round', async () => {
  const places = new HostVolume({ shape: { y: 5, x: 5 }, data: Uint8Array.from({ length: 25 }, (_, at) => at) });
  const engine = new Engine(await sharedContext());
  const turn = (item: number) => new HostVolume({ shape: {}, data: Uint32Array.of(item) });
  const drawn = async (item: number) => {
    using volume = await engine.run(
      samplePatches(places, { size: { y: 1, x: 1 }, count: 10_000, seed: 1, turn: turn(item) }),
    );
    return [...(await volume.read()).data];
  };
  const [first, second] = [await drawn(0), await drawn(1)];
  const counts = Array.from({ length: 25 }, (_, place) => first.filter((item) => item === place).length);
  // 400 expected; five standard deviations of 19.6
  for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(98);
  expect(second).not.toEqual(first);
  expect(await drawn(0)).toEqual(first);
});
