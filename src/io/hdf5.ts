/**
 * HDF5 (Node only), read in boxes by the NIST's h5wasm: a package of its own that is loaded when such a file is named. A dataset stands behind the
 * file's name: `scan.h5/exchange/data`; where none is named, the only one of two axes or more is meant, or the one of tomography's Data Exchange.
 */
import { AXES, type Axis, shapeOf, voxels } from '../core/axes.js';
import { ArgumentError, FormatError, UserError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import { hostElements, STORED, type Stored } from './elements.js';
import { fileSource, openedFile } from './fileHandle.js';
import { hdf5Path } from './hdf5Path.js';
import { allocated, type ReadOptions } from './limits.js';
import { CANONICAL, layoutAxes, reorder } from './order.js';
import { readBytes } from './source.js';
import { checkBox, checkPlanes, type PlaneReader, planeAxis, type RowBox } from './stack.js';

const EXCHANGE = '/exchange/data';
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where a file's own part may begin, behind what others have put before it. */
const BEGINNINGS = [0, 512, 1024, 2048];
/** What the library decodes: deflate, shuffle, Fletcher's checksum. Of all others it gives what lay in memory, without a word. */
const FILTERS = [1, 2, 3];
const CODES: Readonly<Record<string, Stored>> = {
  ...{ b: 'i8', B: 'u8', h: 'i16', H: 'u16', i: 'i32', I: 'u32', q: 'i64', Q: 'u64', f: 'f32', d: 'f64' },
};
/** Bytes that are read at once into the library's own memory. */
const PIECE = 2 ** 25;

interface Dataset {
  readonly attrs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly dtype: unknown;
  readonly shape: number[] | null;
  readonly filters: readonly { readonly id: number; readonly name: string }[];
  readonly metadata: { readonly chunks: number[] | null };
  slice(ranges: [number, number][]): ArrayBufferView | null;
}
interface Group {
  keys(): string[];
  get(path: string): Dataset | Group | null;
}
/** By default it prints what fails, and goes on with what lay in memory. */
interface Refusals {
  activate_throwing_error_handler(): unknown;
  deactivate_throwing_error_handler(): unknown;
}
interface Library {
  readonly ready: Promise<Refusals>;
  readonly File: new (path: string, mode: 'r') => Group & { close(): unknown };
}

/**
 * Opens a dataset for reading in slabs or boxes. Its axes are the last of n c z y x, or those of `layout`. Throws `UserError` where the library is
 * not installed or no dataset is meant, `FormatError` where it is of a type or compression that is not read.
 */
export async function openHdf5(
  path: string,
  options: ReadOptions & { readonly axis?: Axis } = {},
): Promise<PlaneReader & { close(): Promise<void> }> {
  const { file, dataset } = hdf5Path(path) ?? { file: path, dataset: undefined };
  await confirmed(file);
  const { ready, File } = await library(file);
  const refusals = await ready;
  const careful = <T>(work: () => T): T => carefully(file, refusals, work);
  const opened = careful(() => new File(file, 'r'));
  const close = async (): Promise<void> => void opened.close();
  try {
    const one = careful(() => found(opened, file, dataset));
    return { ...readerOf(path, one, careful, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the library does, with an error of ours where it fails: the innermost of the reasons that it prints. */
function carefully<T>(file: string, refusals: Refusals, work: () => T): T {
  refusals.activate_throwing_error_handler();
  try {
    return work();
  } catch (error) {
    const reasons = [...`${error}`.matchAll(/^ *#\d+: .*? line \d+ in \w+\(\): (.*)$/gm)];
    const reason = reasons.at(-1)?.[1];
    throw reason === undefined ? error : new FormatError(file, `is damaged: ${reason}`, { cause: error });
  } finally {
    refusals.deactivate_throwing_error_handler();
  }
}

async function library(file: string): Promise<Library> {
  // by a name that no bundler follows
  const name = 'h5wasm/node';
  try {
    return (await import(/* @vite-ignore */ name)) as Library;
  } catch (cause) {
    throw new UserError(`${file}: HDF5 needs a package that is not installed: npm install h5wasm@0.10.3`, { cause });
  }
}

/** The library prints pages about files that are none. */
async function confirmed(file: string): Promise<void> {
  const handle = await openedFile(file);
  try {
    const source = await fileSource(file, handle);
    for (const at of BEGINNINGS) {
      if (at + SIGNATURE.length > source.size) break;
      const head = await readBytes(source, at, SIGNATURE.length, 'its beginning');
      if (SIGNATURE.every((byte, place) => head[place] === byte)) return;
    }
  } finally {
    await handle.close();
  }
  throw new FormatError(file, 'not an hdf5 file');
}

function found(root: Group, file: string, dataset: string | undefined): Dataset {
  const all = new Map<string, Dataset>();
  const visit = (group: Group, path: string): void => {
    for (const key of group.keys()) {
      const each = group.get(key);
      if (each && 'keys' in each) visit(each, `${path}/${key}`);
      else if (each && (each.shape?.length ?? 0) > 1) all.set(`${path}/${key}`, each);
    }
  };
  visit(root, '');
  const wanted = dataset === undefined ? undefined : `/${dataset.replace(/^\/+/, '')}`;
  const [only] = all.values();
  const one = wanted ? all.get(wanted) : (all.get(EXCHANGE) ?? (all.size === 1 ? only : undefined));
  if (one) return one;
  const names = [...all.keys()].join(', ') || 'none';
  throw new UserError(
    `${file}: ${wanted ? `has no dataset ${wanted}` : 'name a dataset behind it'}; there are ${names}`,
  );
}

/** The size of a voxel where the attribute of ilastik and of Fiji's plugin states it, in µm: for the axes of space, in their order, or for all. */
function sizeOf({ attrs }: Dataset, axes: readonly Axis[]): Pick<Description, 'spacing' | 'unit'> {
  const stated = attrs.element_size_um?.value;
  const sizes = ArrayBuffer.isView(stated) ? Array.from(stated as unknown as ArrayLike<unknown>, Number) : [];
  const isSpace = (axis: Axis): boolean => axis === 'z' || axis === 'y' || axis === 'x';
  const named = [axes.filter(isSpace), axes].find(({ length }) => length === sizes.length) ?? [];
  const known = named.flatMap((axis, at) => {
    const size = sizes[at] ?? 0;
    return isSpace(axis) && size > 0 && Number.isFinite(size) ? [[axis, size] as const] : [];
  });
  return { spacing: Object.fromEntries(known), unit: known.length > 0 ? 'µm' : '' };
}

function readerOf(
  name: string,
  dataset: Dataset,
  careful: <T>(work: () => T) => T,
  { layout, axis: chosen, maxBytes }: ReadOptions & { readonly axis?: Axis },
): PlaneReader {
  const [, code = ''] = (typeof dataset.dtype === 'string' && /^[<>|=]?([a-zA-Z])$/.exec(dataset.dtype)) || [];
  const stored = CODES[code];
  if (!stored) throw new FormatError(name, `element type ${JSON.stringify(dataset.dtype)} is not read`);
  const filter = dataset.filters.find(({ id }) => !FILTERS.includes(id));
  if (filter) throw new FormatError(name, `compression ${filter.name} is not read, only gzip`);
  const lengths = dataset.shape ?? [];
  if (lengths.includes(0)) throw new FormatError(name, `empty array of shape (${lengths.join(', ')})`);
  if (lengths.length > 5 && layout === undefined)
    throw new FormatError(name, `arrays of ${lengths.length} axes are not read, 5 at most`);
  const axes = layout === undefined ? AXES.slice(5 - lengths.length) : layoutAxes(layout);
  if (axes.length !== lengths.length)
    throw new ArgumentError(name, `the layout must name ${lengths.length} axes`, `'${layout}'`);
  const along = (numbers: readonly number[]) =>
    shapeOf(Object.fromEntries(axes.map((axis, at) => [axis, numbers[at] ?? 1])));
  const description: Description = {
    shape: along(lengths),
    dtype: STORED[stored].dtype,
    ...careful(() => sizeOf(dataset, axes)),
    layout: axes.join(''),
  };
  const read = (ranges: [number, number][]): HostVolume => {
    const sizes = ranges.map(([from, to]) => to - from);
    const shape = along(sizes);
    const data = allocated(name, shape, description.dtype, maxBytes);
    const [[begin, end] = [0, 1], ...rest] = ranges;
    const plane = (voxels(shape) / (end - begin)) * STORED[stored].bytes;
    const step = Math.max(1, Math.floor(PIECE / plane));
    for (let at = begin; at < end; at += step) {
      const part = careful(() => dataset.slice([[at, Math.min(end, at + step)], ...rest]));
      if (!part) throw new FormatError(name, 'is damaged: the library reads nothing there');
      const bytes = new Uint8Array(part.buffer as ArrayBuffer, part.byteOffset, part.byteLength).slice();
      data.set(hostElements(bytes, stored, name), ((at - begin) * plane) / STORED[stored].bytes);
    }
    return new HostVolume({
      ...description,
      shape,
      data: reorder(data, description.dtype, shape, axes.join(''), CANONICAL),
    });
  };
  const axis = chosen ?? planeAxis(description.shape);
  const chunk = along(dataset.metadata.chunks ?? lengths.map(() => 1));
  const { n, c, z, y } = chunk;
  return {
    description,
    axis,
    async readPlanes(from, to) {
      checkPlanes(name, description, axis, from, to);
      return read(axes.map((each, at) => (each === axis ? [from, to] : [0, lengths[at] as number])));
    },
    boxes: {
      grain: { n, c, z, y },
      async readBox(box: RowBox) {
        checkBox(name, description, box);
        return read(axes.map((each, at) => (each === 'x' ? [0, lengths[at] as number] : [...box[each]])));
      },
    },
  };
}
