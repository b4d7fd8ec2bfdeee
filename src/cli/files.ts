/** Files of a command: inputs that may be numbers, outputs that are tried before anything is computed, and numbers on stdout. */
import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { type Axis, type Shape, voxels } from '../core/axes.js';
import { isInteger, numberAt } from '../core/dtype.js';
import { ArgumentError, UserError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import type { Input } from '../graph/operation.js';
import { TemporaryFile } from '../io/fileHandle.js';
import { isTableFile, readVolume } from '../io/files.js';
import { isFolder, isZarrFolder } from '../io/folder.js';
import { encode, type WriteOptions, writableFormatOf } from '../io/formats.js';
import { hdf5Path } from '../io/hdf5Path.js';
import { meshFormatOf } from '../io/mesh.js';
import { isAddress } from '../io/zarr/httpStore.js';
import { memoryStore } from '../io/zarr/store.js';
import { cast } from '../registry.js';
import { isNumber } from './arguments.js';
import { layoutOption } from './layout.js';

/** A word in the place of an input: a file, or a number where there is no file of that name. `what` begins a complaint. */
export async function readInput(what: string, word: string, reading: Reading = {}): Promise<Input> {
  if (
    !isAddress(word) &&
    !hdf5Path(word) &&
    (isNumber(word) || extname(word) === '') &&
    !(await stat(word).catch(() => undefined))
  ) {
    if (isNumber(word)) return Number(word);
    throw new UserError(`${what} must be a number or a file, got '${word}'`);
  }
  return readVolume(word, reading);
}

/** How input files are read: what the options of a command say of them. */
export interface Reading {
  readonly layout?: string;
  readonly level?: number;
}

/** What `--layout` (or `--axes`) and `--level` say. Throws `UserError` where that is nothing. */
export function readingOf(command: string, options: ReadonlyMap<string, string>): Reading {
  const layout = layoutOption(command, options);
  const level = options.get('level');
  if (level !== undefined && !/^\d{1,3}$/.test(level))
    throw new UserError(`${command}: --level must be a whole number of at least 0, got '${level}'`);
  return { ...(layout !== undefined && { layout }), ...(level !== undefined && { level: Number(level) }) };
}

/** How files are written: what the options of a command say of it. Throws `UserError` where that is nothing; formats refuse what they have none of. */
export function writingOf(command: string, options: ReadonlyMap<string, string>): WriteOptions {
  const lengths = (option: 'chunks' | 'shards'): Partial<Record<Axis, number>> | undefined => {
    const text = options.get(option);
    if (text === undefined) return undefined;
    const parts = text.split(',').map((part) => /^([nczyx])=(\d{1,9})$/.exec(part));
    if (parts.some((part) => !part))
      throw new UserError(`${command}: --${option} must be voxels by axis such as z=32,y=256,x=256, got '${text}'`);
    return Object.fromEntries(parts.map((part) => [part?.[1], Number(part?.[2])]));
  };
  const [chunk, shard] = [lengths('chunks'), lengths('shards')];
  const [compression, version] = [options.get('compression'), options.get('ngff')];
  return {
    ...(compression !== undefined && { compression: compression as NonNullable<WriteOptions['compression']> }),
    ...(version !== undefined && { version: version as NonNullable<WriteOptions['version']> }),
    ...(chunk && { chunk }),
    ...(shard && { shard }),
  };
}

/** The element type that `--dtype` names, if any. Throws `UserError` where there is no such type. */
export function dtypeOption(command: string, options: ReadonlyMap<string, string>): string | undefined {
  const dtype = options.get('dtype');
  if (dtype !== undefined)
    cast.params.dtype?.parse(dtype, (mustHold, got) => {
      throw new UserError(`${command}: --dtype ${mustHold}, got ${got}`);
    });
  return dtype;
}

/** Tries whether files of these names can be written: format, folder, permission. Leaves nothing behind. */
export async function checkDestinations(paths: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === '-') continue;
    const whole = resolve(path);
    if (seen.has(whole)) throw new UserError(`${path}: two outputs must not be one file`);
    seen.add(whole);
    if (!isTableFile(path) && !meshFormatOf(path)) writableFormatOf(path);
    const replaced = /\.zarr$/i.test(path) && (await isZarrFolder(path));
    if (!replaced && (await isFolder(path))) throw new UserError(`${path}: is a folder`);
    await (await TemporaryFile.create(path)).discard();
  }
}

/** Whether the format of that name can hold such a volume, before it is computed: a tiny one of its kind is encoded. */
export async function checkFits(
  path: string,
  { shape, dtype, layout }: Description,
  options: WriteOptions = {},
): Promise<void> {
  const tiny: Shape = { n: Math.min(shape.n, 2), c: Math.min(shape.c, 5), z: Math.min(shape.z, 2), y: 1, x: 1 };
  try {
    const volume = new HostVolume({ shape: tiny, dtype, layout });
    const { writeStore } = writableFormatOf(path);
    if (writeStore) await writeStore(memoryStore(path), volume, options);
    else await encode(volume, path, options);
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    const hint = isInteger(dtype) ? '' : ' (--dtype u8 rounds and saturates)';
    throw new UserError(`${path}: ${cause.mustHold}, got ${cause.got}${hint}`, { cause });
  }
}

/** Counts, labels and indices are written as int32, which every program reads; a number beyond stays uint32. */
export function asWritten(volume: HostVolume): HostVolume {
  const { data, dtype } = volume;
  if (dtype !== 'u32' || data.some((value) => value > 0x7fffffff)) return volume;
  return new HostVolume({ ...volume, dtype: 'i32', data: new Int32Array(data) });
}

/** Whether a volume is one number, which can be printed. */
export function isOneVoxel({ shape }: Description): boolean {
  return voxels(shape) === 1;
}

/** The number of a one-voxel volume: whole as it is, else with the 17 digits that tell every number apart (C's `%.17g`). */
export function printedNumber({ dtype, data }: HostVolume): string {
  const number = numberAt(dtype, data, 0);
  if (isInteger(dtype)) return `${number}`;
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf';
  if (Object.is(number, -0)) return '-0';
  const [mantissa = '', exponent] = number.toPrecision(17).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent}`;
}
