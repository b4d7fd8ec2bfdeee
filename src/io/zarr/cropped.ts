/** A part of a volume in memory, as files of an array are made of. */
import { type Axis, voxels } from '../../core/axes.js';
import { hostArray } from '../../core/dtype.js';
import { HostVolume } from '../../core/hostVolume.js';
import { copyBox, placeOf, stridesOf } from './region.js';
import { type PartOf, shapeAlong } from './writeFile.js';

/** Parts of a volume that itself begins at `origin` of the array, whose axes are `axes`; those left out are one voxel long. */
export function partOf(volume: HostVolume, axes: readonly Axis[], origin: readonly number[]): PartOf {
  const strides = stridesOf(axes.map((axis) => volume.shape[axis]));
  return (from, lengths) => {
    const shape = shapeAlong(axes, lengths);
    const data = hostArray(volume.dtype, voxels(shape));
    const start = placeOf(
      from.map((each, axis) => each - (origin[axis] as number)),
      strides,
    );
    copyBox({ data: volume.data, start, strides }, { data, start: 0, strides: stridesOf(lengths) }, lengths);
    return new HostVolume({ shape, dtype: volume.dtype, data });
  };
}
