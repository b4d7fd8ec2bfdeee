/** Jobs: who may work at one, what is told where the disk is full, and what is left after every death. */
import { spawn } from 'node:child_process';
import fs, { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HostVolume } from '../../../src/core/hostVolume.js';
import { readVolume } from '../../../src/io/files.js';
import type { RowBox } from '../../../src/io/stack.js';
import { boxData } from '../../../src/stream/boxData.js';
import { type Job, openJob, type Shard } from '../../../src/stream/job/job.js';
import { targetKind } from '../../../src/stream/job/target.js';
import { noise } from '../io/noise.js';

/** Bytes that the disk has left. */
const room = { left: Number.POSITIVE_INFINITY };
const take = (bytes: number): void => {
  if (bytes > room.left) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  room.left -= bytes;
};
const { open } = fs;
/** What was opened, by path. */
const paths: string[] = [];
const small: typeof open = async (...given) => {
  paths.push(`${given[0]}`);
  const handle = await open(...given);
  const [write, writeFile] = [handle.write.bind(handle), handle.writeFile.bind(handle)];
  return Object.assign(handle, {
    async write(bytes: Uint8Array, at: number, length: number, position: number) {
      take(length);
      return write(bytes, at, length, position);
    },
    async writeFile(data: string | Uint8Array) {
      take(data.length);
      return writeFile(data);
    },
  });
};
// modules may have been loaded by another file of tests: what they import of node changes with the module itself
beforeAll(() => {
  fs.open = small;
  syncBuiltinESMExports();
});
afterAll(() => {
  fs.open = open;
  syncBuiltinESMExports();
});

