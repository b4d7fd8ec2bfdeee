/**
 * Locks between processes of one machine or of several that share a disk: a file with the holder's number and host, touched every few
 * seconds. A holder that is dead, or of another host and silent for a minute, is passed over; that minute is waited for. Numbers are of a
 * container where there is one, and given again: a host is told with its list of processes, and a process with the moment that it began.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { UserError } from '../../core/errors.js';

/** How long another process is waited for that may be ending, in milliseconds. */
const PATIENCE = 2000;
/** How often a lock is touched, and after what silence that of another host is taken for dead. */
const [BEAT, SILENCE] = [5000, 60_000];

export interface Lock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid?: number;
  readonly host?: string;
  /** Which list of processes its number is of, and when it began, where the system tells. */
  readonly list?: string | undefined;
  readonly began?: string | undefined;
}

/** Takes a lock. Throws `UserError` that begins with `busy` where a process that lives holds it. */
export async function takeLock(file: string, busy: string): Promise<Lock> {
  const holder: Holder = { pid: process.pid, host: hostname(), list: listOf(), began: beganAt(process.pid) };
  const own = JSON.stringify({ ...holder, token: randomUUID() });
  for (;;) {
    try {
      await writeFile(file, own, { flag: 'wx' });
      return held(file, own);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const found = await lookAt(file, PATIENCE);
    if (found?.holder !== undefined)
      throw new UserError(`${busy} (${found.holder}; where that is dead, remove ${file})`);
    if (found) await passOver(file, found.text);
  }
}

/** Who holds a lock, in words, once that is sure; undefined where nobody does. */
export async function holderOf(file: string): Promise<string | undefined> {
  return (await lookAt(file, 0))?.holder;
}

/**
 * What stands in a lock, and who holds it, after some patience; undefined where it has gone. A holder on another host whose job was killed or moved a
 * moment ago is silent: until it touches the lock, or is taken for dead, nobody knows.
 */
async function lookAt(file: string, patience: number): Promise<{ text: string; holder?: string } | undefined> {
  const until = Date.now() + patience;
  for (let first: string | undefined; ; ) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const { pid, host, list, began } = parsed(text);
    // killed while it was written
    if (pid === undefined || host === undefined) return { text };
    const here = host === hostname() && (list === undefined || list === listOf());
    const touched = here ? undefined : await touchOf(file);
    if (here ? pid === process.pid || !isAlive(pid, began) : touched === undefined) return { text };
    const now = `${text} ${touched}`;
    first ??= now;
    if (Date.now() >= until && (here || now !== first))
      return { text, holder: `process ${pid}${here ? '' : ` on ${host}`}` };
    await new Promise((resolve) => setTimeout(resolve, here ? 50 : 500));
  }
}

function held(file: string, own: string): Lock {
  const beat = setInterval(() => {
    const now = new Date();
    // a disk that is full or gone is met where it matters
    utimes(file, now, now).catch(() => undefined);
  }, BEAT);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      // by another, where this process was silent for too long
      if ((await readFile(file, 'utf8').catch(() => '')) === own) await rm(file, { force: true });
    },
  };
}

/** Removes a lock that nobody holds, unless it has become another's meanwhile: then that is put back. */
async function passOver(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** When a lock was last touched; undefined where that is long ago, by the clock of the disk that it lies on, or where it has gone. */
async function touchOf(file: string): Promise<number | undefined> {
  const probe = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(probe, '');
    const [now, last] = await Promise.all([stat(probe), stat(file)]);
    return now.mtimeMs - last.mtimeMs > SILENCE ? undefined : last.mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await rm(probe, { force: true });
  }
}

function parsed(text: string): Holder {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return {};
  }
}

function isAlive(pid: number, began: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = beganAt(pid);
  return began === undefined || now === undefined || now === began;
}

/** What tells one list of processes from another (Linux): containers of one host have each their own, with the same numbers. */
function listOf(): string | undefined {
  return quietly(() => readlinkSync('/proc/self/ns/pid'));
}

/** When a process began, in ticks (Linux; proc(5), the 22nd field of stat, behind a name that may hold anything). */
function beganAt(pid: number): string | undefined {
  return quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[19]);
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
