/** Files to volumes, in the thread that asks: what the worker of a page does, and Node. */
import { voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { BrightfieldError, CancelledError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import type { SlabSource } from '../core/slabs.js';
import { confirmFormat, HEAD_BYTES, type LevelOption } from './formats.js';
import { alone, type Group, grouped, type Refused } from './grouping.js';
import { checkCancelled, MAX_BYTES, type ReadOptions } from './limits.js';
import type { PickedFile } from './picked.js';
import { readInSlabs, slabsOf } from './slabs.js';
import { openSlices, UnlikeError } from './slices.js';
import { blobSource, readBytes } from './source.js';
import type { PlaneReader } from './stack.js';
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

/** What is larger than one array may be: it is read slab by slab, by a source or by who knows its files. */
export interface OpenedLarge extends Omit<Opened, 'volume'> {
  readonly source: SlabSource;
  /** What it is made of: its files, or its address. */
  readonly given: readonly (PickedFile | string)[];
}

/** What came of some files. */
export interface OpenedFiles {
  readonly opened: readonly Opened[];
  /** What is larger than `maxBytes` and can be read in slabs, where that was asked for. */
  readonly large: readonly OpenedLarge[];
  /** What was not read, and why. */
  readonly refused: readonly Refused[];
}

/** How files are opened; all is as in `ReadOptions`, for all files together. */
export interface OpenOptions extends Pick<ReadOptions, 'maxBytes' | 'signal'>, LevelOption {
  /** Whether what is too large for one volume is given as a source of slabs; it is refused where this is left out. */
  readonly slabs?: boolean | undefined;
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
  const large: OpenedLarge[] = [];
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
      const about = { name, kind: kindOf(group), files: members.length };
      const reader = await readerOf(group, reading);
      if (reader && options.slabs && isLarge(reader, options))
        large.push({ ...about, source: sourceOf(name, reader, reading), given: members.length > 0 ? members : [name] });
      else opened.push({ ...about, volume: await (reader ? whole(reader, reading) : volumeOf(group, reading)) });
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
  return { opened, large, refused };
}

/** Whether a volume is larger than it may be, in planes that are not. */
function isLarge({ description, axis }: PlaneReader, { maxBytes = MAX_BYTES }: OpenOptions): boolean {
  const bytes = voxels(description.shape) * DTYPES[description.dtype].bytes;
  return bytes > maxBytes && bytes / description.shape[axis] <= maxBytes;
}

function sourceOf(name: string, reader: PlaneReader, options: ReadOptions): SlabSource {
  const { description, axis } = reader;
  return {
    name,
    description,
    axis,
    slabs: (each = {}) => slabsOf(reader, { ...options, progress: undefined, ...each, name }),
  };
}

/** A stack of files tells itself how far it is. */
function whole(reader: PlaneReader & { readonly tells?: true }, options: ReadOptions): Promise<HostVolume> {
  return reader.tells ? reader.readPlanes(0, reader.description.shape[reader.axis]) : readInSlabs(reader, options);
}

/** Files, or the address of an OME-Zarr. */
type Source = Group | { readonly kind: 'address'; readonly name: string; readonly files: readonly PickedFile[] };

function kindOf(group: Source): string {
  if (group.kind === 'address') return 'ome-zarr';
  return group.kind === 'file' ? group.format.name : group.kind;
}

/** What reads a group in planes; undefined where it is only read whole. */
async function readerOf(
  group: Source,
  options: ReadOptions & LevelOption & Pick<OpenOptions, 'slabs'>,
): Promise<(PlaneReader & { readonly tells?: true }) | undefined> {
  const { files } = group;
  const quiet = { ...options, progress: undefined };
  if (group.kind === 'address') {
    const { openOmeZarr } = await import('./zarr/read.js');
    return openOmeZarr(httpStore(group.name), quiet);
  }
  if (group.kind === 'ome-zarr') {
    const { openOmeZarr } = await import('./zarr/read.js');
    const below = files.map(
      ({ file, path }) => [path.slice(group.root === '' ? 0 : group.root.length + 1), file] as const,
    );
    return openOmeZarr(filesStore(new Map(below), group.name), quiet);
  }
  if (group.kind === 'slices') {
    const slices = files.map((picked) => ({
      name: picked.path,
      read: (each: ReadOptions) => fileVolume(picked, group.format, each),
    }));
    return { ...(await openSlices(slices, group.name, options)), tells: true };
  }
  if (group.kind === 'dicom series') {
    const { openDicomSeries } = await import('./dicom/read.js');
    const series = files.map(({ file, path }) => blobSource(file, path));
    return { ...(await openDicomSeries(series, options)), tells: true };
  }
  return group.kind === 'file' ? fileReader(files[0] as PickedFile, group.format, options) : undefined;
}

/** What is not read in planes. */
async function volumeOf(group: Source, options: ReadOptions & LevelOption): Promise<HostVolume> {
  const { files } = group;
  if (group.kind === 'file') return fileVolume(files[0] as PickedFile, group.format, options);
  throw new BrightfieldError(`${group.name}: ${group.kind} is read in planes`);
}

type FileFormat = (Group & { kind: 'file' })['format'];

async function fileReader(
  { file, path }: PickedFile,
  format: FileFormat,
  options: ReadOptions & Pick<OpenOptions, 'slabs'>,
): Promise<PlaneReader | undefined> {
  const open = format.openPlanes ?? (options.slabs ? format.openInOrder : undefined);
  if (!open) return undefined;
  const source = blobSource(file, path);
  confirmFormat(format, await readBytes(source, 0, Math.min(HEAD_BYTES, source.size), 'its beginning'), path);
  const reader = await open(source, { ...options, name: path, progress: undefined });
  // what is not too large is read whole
  return format.openPlanes || isLarge(reader, options) ? reader : undefined;
}

async function fileVolume(picked: PickedFile, format: FileFormat, options: ReadOptions): Promise<HostVolume> {
  const { file, path } = picked;
  const named = { ...options, name: path };
  const reader = await fileReader(picked, format, options);
  if (reader) return readInSlabs(reader, named);
  const source = blobSource(file, path);
  confirmFormat(format, await readBytes(source, 0, Math.min(HEAD_BYTES, source.size), 'its beginning'), path);
  const bytes = await readBytes(source, 0, source.size, 'the file');
  const volume = await (format.read as NonNullable<typeof format.read>)(bytes, named);
  options.progress?.(1);
  return volume;
}
