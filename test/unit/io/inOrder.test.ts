/** Planes of a stream: slabs that overlap and go forward are read once, whatever axis lies slower. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { openStack, readVolume } from '../../../src/io/files.js';
import { keepingLast } from '../../../src/io/inOrder.js';
import { boxData } from '../../../src/stream/boxData.js';
import { stackBlocks } from '../../../src/stream/source.js';

const shape = { n: 2, c: 1, z: 10, y: 3, x: 4 };
const volume = new HostVolume({ shape, data: Float32Array.from({ length: 240 }, (_, at) => at) });
const planes = (from: number, to: number): HostVolume =>
  boxData(volume, { n: [0, 2], c: [0, 1], z: [0, 10], y: [0, 3] }, { n: [0, 2], c: [0, 1], z: [from, to], y: [0, 3] });

test('what overlaps is kept, and the rest is read once and forward', async () => {
  const asked: string[] = [];
  const reader = keepingLast({
    description: volume,
    axis: 'z',
    async readPlanes(from, to) {
      asked.push(`${from}-${to}`);
      return planes(from, to);
    },
  });
  const wanted = [
    [0, 4],
    [2, 6],
    [2, 6],
    [3, 5],
    [5, 9],
    [9, 10],
    [0, 2],
  ] as const;
  // all at once: they are answered in turn
  const made = await Promise.all(wanted.map(([from, to]) => reader.readPlanes(from, to)));
  for (const [at, [from, to]] of wanted.entries()) expect(made[at]?.data).toEqual(planes(from, to).data);
  expect(asked).toEqual(['0-4', '4-6', '6-9', '9-10', '0-2']);
  await expect(reader.readPlanes(9, 11)).rejects.toThrow('planes must lie in 0 to 10 along z, got 9 to 11');
  expect((await reader.readPlanes(1, 3)).data).toEqual(planes(1, 3).data);
});

test('a gzipped NIfTI is read in boxes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brightfield-in-order-'));
  try {
    const header = Buffer.alloc(352);
    header.writeInt32LE(348, 0);
    for (const [at, length] of [3, 4, 3, 10].entries()) header.writeInt16LE(length, 40 + 2 * at);
    header.writeInt16LE(16, 70);
    header.writeInt16LE(32, 72);
    header.writeFloatLE(352, 108);
    header.write('n+1\0', 344, 'latin1');
    const path = join(folder, 'a.nii.gz');
    const voxels = Buffer.from(volume.data.buffer, 0, 480);
    await writeFile(path, gzipSync(Buffer.concat([header, voxels])));
    const whole = await readVolume(path);
    await using stack = await openStack(path);
    const source = stackBlocks(stack, path);
    const all = { n: [0, 1], c: [0, 1], z: [0, 10], y: [0, 3] } as const;
    for (const box of [
      { ...all, z: [0, 6] },
      { ...all, z: [4, 10] },
      { ...all, z: [1, 3], y: [1, 2] },
    ] as const)
      expect((await source.readBox(box)).data).toEqual(boxData(whole, all, box).data);
    await expect(openStack(path, { axis: 'y' })).rejects.toThrow('a.nii.gz: it is read along z, not along y');
  } finally {
    await rm(folder, { recursive: true });
  }
});
