import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { load } from './load.js';

const home = mkdtempSync(join(tmpdir(), 'brightfield-unit-'));
process.env.XDG_CACHE_HOME = home;
afterAll(() => rmSync(home, { recursive: true }));

const { cacheFolder, cachePath, readJson, withLock, writeWhole } = await load('cache');
const { matches, newest } = await load('install');

describe('the cache folder', () => {
  it('follows the XDG rule, and does without a home', () => {
    expect(cachePath({ XDG_CACHE_HOME: '/x', HOME: '/h' })).toBe(join('/x', 'brightfield'));
    expect(cachePath({ XDG_CACHE_HOME: 'relative', HOME: '/h' })).toBe(join('/h', '.cache', 'brightfield'));
    expect(cachePath({ HOME: '/' })).toMatch(/brightfield-\w+$/);
    expect(cacheFolder()).toBe(join(home, 'brightfield'));
  });

  it('gets whole files', () => {
    const path = join(home, 'deep', 'file.json');
    writeWhole(path, '{"a":1}');
    writeWhole(path, '{"a":2}');
    expect(readJson(path)).toEqual({ a: 2 });
    expect(readdirSync(join(home, 'deep'))).toEqual(['file.json']);
    expect(readJson(join(home, 'missing'))).toBeUndefined();
  });
});

describe('a lock', () => {
  const lock = join(cacheFolder(), 'work.lock');
  const leave = (owner: object, age: number) => {
    mkdirSync(lock);
    writeFileSync(join(lock, 'owner.json'), JSON.stringify(owner));
    const then = new Date(Date.now() - age);
    utimesSync(lock, then, then);
  };

  it('lets one work at a time, and opens after an error', async () => {
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await new Promise((done) => setTimeout(done, 20));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock('work', work)));
    await expect(withLock('work', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that has died', async () => {
    leave({ host: hostname(), pid: 2 ** 30 }, 0);
    expect(await withLock('work', async () => 'done')).toBe('done');
  });

  it('is taken over from another machine when it is stale', async () => {
    leave({ host: 'elsewhere', pid: 1 }, 60_000);
    expect(await withLock('work', async () => 'done')).toBe('done');
    expect(existsSync(lock)).toBe(false);
  });
});

describe('what is installed', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('matches the lock file without the packages of other platforms', () => {
    expect(matches(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
    expect(
      matches(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/extra': { version: '3.0.0' } }),
    ).toBe(true);
  });

  it('does not match with another version or a missing package', () => {
    expect(matches(wanted, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    expect(matches(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } })).toBe(
      false,
    );
    expect(matches(wanted, {})).toBe(false);
  });
});

it('finds the newest of files and folders', () => {
  const path = join(home, 'tree', 'sub', 'file');
  writeWhole(path, 'text');
  expect(readFileSync(path, 'utf8')).toBe('text');
  const later = new Date(Date.now() + 60_000);
  utimesSync(path, later, later);
  expect(Math.round(newest([join(home, 'tree'), join(home, 'missing')]))).toBe(later.getTime());
  expect(newest([])).toBe(0);
});
