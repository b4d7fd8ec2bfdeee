/** What blocks are read from: a source of a graph that gives any box of its rows, so that it need never be in memory whole. */
import { ROW_AXES, type RowAxis } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { descriptionOf, HostVolume } from '../core/hostVolume.js';
import { type Box, boxOf, shapeIn, wholeOf } from '../engine/box.js';
import type { Source } from '../graph/node.js';
import type { PlaneReader } from '../io/stack.js';
import { boxData, putBox } from './boxData.js';

/** A source that is read in boxes; in a graph it stands like any other. */
export interface BlockSource extends Source {
  /** What is read at once, whatever is asked for: voxels along the axes where that is more than one. */
  readonly grain: Readonly<Partial<Record<RowAxis, number>>>;
  /** The voxels of a box, whose rows are whole: a volume of that shape. */
  readBox(box: Box): Promise<HostVolume>;
}

/** Whether a source of a graph is read in boxes. */
export function isBlockSource(source: object): source is BlockSource {
  return 'readBox' in source;
}

/** Bytes that a source really reads for a box. */
export function bytesFrom({ shape, dtype, grain }: BlockSource, box: Box): number {
  const lengths = ROW_AXES.map((axis) => {
    const step = grain[axis] ?? 1;
    const [lo, hi] = box[axis];
    return Math.min(shape[axis], Math.ceil(hi / step) * step) - Math.floor(lo / step) * step;
  });
  return lengths.reduce((product, length) => product * length, shape.x * DTYPES[dtype].bytes);
}

/** A volume in the host's memory as a source of blocks. */
export function hostBlocks(volume: HostVolume): BlockSource {
  const readBox = async (box: Box): Promise<HostVolume> => boxData(volume, wholeOf(volume.shape), box);
  return { ...descriptionOf(volume), grain: {}, read: () => volume, readBox };
}

/**
 * A file that is read in planes as a source of blocks. Where a box is a part of its planes, and the file is not read in rows or chunks (npy,
 * NIfTI and OME-Zarr are), one plane is in memory beside it.
 * @example
 * import { openStack } from 'brightfield/files';
 * import { stackBlocks } from 'brightfield/stream';
 * await using stack = await openStack('large.tif');
 * const image = stackBlocks(stack, 'large.tif');
 */
export function stackBlocks(reader: PlaneReader, name?: string): BlockSource {
  const { description, axis } = reader;
  const { shape } = description;
  if (axis === 'x') throw new Error('planes along x are no blocks');
  const whole = wholeOf(shape);
  const along: RowAxis = axis;
  const facts = { ...descriptionOf(description), ...(name !== undefined && { name }) };
  const read = (): Promise<HostVolume> => reader.readPlanes(0, shape[axis]);
  if (reader.boxes) return { ...facts, read, ...reader.boxes };
  return {
    ...facts,
    grain: { ...shape, [along]: 1 },
    read,
    async readBox(box) {
      const [from, to] = box[along];
      if (ROW_AXES.every((other) => other === along || box[other][1] - box[other][0] === shape[other]))
        return reader.readPlanes(from, to);
      const part = shapeIn(shape, box);
      const made = new HostVolume({ ...description, shape: part });
      for (let at = from; at < to; at++) {
        const plane = boxOf((other) => (other === along ? [at, at + 1] : whole[other]));
        const wanted = boxOf((other) => (other === along ? [at, at + 1] : box[other]));
        putBox(boxData(await reader.readPlanes(at, at + 1), plane, wanted), wanted, made, box);
      }
      return made;
    },
  };
}
