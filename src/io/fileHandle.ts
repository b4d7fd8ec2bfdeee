/** Open files as sources and sinks of bytes (Node only), and the file system's failures in one line each. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FormatError, UserError } from '../core/errors.js';
import type { ByteSink, ByteSource } from './source.js';

/** Node moves at most 2 GiB in one call. */
const TRANSFER = 2 ** 30;

/** Opens a file for reading. Throws `UserError` in one line where it is not there or may not be read. */
export async function openedFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw told(path, error);
  }
}

/** A source over an open file. Throws `UserError` where it is a folder or a device. */
export async function fileSource(path: string, handle: FileHandle): Promise<ByteSource> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new UserError(`${path}: not a file`);
  return {
    name: path,
    size: stat.size,
    async readInto(target, offset) {
      for (let at = 0; at < target.length; ) {
        const { bytesRead } = await handle.read(target, at, Math.min(target.length - at, TRANSFER), offset + at);
        if (bytesRead === 0) throw new FormatError(path, `ends at byte ${offset + at}: it was cut while being read`);
        at += bytesRead;
      }
    },
  };
}

/** Temporary files and folders that are there now: a process that ends in the middle of a write removes them. */
const present = new Set<string>();
const removeAll = (): void => {
  for (const path of present) rmSync(path, { force: true, recursive: true });
};

/** Says that a temporary file or folder is there. */
export function announce(path: string): void {
  if (present.size === 0) process.once('exit', removeAll);
  present.add(path);
}

/** Says that it has gone, or has its name. */
export function forget(path: string): void {
  present.delete(path);
  if (present.size === 0) process.off('exit', removeAll);
}

/** A file under a temporary name in its folder, until it is kept; `discard` removes it and is harmless afterwards. */
export class TemporaryFile implements ByteSink {
  private open = true;

  private constructor(
    readonly path: string,
    readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<TemporaryFile> {
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
    announce(temporary);
    try {
      return new TemporaryFile(path, temporary, await open(temporary, 'wx'));
    } catch (error) {
      forget(temporary);
      throw told(path, error, 'its folder does not exist');
    }
  }

  async write(bytes: Uint8Array, offset: number): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; )
        at += (await this.handle.write(bytes, at, Math.min(bytes.length - at, TRANSFER), offset + at)).bytesWritten;
    } catch (error) {
      throw told(this.path, error);
    }
  }

  async keep(): Promise<void> {
    try {
      await this.handle.sync();
      await this.close();
      await rename(this.temporary, this.path);
      forget(this.temporary);
    } catch (error) {
      throw told(this.path, error);
    }
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.temporary, { force: true });
    forget(this.temporary);
  }

  private async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.handle.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
};

/** What a failure of the file system means in words; undefined for all else. `missing`: what it means that something is not there. */
export function reasonOf(error: unknown, missing?: string): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return (code === 'ENOENT' ? missing : undefined) ?? REASONS[code];
}

/** A failure of the file system in one line; all else as it is. `missing` is what it means that something is not there. */
export function told(path: string, error: unknown, missing?: string): unknown {
  const reason = reasonOf(error, missing);
  return reason === undefined ? error : new UserError(`${path}: ${reason}`, { cause: error as Error });
}
