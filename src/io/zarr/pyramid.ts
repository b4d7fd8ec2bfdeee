/** The coarser levels of an image: half as many voxels along every axis that is long, again and again. */
import { type Axis, type Shape, SPATIAL_AXES, voxels } from '../../core/axes.js';
import { hostArray, isInteger } from '../../core/dtype.js';
import { f16ToNumber, numberToF16 } from '../../core/f16.js';
import { HostVolume } from '../../core/hostVolume.js';
import type { WrittenLevel } from './multiscales.js';

/** Lengths up to here need no coarser level. */
const SMALL = 256;

/** How a coarser voxel comes of finer ones: their mean, the first of them (for labels), or not at all. */
export type Pyramid = 'mean' | 'nearest' | 'none';

/** A level: its shape, where it lies, and along which axes it has half as many voxels as the one before it. */
export interface PlannedLevel {
  readonly level: WrittenLevel;
  readonly shape: Shape;
  readonly halved: readonly Axis[];
}

/** The levels of a volume of some shape, the finest first. */
export function* levelShapes(shape: Shape, pyramid: Pyramid): Generator<PlannedLevel> {
  let [at, factor, shift]: [Shape, Record<string, number>, Record<string, number>] = [shape, {}, {}];
  for (let [index, axes]: [number, Axis[]] = [0, []]; ; index++) {
    yield { level: { path: `${index}`, factor: { ...factor }, shift: { ...shift } }, shape: at, halved: axes };
    axes = SPATIAL_AXES.filter((axis) => at[axis] > SMALL);
    if (axes.length === 0 || pyramid === 'none') return;
    for (const axis of axes) {
      // the middle of two voxels lies half a voxel behind the first
      if (pyramid === 'mean') shift[axis] = (shift[axis] ?? 0) + (factor[axis] ?? 1) / 2;
      factor[axis] = 2 * (factor[axis] ?? 1);
    }
    at = { ...at, ...Object.fromEntries(axes.map((axis) => [axis, Math.ceil(at[axis] / 2)])) };
  }
}

/** The levels of a volume, the finest first. A level is made of the one before it when it is asked for. */
export function* levelsOf(
  volume: HostVolume,
  pyramid: Pyramid,
): Generator<{ level: WrittenLevel; volume: HostVolume }> {
  let at = volume;
  for (const { level, halved: axes } of levelShapes(volume.shape, pyramid)) {
    if (axes.length) at = halved(at, axes, pyramid);
    yield { level, volume: at };
  }
}

/** Half as many voxels along each axis; of an odd length the last voxel stands alone. Means of whole numbers are rounded, halves up. */
export function halved(volume: HostVolume, axes: readonly Axis[], pyramid: Pyramid): HostVolume {
  const { shape, dtype, data } = volume;
  const step = (axis: Axis): number => (axes.includes(axis) ? 2 : 1);
  const [sz, sy, sx] = [step('z'), step('y'), step('x')];
  const smaller = { ...shape, z: Math.ceil(shape.z / sz), y: Math.ceil(shape.y / sy), x: Math.ceil(shape.x / sx) };
  const out = hostArray(dtype, voxels(smaller));
  const [whole, half] = [isInteger(dtype), dtype === 'f16'];
  const mean = (first: number, z: number, y: number, x: number): number => {
    let sum = 0;
    for (let dz = 0; dz < z; dz++)
      for (let dy = 0; dy < y; dy++)
        for (let dx = 0; dx < x; dx++) {
          const value = data[first + (dz * shape.y + dy) * shape.x + dx] as number;
          sum += half ? f16ToNumber(value) : value;
        }
    const result = sum / (z * y * x);
    // which bits a computed NaN has is the processor's choice, and another one once the loop is compiled
    if (Number.isNaN(result)) return half ? numberToF16(Number.NaN) : Number.NaN;
    return whole ? Math.floor(result + 0.5) : half ? numberToF16(result) : result;
  };
  let to = 0;
  for (let plane = 0; plane < shape.n * shape.c; plane++)
    for (let z = 0; z < shape.z; z += sz)
      for (let y = 0; y < shape.y; y += sy) {
        const row = ((plane * shape.z + z) * shape.y + y) * shape.x;
        const [nz, ny] = [Math.min(sz, shape.z - z), Math.min(sy, shape.y - y)];
        for (let x = 0; x < shape.x; x += sx)
          out[to++] =
            pyramid === 'nearest' ? (data[row + x] as number) : mean(row + x, nz, ny, Math.min(sx, shape.x - x));
      }
  return new HostVolume({ shape: smaller, dtype, data: out });
}
