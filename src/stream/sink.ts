/** Where blocks go. A sink takes boxes of a volume in any order, each once or again with the same voxels. */
import { ROW_AXES, type RowAxis } from '../core/axes.js';
import { type Description, descriptionOf, HostVolume } from '../core/hostVolume.js';
import { type Box, wholeOf } from '../engine/box.js';
import { putBox } from './boxData.js';

export interface BlockSink {
  readonly description: Description;
  /** What blocks are multiples of, along the axes where that matters: chunks, planes. */
  readonly grain: Readonly<Partial<Record<RowAxis, number>>>;
  /** Resolves when the voxels are where they stay. */
  write(box: Box, part: HostVolume): Promise<void>;
}

/** What blocks are multiples of that go into several sinks. */
export function commonGrain(grains: readonly BlockSink['grain'][]): BlockSink['grain'] {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  const multiple = (a: number, b: number): number => (a / divisor(a, b)) * b;
  return Object.fromEntries(
    ROW_AXES.map((axis) => [axis, grains.map((grain) => grain[axis] ?? 1).reduce(multiple, 1)]),
  );
}

/** A volume in the host's memory as a sink. */
export function hostSink(description: Description): BlockSink & { readonly volume: HostVolume } {
  const volume = new HostVolume(descriptionOf(description));
  const whole = wholeOf(description.shape);
  return {
    description,
    grain: {},
    volume,
    async write(box, part) {
      putBox(part, box, volume, whole);
    },
  };
}
