/** Files to volumes, in the thread that asks: what the worker of a page does, and Node. */
import { BrightfieldError, CancelledError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { confirmFormat, HEAD_BYTES, type LevelOption } from './formats.js';
import { alone, type Group, grouped, type Refused } from './grouping.js';
import { checkCancelled, type ReadOptions } from './limits.js';
import type { PickedFile } from './picked.js';
import { readInSlabs } from './slabs.js';
import { openSlices, UnlikeError } from './slices.js';
import { blobSource, readBytes } from './source.js';
import { httpStore } from './zarr/httpStore.js';
import { filesStore } from './zarr/store.js';

/** What became a volume. */
export interface Opened {
  /** The path of the file, or of the folder. */
  readonly name: string;
  /** What it was: a format, `dicom series`, `slices`, `ome-zarr`. */
  readonly kind: string;
  /** How many files it was made of; 0 where it lay behind an address. */
  readonly files: number;
  readonly volume: HostVolume;
}

/** What came of some files. */
export interface OpenedFiles {
  readonly opened: readonly Opened[];
  /** What was not read, and why. */
  readonly refused: readonly Refused[];
}

/** How files are opened; all is as in `ReadOptions`, for all files together. */
export interface OpenOptions extends Pick<ReadOptions, 'maxBytes' | 'signal'>, LevelOption {
  /** How much of all bytes has been read, from 0 to 1, and of what file. */
  readonly progress?: ((share: number, name: string) => void) | undefined;
}

/** Groups and decodes. Rejects with `CancelledError` only; what is not read is among the refused. An address is an OME-Zarr. */
export async function openHere(given: readonly (PickedFile | string)[], options: OpenOptions): Promise<OpenedFiles> {
  const files = given.filter((each) => typeof each !== 'string');
  const sorted = await grouped(files);
  const addresses = given.filter((each) => typeof each === 'string');
  const groups = [...sorted.groups, ...addresses.map((name) => ({ kind: 'address', name, files: [] }) as const)];
  const refused = [...sorted.refused];
  const opened: Opened[] = [];
  const total = files.reduce((sum, { file }) => sum + file.size, 0) || 1;
  let before = 0;
  const queue: Source[] = groups;
  for (let group = queue.shift(); group; group = queue.shift()) {
    const { name, files: members } = group;
    const bytes = members.reduce((sum, { file }) => sum + file.size, 0);
    const at = before;
    const progress = (share: number): void => options.progress?.(Math.min(1, (at + share * bytes) / total), name);
    const reading = { ...options, name, progress };
    checkCancelled(reading);
    try {
      opened.push({ name, kind: kindOf(group), files: members.length, volume: await volumeOf(group, reading) });
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      if (error instanceof UnlikeError && group.kind === 'slices') {
        queue.unshift(...alone(members, group.format));
        continue;
      }
      refused.push({ name, error: error instanceof Error ? error : new BrightfieldError(`${name}: ${error}`) });
    }
    before += bytes;
  }
  return { opened, refused };
}

/** Files, or the address of an OME-Zarr. */
type Source = Group | { readonly kind: 'address'; readonly name: string; readonly files: readonly PickedFile[] };

function kindOf(group: Source): string {
  if (group.kind === 'address') return 'ome-zarr';
  return group.kind === 'file' ? group.format.name : group.kind;
}

async function volumeOf(group: Source, options: ReadOptions & LevelOption): Promise<HostVolume> {
  const { files } = group;
  if (group.kind === 'address') {
    const { openOmeZarr } = await import('./zarr/read.js');
    return readInSlabs(await openOmeZarr(httpStore(group.name), { ...options, progress: undefined }), options);
  }
  if (group.kind === 'ome-zarr') {
    const { openOmeZarr } = await import('./zarr/read.js');
    const below = files.map(
      ({ file, path }) => [path.slice(group.root === '' ? 0 : group.root.length + 1), file] as const,
    );
    const reader = await openOmeZarr(filesStore(new Map(below), group.name), { ...options, progress: undefined });
    return readInSlabs(reader, options);
  }
  if (group.kind === 'dicom series') {
    const { readDicomSeries } = await import('./dicom/read.js');
    return readDicomSeries(
      files.map(({ file, path }) => blobSource(file, path)),
      options,
    );
  }
  if (group.kind === 'slices') {
    const slices = files.map((picked) => ({
      name: picked.path,
      read: (each: ReadOptions) => fileVolume(picked, group.format, each),
    }));
    const reader = await openSlices(slices, group.name, options);
    return reader.readPlanes(0, files.length);
  }
  return fileVolume(files[0] as PickedFile, group.format, options);
}

async function fileVolume(
  { file, path }: PickedFile,
  format: (Group & { kind: 'file' })['format'],
  options: ReadOptions,
): Promise<HostVolume> {
  const source = blobSource(file, path);
  const named = { ...options, name: path };
  confirmFormat(format, await readBytes(source, 0, Math.min(HEAD_BYTES, source.size), 'its beginning'), path);
  if (format.openPlanes) return readInSlabs(await format.openPlanes(source, { ...named, progress: undefined }), named);
  const bytes = await readBytes(source, 0, source.size, 'the file');
  const volume = await (format.read as NonNullable<typeof format.read>)(bytes, named);
  options.progress?.(1);
  return volume;
}
