/** Files of one slice each, as one volume: in the order that people number them in, all of one size and type. */
import { AXES, type Axis, shapeOf } from '../core/axes.js';
import { FormatError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import { allocated, checkCancelled, type ReadOptions } from './limits.js';
import type { PlaneReader } from './stack.js';

/** Compares names as people number things: runs of digits by their value, all else letter by letter. */
export function naturalOrder(a: string, b: string): number {
  const parts = (name: string): string[] => name.match(/\d+|\D+/g) ?? [];
  const [first, second] = [parts(a), parts(b)];
  for (let at = 0; at < Math.min(first.length, second.length); at++) {
    const [one = '', other = ''] = [first[at], second[at]];
    const numbered = /^\d/.test(one) && /^\d/.test(other);
    if (numbered && Number(one) !== Number(other)) return Number(one) - Number(other);
    if (!numbered && one !== other) return one < other ? -1 : 1;
  }
  return first.length - second.length || (a < b ? -1 : Number(a > b));
}

/** A slice that is not like the first. Put each file in a volume of its own, or leave that one out. */
export class UnlikeError extends FormatError {}

/** A file of a stack: its name, and what it holds. */
export interface Slice {
  readonly name: string;
  read(options: ReadOptions): Promise<HostVolume>;
}

/**
 * Opens files as planes along z, or along n where each has several along z; the first says what all must be. Memory: the slab asked for and
 * one file. Throws `FormatError` that names the file which differs.
 */
export async function openSlices(
  slices: readonly Slice[],
  name: string,
  options: ReadOptions = {},
): Promise<PlaneReader> {
  const [head] = slices;
  if (!head) throw new FormatError(name, 'holds no image');
  // the layout speaks of the files, the name of each is its own
  const own = { ...options, progress: undefined };
  const first = await head.read({ ...own, name: head.name });
  const axis: Axis = first.shape.z === 1 ? 'z' : 'n';
  if (first.shape[axis] > 1)
    throw new UnlikeError(head.name, 'has several times already; such files are not one volume');
  const description: Description = {
    shape: { ...first.shape, [axis]: slices.length },
    dtype: first.dtype,
    spacing: first.spacing,
    unit: first.unit,
    layout: axis + first.layout.replace(axis, ''),
  };
  return {
    description,
    axis,
    async readPlanes(from, to) {
      const shape = shapeOf({ ...description.shape, [axis]: to - from });
      const data = allocated(name, shape, description.dtype, options.maxBytes);
      for (let at = from; at < to; at++) {
        checkCancelled({ ...options, name });
        const slice = slices[at] as Slice;
        const volume = at === 0 ? first : await slice.read({ ...own, name: slice.name });
        confirmAlike(first, volume, head.name, slice.name);
        place(volume, data, at - from, to - from, axis);
        options.progress?.((at - from + 1) / (to - from));
      }
      return new HostVolume({ ...description, shape, data });
    },
  };
}

/** A slice is one run for each channel where it lies along z, and one in all along n. */
function place({ shape, data }: HostVolume, target: HostVolume['data'], at: number, count: number, axis: Axis): void {
  const runs = axis === 'z' ? shape.n * shape.c : 1;
  const length = data.length / runs;
  for (let run = 0; run < runs; run++)
    target.set(data.subarray(run * length, (run + 1) * length), (run * count + at) * length);
}

function confirmAlike(first: HostVolume, volume: HostVolume, named: string, name: string): void {
  const differs = AXES.find((axis) => first.shape[axis] !== volume.shape[axis]);
  if (differs !== undefined)
    throw new UnlikeError(
      name,
      `has ${differs}=${volume.shape[differs]}, ${named} has ${first.shape[differs]}; such files are not one volume`,
    );
  if (first.dtype !== volume.dtype)
    throw new UnlikeError(name, `is ${volume.dtype}, ${named} is ${first.dtype}; such files are not one volume`);
}