let folder = '';
beforeEach(async () => {
  room.left = Number.POSITIVE_INFINITY;
  folder = await mkdtemp(join(tmpdir(), 'brightfield-job-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const image = noise('u16', { z: 8, y: 6, x: 10 });
const whole: RowBox = { n: [0, 1], c: [0, 1], z: [0, 8], y: [0, 6] };
const boxes = [0, 2, 4, 6].map((z): RowBox => ({ ...whole, z: [z, z + 2] }));
const writing = { chunk: { z: 2 }, compression: 'none' } as const;

function job(
  name: string,
  { facts = {}, shard, volume = image }: { facts?: object; shard?: Shard; volume?: HostVolume } = {},
) {
  const path = join(folder, name);
  const kind = targetKind(path, volume, name.endsWith('.zarr') ? writing : {});
  return openJob({ path, description: volume, kind, facts: { pipeline: 'p', ...facts }, blocks: 4, shard });
}

async function make(at: Job, blocks: readonly number[], volume = image): Promise<void> {
  for (const block of blocks) {
    if (at.skips(block)) continue;
    await at.write(boxes[block] as RowBox, boxData(volume, whole, boxes[block] as RowBox));
    await at.written(block);
  }
}

const NAMES = ['a.npy', 'a.tif', 'a.zarr'];

describe('a job', { timeout: 30_000 }, () => {
  test.each(NAMES)('goes on where it stood: %s', async (name) => {
    const first = await job(name);
    await make(first, [2, 0]);
    await first.close();
    await expect(job(name, { facts: { pipeline: 'another' } })).rejects.toThrow(
      'it was begun with another pipeline (p, now another)',
    );
    const second = await job(name);
    expect([0, 1, 2, 3].map((block) => second.skips(block))).toEqual([true, false, true, false]);
    expect(await second.missing()).toBe(2);
    await make(second, [0, 1, 2, 3]);
    expect(await second.missing()).toBe(0);
    await second.place();
    await second.remove();
    await second.close();
    expect((await readVolume(join(folder, name))).data).toEqual(image.data);
    expect(await readdir(folder)).toEqual([name]);
  });

  test.each(NAMES)('is whole where it was killed after the last block: %s', async (name) => {
    const first = await job(name);
    await make(first, [0, 1, 2, 3]);
    await first.close();
    const path = join(folder, name);
    const second = await job(name);
    await second.place();
    expect(second.over).toBe(false);
    await second.close();
    // killed before the folder went
    const third = await job(name);
    expect([await third.missing(), third.skips(1)]).toEqual([0, true]);
    await third.place();
    await third.conclude();
    await third.close();
    expect((await readVolume(path)).data).toEqual(image.data);
    const fourth = await job(name);
    expect(fourth.over).toBe(true);
    await fourth.remove();
    await fourth.close();
    expect((await readVolume(path)).data).toEqual(image.data);
    expect(await readdir(folder)).toEqual([name]);
  });

  test('whose voxels are gone is refused, and a note that was cut does not count', async () => {
    const first = await job('a.npy');
    await make(first, [0, 1]);
    await first.close();
    const log = join(folder, 'a.npy.blocks', 'done.1of1');
    await writeFile(log, (await readFile(log, 'utf8')).slice(0, -2));
    const second = await job('a.npy');
    expect([0, 1].map((block) => second.skips(block))).toEqual([true, false]);
    await make(second, [2]);
    await second.close();
    expect((await job('a.npy').then(async (each) => [await each.missing(), await each.close()]))[0]).toBe(2);
    await rename(join(folder, 'a.npy.blocks', 'voxels'), join(folder, 'elsewhere'));
    await expect(job('a.npy')).rejects.toThrow('its voxels are missing; remove that folder to begin anew');
  });

  test('calls whole numbers i32 where all of them are, as a run at once does', async () => {
    for (const [top, dtype] of [
      [2 ** 31 - 1, 'i32'],
      [2 ** 31, 'u32'],
    ] as const) {
      const volume = noise('u32', { z: 8, y: 6, x: 10 });
      volume.data.fill(5).fill(top, 33, 34);
      for (const name of NAMES) {
        const at = await job(name, { volume });
        await make(at, [0, 1, 2, 3], volume);
        await at.place();
        await at.remove();
        await at.close();
        const read = await readVolume(join(folder, name));
        expect([read.dtype, read.data[33]]).toEqual([dtype, top]);
        await rm(join(folder, name), { recursive: true });
      }
    }
  });
});

describe('a full disk', { timeout: 30_000 }, () => {
  test.each(NAMES)('is told in a line, and the job goes on once there is room: %s', async (name) => {
    const path = join(folder, name);
    const first = await job(name);
    await make(first, [0, 1]);
    room.left = 100;
    await expect(make(first, [2])).rejects.toThrow(`${name === 'a.zarr' ? join(`${path}.blocks`, 'zarr') : path}`);
    await expect(make(first, [2])).rejects.toThrow('no space is left');
    room.left = 242;
    // the block is there, and no room for its note
    await expect(make(first, [2])).rejects.toThrow('no space is left');
    room.left = Number.POSITIVE_INFINITY;
    await first.close();
    const second = await job(name);
    expect(await second.missing()).toBe(2);
    await make(second, [0, 1, 2, 3]);
    await second.place();
    await second.remove();
    await second.close();
    expect((await readVolume(path)).data).toEqual(image.data);
    expect(await readdir(folder)).toEqual([name]);
  });
});

test('what is half written when its process dies lies in the folder of the job, and is removed', async () => {
  const first = await job('a.tif');
  await make(first, [0, 1, 2, 3]);
  const left = join(folder, 'a.tif.blocks', '.made.a.tif.0.tmp');
  await writeFile(left, 'half');
  paths.length = 0;
  await first.place();
  expect(paths.filter((path) => path.endsWith('.tmp') && dirname(path) === folder)).toEqual([]);
  expect((await readdir(join(folder, 'a.tif.blocks'))).filter((name) => /made|tmp/.test(name))).toEqual([]);
  await first.close();
  expect((await readVolume(join(folder, 'a.tif'))).data).toEqual(image.data);
});

// a holder that lives is waited for
describe('two at one job', { timeout: 30_000 }, () => {
  const lockOf = (shard: string): string => join(folder, 'a.npy.blocks', `shard.${shard}.lock`);
  const hold = (shard: string, pid: number, host = hostname(), more = {}): Promise<void> =>
    writeFile(lockOf(shard), JSON.stringify({ pid, host, ...more }));

  /** A clock that runs 20 times as fast: another process is waited for by it. */
  const hurry = (): (() => number) => {
    const began = Date.now();
    const since = performance.now();
    const clock = () => began + 20 * (performance.now() - since);
    vi.spyOn(Date, 'now').mockImplementation(clock);
    return clock;
  };
  afterEach(() => vi.restoreAllMocks());

  test('exclude each other, unless they are at other shards', async () => {
    const sleeper = spawn('sleep', ['100']);
    const pid = sleeper.pid ?? 0;
    try {
      await (await job('a.npy')).close();
      await hold('1of1', pid);
      const clock = hurry();
      const asked = clock();
      await expect(job('a.npy')).rejects.toThrow(
        `a.npy: another process is at shard 1 of 1 of it (process ${pid}; where that is dead, remove ${lockOf('1of1')})`,
      );
      expect(clock() - asked, 'milliseconds that one may take to end').toBeGreaterThanOrEqual(2000);
      await expect(job('a.npy', { shard: { index: 2, count: 3 } })).rejects.toThrow(
        'another process is at shard 1 of 1',
      );
      await rm(lockOf('1of1'));
      await hold('1of3', pid);
      const beside = await job('a.npy', { shard: { index: 2, count: 3 } });
      expect([0, 1, 2, 3].map((block) => beside.skips(block))).toEqual([true, false, true, true]);
      await beside.close();
      await expect(job('a.npy')).rejects.toThrow(`another process is at shard 1 of 3 of it (process ${pid})`);
    } finally {
      sleeper.kill();
    }
  });

  test('do not mind the dead', async () => {
    await (await job('a.npy')).close();
    // no process has this number
    await hold('1of1', 2 ** 22 + 5);
    await (await job('a.npy')).close();
    await writeFile(lockOf('1of1'), '{"pid": 1');
    await (await job('a.npy')).close();
    await hold('1of1', 1, 'another-host');
    const silent = new Date(Date.now() - 100_000);
    await utimes(lockOf('1of1'), silent, silent);
    await (await job('a.npy')).close();
    expect((await readdir(join(folder, 'a.npy.blocks'))).sort()).toEqual(['job.json', 'voxels']);
  });

  test.runIf(process.platform === 'linux')(
    'tell a number that was given again, and one of another container',
    async () => {
      const held = await job('a.npy');
      const { list, began } = JSON.parse(await readFile(lockOf('1of1'), 'utf8'));
      expect(list).toMatch(/^pid:\[\d+\]$/);
      expect(Number(began)).toBeGreaterThan(0);
      await held.close();
      const sleeper = spawn('sleep', ['100']);
      const pid = sleeper.pid ?? 0;
      try {
        // another process had this number before
        await hold('1of1', pid, hostname(), { list, began: `${began - 1}` });
        await (await job('a.npy')).close();
        // here nobody has this number; there somebody lives by it
        await hold('1of1', 2 ** 22 + 5, hostname(), { list: 'pid:[1]', began });
        hurry();
        const beat = setInterval(() => utimes(lockOf('1of1'), new Date(), new Date()), 20);
        await expect(job('a.npy')).rejects.toThrow(`process ${2 ** 22 + 5} on ${hostname()}`);
        clearInterval(beat);
      } finally {
        sleeper.kill();
      }
    },
  );

  test('wait until it is sure whether one on another host lives', async () => {
    await (await job('a.npy')).close();
    // silent for almost as long as it takes, as where its node has just gone
    for (const shard of ['1of1', '2of3']) {
      await hold(shard, 1, 'another-host');
      const silent = new Date(Date.now() - 59_000);
      await utimes(lockOf(shard), silent, silent);
      await (await job('a.npy')).close();
      await rm(lockOf(shard), { force: true });
    }
    await hold('1of1', 1, 'another-host');
    const beat = setInterval(() => utimes(lockOf('1of1'), new Date(), new Date()), 200);
    try {
      await expect(job('a.npy')).rejects.toThrow('process 1 on another-host');
    } finally {
      clearInterval(beat);
    }
  });
});
