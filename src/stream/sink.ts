/** Where blocks go. A sink takes boxes of a volume in any order, each once or again with the same voxels. */
import type { RowAxis } from '../core/axes.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import { type Box, wholeOf } from '../engine/box.js';
import { putBox } from './boxData.js';

export interface BlockSink {
  readonly description: Description;
  /** What blocks are multiples of, along the axes where that matters: chunks, planes. */
  readonly grain: Readonly<Partial<Record<RowAxis, number>>>;
  /** Resolves when the voxels are where they stay. */
  write(box: Box, part: HostVolume): Promise<void>;
}

/** A volume in the host's memory as a sink. */
export function hostSink(description: Description): BlockSink & { readonly volume: HostVolume } {
  const { shape, dtype, spacing, unit, layout } = description;
  const volume = new HostVolume({ shape, dtype, spacing, unit, layout });
  const whole = wholeOf(shape);
  return {
    description,
    grain: {},
    volume,
    async write(box, part) {
      putBox(part, box, volume, whole);
    },
  };
}
