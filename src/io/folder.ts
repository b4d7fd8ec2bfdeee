/** Folders of a file system (Node only): an OME-Zarr, the files of a DICOM series, or slices of one format. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { announce, fileSource, forget, openedFile, told } from './fileHandle.js';
import { type AxisOption, FORMATS, HEAD_BYTES, type LevelOption } from './formats.js';
import type { ReadOptions } from './limits.js';
import { isDicom } from './magic.js';
import { naturalOrder, openSlices } from './slices.js';
import { type ByteSource, readBytes } from './source.js';
import type { PlaneReader } from './stack.js';
import { keyBelow, rangeOf, type ZarrReadable, type ZarrWritable } from './zarr/store.js';

/** What a folder must have one of to be a Zarr. */
const ZARR_FILES = ['zarr.json', '.zgroup', '.zattrs', '.zarray'];

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** Whether a folder is a Zarr, by the files at its root. */
export async function isZarrFolder(path: string): Promise<boolean> {
  const names = await readdir(path).catch((): string[] => []);
  return ZARR_FILES.some((name) => names.includes(name));
}

/**
 * A Zarr hierarchy in a folder, for reading.
 * @example
 * const store = folderStore('cells.ome.zarr');
 */
export function folderStore(path: string): ZarrReadable {
  return {
    name: path,
    async get(key, range) {
      const file = join(path, ...key.split('/'));
      try {
        return await withFile(file, (source) => rangeOf({ ...source, name: keyBelow(path, key) }, range));
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? ''))
          return undefined;
        throw error;
      }
    },
  };
}

async function withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await openedFile(path);
  try {
    return await use(await fileSource(path, handle));
  } finally {
    await handle.close();
  }
}

/** A folder under a temporary name beside its own until it is kept; `discard` removes it and is harmless afterwards. */
export class TemporaryFolder implements ZarrWritable {
  private readonly made = new Set<string>();
  readonly temporary: string;

  constructor(readonly path: string) {
    const whole = path.replace(/[/\\]+$/, '');
    this.temporary = join(dirname(whole), `.${basename(whole)}.${randomUUID()}.tmp`);
    announce(this.temporary);
  }

  async set(key: string, bytes: Uint8Array): Promise<void> {
    const file = join(this.temporary, ...key.split('/'));
    const folder = dirname(file);
    try {
      if (!this.made.has(folder)) {
        // its own folder must be there: only what is below it is made
        if (this.made.size === 0) await mkdir(this.temporary);
        await mkdir(folder, { recursive: true });
        this.made.add(folder);
      }
      await writeFile(file, bytes);
    } catch (error) {
      throw told(this.path, error, 'its folder does not exist');
    }
  }

  /** Takes its name. A Zarr that has it is replaced; anything else is not. */
  async keep(): Promise<void> {
    const old = `${this.temporary}.old`;
    try {
      const there = await stat(this.path).catch(() => undefined);
      if (there && !(await isZarrFolder(this.path)))
        throw new UserError(`${this.path}: is there already, and is no Zarr`);
      if (there) await rename(this.path, old);
      await rename(this.temporary, this.path);
      forget(this.temporary);
      await rm(old, { recursive: true, force: true });
    } catch (error) {
      throw told(this.path, error);
    }
  }

  async discard(): Promise<void> {
    await rm(this.temporary, { recursive: true, force: true });
    forget(this.temporary);
  }
}

/** What an opened folder gives: planes, or only the whole. */
export type OpenedFolder = { readonly planes: PlaneReader } | { read(): Promise<HostVolume> };

/** Reads one file of a folder. */
type ReadFile = (path: string, options: ReadOptions) => Promise<HostVolume>;

/** Opens a folder. Throws `UserError` where it holds nothing that is read, or slices of several formats. */
export async function openFolder(
  path: string,
  options: ReadOptions & AxisOption & LevelOption,
  readFile: ReadFile,
): Promise<OpenedFolder> {
  if (await isZarrFolder(path)) {
    const { openOmeZarr } = await import('./zarr/read.js');
    return { planes: await openOmeZarr(folderStore(path), { ...options, name: path }) };
  }
  const names = (await readdir(path, { withFileTypes: true })).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.'),
  );
  const files = names.map(({ name }) => join(path, name)).sort(naturalOrder);
  const dicom: string[] = [];
  for (const file of files) if (basename(file) !== 'DICOMDIR' && (await beginsAsDicom(file))) dicom.push(file);
  if (dicom.length) return { read: () => readSeries(dicom, options) };
  return { planes: await openImages(path, files, options, readFile) };
}

async function beginsAsDicom(file: string): Promise<boolean> {
  return withFile(
    file,
    async (source) => source.size > HEAD_BYTES && isDicom(await readBytes(source, 0, HEAD_BYTES, 'the file')),
  );
}

async function readSeries(files: readonly string[], options: ReadOptions): Promise<HostVolume> {
  const { readDicomSeries } = await import('./dicom/read.js');
  // a series may have more files than a process may open
  const sources = await Promise.all(
    files.map(async (file): Promise<ByteSource> => {
      const { size } = await stat(file);
      return {
        name: file,
        size,
        readInto: (target, offset) => withFile(file, (source) => source.readInto(target, offset)),
      };
    }),
  );
  return readDicomSeries(sources, options);
}

async function openImages(
  path: string,
  files: readonly string[],
  options: ReadOptions,
  readFile: ReadFile,
): Promise<PlaneReader> {
  const known = FORMATS.filter((format) => format.read);
  const formats = new Map<string, string[]>();
  for (const file of files) {
    const format = known.find(({ extensions }) => extensions.some((each) => file.toLowerCase().endsWith(`.${each}`)));
    if (format) formats.set(format.name, [...(formats.get(format.name) ?? []), file]);
  }
  if (formats.size === 0) throw new UserError(`${path}: a folder without anything that is read`);
  if (formats.size > 1)
    throw new UserError(`${path}: a folder must hold slices of one format, got ${[...formats.keys()].join(' and ')}`);
  const [images = []] = formats.values();
  return openSlices(
    images.map((file) => ({ name: file, read: (each) => readFile(file, each) })),
    path,
    options,
  );
}
