/** Images warped by a perspective. */
import { wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { interpolationParams, isLinear } from './interpolation.js';
import { look } from './look.js';
import { matrixParams, readMatrix } from './matrix.js';
import { shapedAs } from './shape.js';
import { steppedBy } from './spacing.js';

/**
 * Warps an image by a homogeneous matrix: voxel (x, y) of the result shows the place (X / W, Y / W) of the image, where (X, Y,
 * W) = matrix · (x, y, 1); of volumes (x, y, z, 1) likewise. That is scikit-image's `warp`, whose matrix is the way back and
 * whose order is x, y (`axisOrder: 'xyz'`), and OpenCV's `warpPerspective` with `WARP_INVERSE_MAP`; invert a matrix that moves
 * the image itself. A 3x3 matrix warps every slice of a volume.
 *
 * Any shape in, the image's or `outputShape` out, n and c as they are; f32 without conversion or clipping (`preserve_range`),
 * of order 0 the image's type. Order 3 is that of splines, as scipy has it; scikit-image's `warp` of a matrix mixes four voxels
 * by a cubic convolution instead. Its border `constant` is `gridConstant` here, its `reflect` is `mirror`. Spacing stays known
 * only where the matrix is affine. Where W is 0 there is no place, and `value` stands; what lies behind the horizon (W < 0) is
 * seen mirrored, as there; places further away than 2^22 voxels are that far. Other numbers compile nothing, but an affine
 * matrix has a pipeline of its own.
 *
 * Throws `ArgumentError` for a matrix that is not 3x3 or 4x4, places of an affine one beyond 2^30 voxels, order 2, or a value
 * that the type cannot hold.
 * Source: R. Hartley and A. Zisserman, "Multiple View Geometry", 2003, section 2.3.
 * @example
 * import { HostVolume, openEngine, warp } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using warped = await engine.run(warp(image, { matrix: [[1, 0, 1], [0, 1, 0], [0, 0, 2]] }));
 * (await warped.read()).data; // 1.5, 2, 2.5, 3, 3.5, 4
 */
export const warp = defineOp({
  name: 'warp',
  summary: 'Warp an image by a perspective, in 2-D and 3-D.',
  alsoKnownAs: ['warpPerspective', 'ProjectiveTransform'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    ...matrixParams('xyz', 'homogeneous: 3x3 for y and x, 4x4 for z, y and x'),
    outputShape: wholePerAxis('Voxels of the result; as many as the image has where left out.', {
      min: 1,
      unit: 'voxel',
    }),
    ...interpolationParams(1, 'constant'),
  },
  linear: isLinear,
  lower([src], { matrix: given, axisOrder: order, outputShape, ...how }, refuse) {
    const size = given.shape.join('x');
    if (size !== '3x3' && size !== '4x4') refuse('matrix must be 3x3 for y and x, or 4x4 for z, y and x', size);
    const { matrix, axes } = readMatrix(given, order, { ...src.shape, z: size === '3x3' ? 1 : src.shape.z }, refuse);
    const shaped = shapedAs(src, outputShape, axes, refuse);
    const [p = 0, q = 0, r = 0, s = 0] = matrix[3] ?? [];
    const affine = p === 0 && q === 0 && r === 0 && s !== 0;
    const scaled = matrix.map((row) => row.map((each) => each / s));
    const spacing = { ...src.spacing };
    if (!affine) for (const axis of axes) delete spacing[axis];
    const steps = affine ? steppedBy(spacing, scaled, axes) : spacing;
    return look(src, affine ? scaled : matrix, axes, how, { ...shaped, spacing: steps }, refuse);
  },
});
