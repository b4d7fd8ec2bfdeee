/** Images moved by chance: as the oracle's, labels with their image, and others in every round. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { concatenate } from '../../../src/ops/geometry/concatenate.js';
import { randomWarp } from '../../../src/ops/network/randomWarp.js';
import { augmentation, type Field, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

checkOp(randomWarp, {
  oracle: ([src], params, { turn }) =>
    augmentation.randomWarp(src as Field, params, (turn as Field | undefined)?.data[0]),
  tolerance: { abs: 3e-5, rel: 1e-5, why: 'places within 1e-5 of a voxel, between voxels that differ by up to 2' },
  rows: [
    {
      name: 'images, all at once',
      inputs: [randomField({ n: 2, c: 2, y: 13, x: 10 }, 1, -1, 1)],
      params: { rotation: 90, scaling: 1.5, shift: { x: 3, y: 2 }, bend: 1.5, bendSigma: 2, seed: 3, stream: 5 },
    },
    {
      name: 'a volume turned in its plane',
      inputs: [randomField({ n: 2, z: 5, y: 8, x: 9 }, 2, -1, 1)],
      params: { scaling: 1.2, shift: { z: 1 }, border: 'constant', seed: 8 },
    },
  ],
  without: {
    windows: 'an image is bound whole, since a place may lie anywhere',
    u8: 'whole numbers stay whole: the test of labels',
  },
  refuses: [
    [
      [randomField({ y: 5, x: 9 }, 3)],
      { scaling: 0.5 },
      /^randomWarp: scaling must be a finite number from 1 to 100, got 0.5$/,
    ],
  ],
});

test('labels go with their image, all channels together, and every round draws others', async () => {
  const one = toHost(randomField({ n: 2, y: 12, x: 12 }, 1, 0, 9));
  const labels = new HostVolume({ shape: one.shape, data: Uint8Array.from(one.data as Float32Array) });
  const engine = new Engine(sharedContext());
  const how = { order: 0, bend: 1, bendSigma: 3, seed: 4 };
  const turn = (item: number) => new HostVolume({ shape: {}, data: Uint32Array.of(item) });
  const { both, alone, other, later } = await engine.run({
    both: randomWarp(concatenate([one, one], { axis: 'c' }), { ...how, turn: turn(1) }),
    alone: randomWarp(labels, { ...how, turn: turn(1) }),
    other: randomWarp(labels, { ...how, turn: turn(2) }),
    later: randomWarp(labels, { ...how, stream: 1, turn: turn(1) }),
  });
  const read = async (volume: typeof both) => {
    using used = volume;
    return [...(await used.read()).data];
  };
  const pair = await read(both);
  const tame = await read(alone);
  for (let n = 0; n < 2; n++)
    for (let at = 0; at < 144; at++) {
      expect(pair[288 * n + at]).toBe(pair[288 * n + 144 + at]);
      expect(tame[144 * n + at]).toBe(Math.floor(pair[288 * n + at] as number));
    }
  const next = await read(other);
  expect(next).not.toEqual(tame);
  expect(alone.dtype).toBe('u8');
  // but for the bends, whose stream is another word
  expect((await read(later)).length).toBe(next.length);
});
