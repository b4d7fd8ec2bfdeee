/** The headers of NIfTI-1 (348 bytes) and NIfTI-2 (540 bytes), each field at its place. */
import { acquiredFrom } from '../core/acquired.js';
import { type Axis, type Layout, shapeOf } from '../core/axes.js';
import { ArgumentError, FormatError } from '../core/errors.js';
import { type Rescaling, STORED, type Stored } from './elements.js';
import { layoutAxes } from './order.js';
import type { RawArray } from './rawArray.js';

/** As many bytes as `parseNiftiHeader` looks at. */
export const HEADER_BYTES = 544;

/** Axes in the order of the header's lengths. */
const AXES_OF: readonly Axis[] = ['x', 'y', 'z', 'n', 'c'];
const TYPES: Readonly<Record<number, Stored>> = {
  ...{ 2: 'u8', 4: 'i16', 8: 'i32', 16: 'f32', 32: 'complex64', 64: 'f64', 256: 'i8', 512: 'u16', 768: 'u32' },
  ...{ 1024: 'i64', 1280: 'u64', 1792: 'complex128' },
};
/** Types of several samples of u8 in each voxel. */
const COLOURS: Readonly<Record<number, number>> = { 128: 3, 2304: 4 };
const UNITS: Readonly<Record<number, string>> = { 1: 'm', 2: 'mm', 3: 'µm' };
/** Units of time; others of that field are of frequencies. */
const TIME_UNITS: Readonly<Record<number, string>> = { 8: 's', 16: 'ms', 24: 'µs' };

/** Whether these are a NIfTI file's first bytes: its header's length, in either byte order. */
export function isNifti(head: Uint8Array): boolean {
  return versionOf(head) !== undefined;
}

function versionOf(head: Uint8Array): { version: 1 | 2; littleEndian: boolean } | undefined {
  if (head.length < 4) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  for (const littleEndian of [true, false])
    for (const [version, length] of [[1, 348] as const, [2, 540] as const])
      if (view.getInt32(0, littleEndian) === length) return { version, littleEndian };
  return undefined;
}

/** The fields that matter, from wherever the version has them. */
function fieldsOf(head: Uint8Array, name: string) {
  const found = versionOf(head);
  if (!found) throw new FormatError(name, 'not a NIfTI file');
  const { version, littleEndian } = found;
  if (head.length < (version === 1 ? 348 : 540)) throw new FormatError(name, 'ends within the NIfTI header');
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const at = version === 1 ? 344 : 4;
  const magic = String.fromCharCode(...head.subarray(at, at + 3));
  if (magic === `ni${version}`)
    throw new FormatError(name, 'its voxels are in another file (.img); only NIfTI in one file (.nii) is read');
  if (magic !== `n+${version}`)
    throw new FormatError(name, 'not a NIfTI file: its header has the right length, but no NIfTI magic');
  const eight = Array.from({ length: 8 }, (_, each) => each);
  if (version === 1)
    return {
      littleEndian,
      dim: eight.map((each) => view.getInt16(40 + 2 * each, littleEndian)),
      type: view.getInt16(70, littleEndian),
      pixdim: eight.map((each) => view.getFloat32(76 + 4 * each, littleEndian)),
      offset: view.getFloat32(108, littleEndian) || 352,
      least: 348,
      slope: view.getFloat32(112, littleEndian),
      intercept: view.getFloat32(116, littleEndian),
      units: view.getUint8(123),
    };
  const whole = (place: number): number => Number(view.getBigInt64(place, littleEndian));
  return {
    littleEndian,
    dim: eight.map((each) => whole(16 + 8 * each)),
    type: view.getInt16(12, littleEndian),
    pixdim: eight.map((each) => view.getFloat64(104 + 8 * each, littleEndian)),
    offset: whole(168) || 544,
    least: 540,
    slope: view.getFloat64(176, littleEndian),
    intercept: view.getFloat64(184, littleEndian),
    units: view.getInt32(500, littleEndian),
  };
}

/** What a NIfTI header says. Throws `FormatError` where it contradicts itself; the caller compares with the file's size. */
export function parseNiftiHeader(head: Uint8Array, name: string, layout?: Layout): RawArray {
  const { littleEndian, dim, type, pixdim, offset, least, slope, intercept, units } = fieldsOf(head, name);
  const [rank = 0, ...lengths] = dim;
  if (!(rank >= 1 && rank <= 7)) throw new FormatError(name, `its header has ${rank} axes, 1 to 7 are possible`);
  const used = lengths.slice(0, rank);
  const wrong = used.find((length) => !(length >= 1));
  if (wrong !== undefined) throw new FormatError(name, `its header has an axis of length ${wrong}`);
  if (used.slice(5).some((length) => length > 1))
    throw new FormatError(name, `lengths ${used.join(' ')} are not read, five axes at most`);
  if (!(Number.isInteger(offset) && offset >= least))
    throw new FormatError(name, `its header has the voxels at byte ${offset}, within itself`);
  const samples = COLOURS[type];
  const stored = samples === undefined ? TYPES[type] : 'u8';
  if (stored === undefined) throw new FormatError(name, `NIfTI type ${type} is not read`);
  const [order, shape] = axesOf(used.slice(0, 5), samples, name, layout);
  const sizes = (['x', 'y', 'z'] as const).flatMap((axis, at) => {
    const size = Math.abs(pixdim[at + 1] ?? 0);
    return order.includes(axis) && size > 0 && Number.isFinite(size) ? [[axis, size] as const] : [];
  });
  const rescaling = samples === undefined ? rescalingOf(slope, intercept, name) : undefined;
  const { dtype } = STORED[stored];
  const timeUnit = layout === undefined ? TIME_UNITS[units & 56] : undefined;
  const timeStep = timeUnit && rank > 3 ? { value: Math.abs(pixdim[4] ?? 0), unit: timeUnit } : undefined;
  return {
    description: {
      shape,
      dtype: rescaling && dtype !== 'complex64' ? 'f32' : dtype,
      spacing: Object.fromEntries(sizes),
      unit: sizes.length ? (UNITS[units & 7] ?? '') : '',
      layout: order,
      acquired: acquiredFrom({ timeStep }),
    },
    stored,
    littleEndian,
    order,
    dataOffset: offset,
    ...(rescaling && { rescaling }),
  };
}

function axesOf(lengths: readonly number[], samples: number | undefined, name: string, layout: Layout | undefined) {
  const own = AXES_OF.slice(0, lengths.length).reverse().join('');
  const colour = samples === undefined ? '' : 'c';
  if (colour && (lengths[4] ?? 1) > 1) throw new FormatError(name, 'colour of several channels is not read');
  const order = layout ?? own.replace(colour || ' ', '') + colour;
  const axes = layoutAxes(order);
  const wanted = [...lengths].reverse().slice(colour && own.startsWith('c') ? 1 : 0);
  if (colour) wanted.push(samples ?? 1);
  if (axes.length !== wanted.length || (colour && axes.at(-1) !== 'c'))
    throw new ArgumentError(name, `the layout must name ${wanted.length} axes${colour && ', c last'}`, `'${order}'`);
  return [order, shapeOf(Object.fromEntries(axes.map((axis, at) => [axis, wanted[at] ?? 1])))] as const;
}

/** A slope of 0 or none at all means that there is no rescaling. */
function rescalingOf(slope: number, intercept: number, name: string): Rescaling | undefined {
  if (slope === 0 || !Number.isFinite(slope) || (slope === 1 && intercept === 0)) return undefined;
  if (!Number.isFinite(intercept)) throw new FormatError(name, `its values are to be moved by ${intercept}`);
  return { slope, intercept };
}
