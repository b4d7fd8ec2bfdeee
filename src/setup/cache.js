/**
 * The one folder outside the repository that brightfield writes to, for drivers and remembered choices.
 * Rule: several processes may use it at once, so what appears in it appears whole (written beside, then renamed),
 * and long work is done under a lock.
 */
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Where the folder belongs: `$XDG_CACHE_HOME/brightfield`, else `~/.cache/brightfield` (Windows: `%LOCALAPPDATA%`), else,
 * for a user without a home, a folder of this user's in the temporary folder.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function cachePath(env = process.env) {
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, 'brightfield');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'brightfield', 'cache');
  const home = env.HOME || accountHome();
  if (home && isAbsolute(home) && home !== '/') return join(home, '.cache', 'brightfield');
  return temporaryPath();
}

function temporaryPath() {
  return join(tmpdir(), `brightfield-${process.getuid?.() ?? 'user'}`);
}

/** The home that the user database names; a user of a container may not be in it. */
function accountHome() {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** @type {string | undefined} */
let folder;

/**
 * The cache folder, made when it is missing. Where a home cannot be written it lies in the temporary folder.
 * @returns {string}
 */
export function cacheFolder() {
  folder ??= [cachePath(), temporaryPath()].find(usable) ?? mkdtempSync(join(tmpdir(), 'brightfield-'));
  return folder;
}

/** Ours and writable; a folder that belongs to somebody else is not used, since programs are started from it. @param {string} path */
function usable(path) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    const user = process.getuid?.();
    const owned = user === undefined || statSync(path).uid === user;
    return owned || (user === 0 && path !== temporaryPath()); // root in a container, with somebody's home mounted
  } catch {
    return false;
  }
}

/**
 * Writes a whole file or nothing.
 * @param {string} path
 * @param {string} text
 * @param {number} [mode]
 */
export function writeWhole(path, text, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(part, text, { mode });
  renameSync(part, path);
}

/**
 * A new folder to prepare something in, to be renamed when it is whole. What earlier, interrupted preparations of the same
 * thing left is removed, so hold its lock.
 * @param {string} name of the thing
 * @returns {string}
 */
export function partFolder(name) {
  const prefix = `part-${name}-`;
  for (const left of readdirSync(cacheFolder()).filter((entry) => entry.startsWith(prefix))) {
    rmSync(join(cacheFolder(), left), { recursive: true, force: true });
  }
  return mkdtempSync(join(cacheFolder(), prefix));
}

/**
 * The content of a JSON file; undefined when it is missing or broken.
 * @param {string} path
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const BEAT = 2_000;
const STALE = 20_000;

/**
 * Does work while holding a lock of that name in the cache folder, after whoever holds it. The holder keeps its lock
 * fresh, so that one left by a killed process is taken over: at once on the same machine, else after 20 s.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work must not block the event loop for longer than some seconds
 * @param {() => void} [onWait] called once when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(name, work, onWait = () => {}) {
  const lock = join(cacheFolder(), `${name}.lock`);
  for (let waits = 0; !take(lock); waits++) {
    if (abandoned(lock)) {
      discard(lock);
      continue;
    }
    if (waits === 0) onWait();
    await sleep(100);
  }
  const beat = setInterval(() => touch(lock), BEAT);
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ host: hostname(), pid: process.pid }));
  return true;
}

/** @param {string} lock */
function abandoned(lock) {
  const owner = readJson(join(lock, 'owner.json'));
  if (owner?.host === hostname() && !alive(owner.pid)) return true;
  try {
    return Date.now() - statSync(lock).mtimeMs > STALE;
  } catch {
    return false;
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Of several that want to discard one lock, the rename lets one through. @param {string} lock */
function discard(lock) {
  const away = `${lock}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(lock, away);
    rmSync(away, { recursive: true, force: true });
  } catch {
    // somebody else was first
  }
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // taken over by somebody who thought us dead
  }
}
