/** Affine maps of images and volumes. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { wholePerAxis } from '../../core/axisParams.js';
import { flag, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { interpolationParams, isLinear, returnedAs } from './interpolation.js';
import { look } from './look.js';
import { type Matrix, matrixParams, moved, product, readMatrix } from './matrix.js';
import { shapedAs } from './shape.js';
import { scaling, steppedBy } from './spacing.js';

/**
 * The image at the places where a matrix takes the voxels of the result: voxel o shows place `matrix · o + offset` of the
 * image, in voxels from the centre of the first. That is the way back: invert the matrix that moves the image itself.
 * scipy.ndimage's `affine_transform`, whose order of rows and columns is z, y, x (`axisOrder: 'zyx'`); give `axisOrder: 'xyz'`
 * for a matrix of scikit-image, OpenCV or ITK. 2x2, 2x3 and homogeneous 3x3 matrices move y and x, of every slice of a volume
 * where they have two rows; 3x3, 3x4 and 4x4 ones z, y and x of a volume. A last column is the offset; `offset` is for matrices
 * without one.
 *
 * With `physical`, the matrix and the offset are of positions in the unit of `spacing`, from the centre of the first voxel:
 * those of a registration. The result then has the spacing that is given, or the image's.
 *
 * Any shape in; the image's or `outputShape` out, n and c as they are. Whole numbers keep their type: of order 1 and 3 they are
 * computed in f32, rounded half away from 0 and saturated, as scipy does; of order 0 they are moved. Floats become f32. Spacing
 * becomes that of the result's steps. Places are exact to 2^-20 of a voxel, also far from the first, and a voxel of weight 0
 * does not count, NaN or not; of order 3 a NaN reaches 12 voxels. `wrap` is scipy's `grid-wrap`: voxels come round after the
 * last, where scipy's `wrap` has one fewer. scipy decides by the last digits of f64 whether a place is outside a `constant`
 * border, this by 2^-20 of a voxel. A singular matrix has its answer: the image along a plane, a line or at a point. Numbers of
 * the matrix are values: other ones compile nothing. An axis of the image that depends on one axis of the result alone is read
 * in windows; the others have to be bound whole.
 *
 * Throws `ArgumentError` for a matrix of another size or a last row other than 0, ..., 0, 1 (see `warp`), an offset beside a
 * matrix that has one, order 2, a value that the type cannot hold, places beyond 2^30 voxels, or `physical` without spacing.
 * @example
 * import { affineTransform, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * const half = affineTransform(image, { matrix: [[1, 0], [0, 1]], offset: { x: 0.5 }, order: 1, border: 'nearest' });
 * (await (await engine.run(half)).read()).data; // 1.5, 2.5, 3, 4.5, 5.5, 6
 */
export const affineTransform = defineOp({
  name: 'affineTransform',
  summary: 'Move an image by a matrix, in 2-D and 3-D.',
  alsoKnownAs: ['warpAffine'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    ...matrixParams('zyx', '2x2, 2x3 or 3x3 for y and x, 3x3, 3x4 or 4x4 for z, y and x'),
    offset: perAxis('Where the first voxel of the result lies in the image.', { default: 0, unit: 'voxel' }),
    outputShape: wholePerAxis('Voxels of the result; as many as the image has where left out.', {
      min: 1,
      unit: 'voxel',
    }),
    physical: flag('Whether matrix and offset are of positions in the unit of the spacing.', { default: false }),
    spacing: perAxis('The spacing of the result if `physical`; the image’s along axes left out, or 0.', {
      default: 0,
      min: 0,
    }),
    ...interpolationParams(3, 'constant'),
  },
  linear: isLinear,
  lower([src], params, refuse) {
    const { physical, offset, spacing, ...how } = params;
    const read = readMatrix(params.matrix, params.axisOrder, src.shape, refuse);
    const { axes, placed } = read;
    if (read.matrix[3]?.some((each, at) => each !== (at === 3 ? 1 : 0)))
      refuse(
        'the last row of a homogeneous matrix must be 0, ..., 0, 1 (warp takes others)',
        `[${params.matrix.data.slice(-axes.length - 1).join(', ')}]`,
      );
    const places = SPATIAL_AXES.filter((axis) => offset[axis] !== 0);
    if (places.length > 0 && placed)
      refuse('offset must be left out beside a matrix that has one', JSON.stringify(offset));
    let matrix: Matrix = places.length > 0 ? moved(read.matrix, offset) : read.matrix;
    const shaped = shapedAs(src, params.outputShape, axes, refuse);
    let size = steppedBy(src.spacing, matrix, axes);
    if (physical) {
      const known = scaling(src.spacing, axes, refuse);
      const wanted = { ...src.spacing };
      for (const axis of axes) if (spacing[axis] > 0) wanted[axis] = spacing[axis];
      matrix = product(product(known.inverse, matrix), scaling(wanted, axes, refuse).matrix);
      size = wanted;
    }
    return returnedAs(look(src, matrix, axes, how, { ...shaped, spacing: size }, refuse), src.dtype);
  },
});
