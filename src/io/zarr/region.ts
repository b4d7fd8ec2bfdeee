/** Boxes of voxels copied between arrays of other strides. */
import type { TypedArray } from '../../core/dtype.js';

/** A place in an array: its numbers, where the box begins, and how far each axis steps, in items. */
export interface Box {
  readonly data: TypedArray;
  readonly start: number;
  readonly strides: readonly number[];
}

/** Copies a box of such lengths; the last axis is the one to be walked fastest. */
export function copyBox(from: Box, to: Box, lengths: readonly number[]): void {
  walk(lengths, [from, to], (count, [source = 0, target = 0], [step = 1, stride = 1]) => {
    if (step === 1 && stride === 1) to.data.set(from.data.subarray(source, source + count), target);
    else
      for (let each = 0; each < count; each++, source += step, target += stride)
        to.data[target] = from.data[source] as number;
  });
}

/** Fills a box with one number. */
export function fillBox(to: Box, lengths: readonly number[], value: number): void {
  walk(lengths, [to], (count, [target = 0], [stride = 1]) => {
    if (stride === 1) to.data.fill(value, target, target + count);
    else for (let each = 0; each < count; each++, target += stride) to.data[target] = value;
  });
}

type Run = (count: number, starts: readonly number[], steps: readonly number[]) => void;

/** Visits every line along the last axis. */
function walk(lengths: readonly number[], boxes: readonly Box[], run: Run): void {
  const last = lengths.length - 1;
  const steps = boxes.map(({ strides }) => strides[last] ?? 1);
  const descend = (axis: number, at: readonly number[]): void => {
    if (axis >= last) run(lengths[last] ?? 1, at, steps);
    for (let each = 0; axis < last && each < (lengths[axis] as number); each++)
      descend(
        axis + 1,
        at.map((place, which) => place + each * (boxes[which]?.strides[axis] as number)),
      );
  };
  descend(
    0,
    boxes.map(({ start }) => start),
  );
}

/** The strides of a shape whose axes lie in memory in that order, slowest first; by default as they come. */
export function stridesOf(shape: readonly number[], order: readonly number[] = shape.map((_, at) => at)): number[] {
  const strides = shape.map(() => 0);
  let stride = 1;
  for (const axis of [...order].reverse()) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}

/** The place of coordinates in an array of such strides. */
export function placeOf(coordinates: readonly number[], strides: readonly number[]): number {
  return coordinates.reduce((sum, at, axis) => sum + at * (strides[axis] as number), 0);
}

/** All coordinates from one corner to another that is not included, the last axis fastest. */
export function* grid(from: readonly number[], to: readonly number[]): Generator<number[]> {
  if (from.some((at, axis) => at >= (to[axis] as number))) return;
  const at = [...from];
  for (;;) {
    yield [...at];
    let axis = at.length - 1;
    while (axis >= 0 && ++(at[axis] as number) >= (to[axis] as number)) {
      at[axis] = from[axis] as number;
      axis--;
    }
    if (axis < 0) return;
  }
}
