/** From which value to which a result is shown, where nobody has said: from its dark voxels to its bright ones. */
import { SPATIAL_AXES } from '../core/axes.js';
import { numberAt } from '../core/dtype.js';
import type { HostVolume } from '../core/hostVolume.js';
import type { Engine } from '../engine/engine.js';
import type { Volume } from '../engine/volume.js';
import type { Node } from '../graph/node.js';
import { crop, resize, source } from '../index.js';
import type { Channel } from './voxels.js';

export type Interval = readonly [low: number, high: number];

/** The longest side of a sample: enough voxels for percentiles, few enough to read back at every turn of a slider. */
const LONGEST = 256;
/** A sample of a batch has no more voxels than this, or it is of the one in its middle. */
const MOST = 2 ** 22;
/** The share of voxels left out at each end: a few extreme ones would leave the others grey. */
const TAIL = 0.005;
const DIGITS = 3;

/** Voxels of a result, as they are: of a stack those of the slice in the middle, of a large image some in equal distances, of a long batch one. */
export function sampleOf(node: Node): Node {
  const { n, c, z, y, x } = node.shape;
  const isLong = n > 1 && n * c * Math.min(y, LONGEST) * Math.min(x, LONGEST) > MOST;
  const one = isLong ? crop(node, { start: { n: n >> 1 }, size: { n: 1 } }) : node;
  const slice = z > 1 ? crop(one, { start: { z: z >> 1 }, size: { z: 1 } }) : one;
  const shape = slice.shape;
  if (SPATIAL_AXES.every((axis) => shape[axis] <= LONGEST)) return slice;
  const few = SPATIAL_AXES.map((axis) => [axis, Math.min(shape[axis], LONGEST)] as const);
  return resize(slice, { outputShape: Object.fromEntries(few), order: 0, antiAliasing: false });
}

/** The least and the greatest finite number of a sample, and what holds nearly all; [0, 0] where none is finite. */
export function intervalsOf({ dtype, data }: HostVolume): { readonly range: Interval; readonly window: Interval } {
  const sorted = Float64Array.from(data, (_, at) => numberAt(dtype, data, at))
    .filter(Number.isFinite)
    .sort();
  const last = sorted.length - 1;
  const at = (share: number): number => sorted[Math.round(share * last)] ?? 0;
  const range: Interval = [at(0), at(1)];
  // an image of two values, such as a sparse mask, has them at its ends
  const inner: Interval = at(TAIL) < at(1 - TAIL) ? [at(TAIL), at(1 - TAIL)] : range;
  const round = (value: number): number => Number(value.toPrecision(DIGITS));
  const rounded: Interval = [round(inner[0]), round(inner[1])];
  if (rounded[0] < rounded[1]) return { range, window: rounded };
  return { range, window: inner[0] < inner[1] ? inner : [inner[0], inner[0] + 1] };
}

/**
 * From the dark voxels of a volume's channel to its bright ones: what holds 99 % of those of a sample, in three digits; `[0, 1]`
 * where no voxel is finite. The GPU gives a sample of at most 256 x 256; of a stack that is its middle slice.
 * @example
 * viewer.show({ images: [{ volume, window: await windowOf(engine, volume) }] });
 */
export async function windowOf(engine: Engine, volume: Volume, at: Channel = {}): Promise<Interval> {
  const { shape } = volume;
  // a volume of one channel has it for all
  const [n, c] = [shape.n > 1 ? (at.n ?? 0) : 0, shape.c > 1 ? (at.c ?? 0) : 0];
  const whole = source(volume);
  const channel = shape.n > 1 || shape.c > 1 ? crop(whole, { start: { n, c }, size: { n: 1, c: 1 } }) : whole;
  const sample = sampleOf(channel);
  if (sample === whole) return intervalsOf(await volume.read()).window;
  using few = await engine.run(sample);
  return intervalsOf(await few.read()).window;
}
