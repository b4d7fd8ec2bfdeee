/**
 * Arrays that lie in a file as they would in memory, behind a header: npy, NIfTI, the pixels of DICOM. A header says what is there;
 * here it is read, whole or in slabs.
 */
import { type Axis, type Layout, type Shape, voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import { hostElements, type Rescaling, rescaled, STORED, type Stored, swapBytes } from './elements.js';
import { checkDecodedSize, type ReadOptions } from './limits.js';
import { CANONICAL, completeLayout, layoutAxes, longAxes, reorder } from './order.js';
import type { ByteSource } from './source.js';
import { type BoxReader, boxShape, checkBox, checkPlanes, type PlaneReader, planeAxis, type RowBox } from './stack.js';

/** What a header says of the array behind it. */
export interface RawArray {
  readonly description: Description;
  readonly stored: Stored;
  readonly littleEndian: boolean;
  /** The axes in the order that they have in memory, slowest first. */
  readonly order: Layout;
  /** Where the data begins. */
  readonly dataOffset: number;
  /** What stored numbers are multiplied by, and what is added; the volume is of f32 then. */
  readonly rescaling?: Rescaling;
}

/** The volume that stored bytes are, of so many planes; the bytes begin their own buffer and are given away. */
export function volumeOf(bytes: Uint8Array<ArrayBuffer>, array: RawArray, name: string, planes = {}): HostVolume {
  const { description, stored, littleEndian, order, rescaling } = array;
  const shape = { ...description.shape, ...planes };
  if (!littleEndian) swapBytes(bytes, STORED[stored].word);
  const data = rescaling ? rescaled(bytes, stored, rescaling) : hostElements(bytes, stored, name);
  return new HostVolume({
    ...description,
    shape,
    data: reorder(data, description.dtype, shape, order, CANONICAL),
  });
}

/** Reads an array in slabs along `axis` (z, or n or c where z is one voxel long). Memory: one slab. */
export function openRaw(
  source: ByteSource,
  array: RawArray,
  options: ReadOptions & { readonly axis?: Axis },
): PlaneReader {
  const { description, stored, order, dataOffset } = array;
  const axis = options.axis ?? planeAxis(description.shape);
  const runs = runsAlong(description, order, axis, STORED[stored].bytes);
  return {
    description,
    axis,
    async readPlanes(from, to) {
      checkPlanes(source.name, description, axis, from, to);
      const shape = { ...description.shape, [axis]: to - from };
      checkDecodedSize(source.name, shape, description.dtype, options.maxBytes);
      runs.refuseScattered(source.name, to - from);
      const bytes = new Uint8Array(voxels(shape) * STORED[stored].bytes);
      const length = bytes.length / runs.count;
      for (let run = 0; run < runs.count; run++)
        await source.readInto(bytes.subarray(run * length, (run + 1) * length), dataOffset + runs.start(run, from));
      return volumeOf(bytes, array, source.name, { [axis]: to - from });
    },
    ...(longAxes(order, description.shape) === longAxes(CANONICAL, description.shape) && {
      boxes: rowsOf(source, array, options),
    }),
  };
}

/** Reads boxes of an array whose rows lie one after the other, as in memory. */
function rowsOf(source: ByteSource, array: RawArray, options: ReadOptions): BoxReader {
  const { description, stored, dataOffset } = array;
  const row = description.shape.x * STORED[stored].bytes;
  return {
    grain: {},
    async readBox(box) {
      checkBox(source.name, description, box);
      const shape = boxShape(description.shape, box);
      checkDecodedSize(source.name, shape, description.dtype, options.maxBytes);
      const bytes = new Uint8Array(voxels(shape) * STORED[stored].bytes);
      let at = 0;
      for (const [first, count] of rowRuns(description.shape, box)) {
        await source.readInto(bytes.subarray(at, at + count * row), dataOffset + first * row);
        at += count * row;
      }
      return volumeOf(bytes, array, source.name, shape);
    },
  };
}

/** Where the rows of a box lie among all rows in the order of memory: runs, as long as they are, by their first row. */
export function* rowRuns(shape: Shape, box: RowBox): Generator<readonly [first: number, count: number]> {
  let run: [number, number] | undefined;
  for (let n = box.n[0]; n < box.n[1]; n++)
    for (let c = box.c[0]; c < box.c[1]; c++)
      for (let z = box.z[0]; z < box.z[1]; z++) {
        const first = ((n * shape.c + c) * shape.z + z) * shape.y + box.y[0];
        const count = box.y[1] - box.y[0];
        if (run && run[0] + run[1] === first) run[1] += count;
        else {
          if (run) yield run;
          run = [first, count];
        }
      }
  if (run) yield run;
}

/** Where slabs along an axis lie: one contiguous run for every position of the slower axes. */
export function runsAlong({ shape }: Description, order: string, axis: Axis, bytes: number) {
  const axes = layoutAxes(completeLayout(order, shape));
  const at = axes.indexOf(axis);
  const slower = at < 0 ? [] : axes.slice(0, at);
  const plane = axes.slice(at + 1).reduce((product, each) => product * shape[each], bytes);
  const scattered = slower.some((each) => (each === 'y' || each === 'x') && shape[each] > 1);
  const count = scattered ? 1 : slower.reduce((product, each) => product * shape[each], 1);
  return {
    count,
    start: (run: number, from: number) => (run * shape[axis] + from) * plane,
    refuseScattered(name: string, planes: number): void {
      if (scattered && planes !== shape[axis])
        throw new ArgumentError(name, `planes along ${axis} must be contiguous to be read or written apart`, order);
    },
  };
}
