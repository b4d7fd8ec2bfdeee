/** Images turned by any angle. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { axes, begun, flag, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { withAxes } from '../geometry/layout.js';
import { permute } from '../geometry/transpose.js';
import { interpolationParams, isLinear, returnedAs } from './interpolation.js';
import { look } from './look.js';
import { identity, placeOf } from './matrix.js';
import { steppedBy } from './spacing.js';

/** Exact for quarter turns. */
function turnOf(degrees: number): readonly [cosine: number, sine: number] {
  const quarter = degrees / 90;
  if (Number.isInteger(quarter)) {
    const at = ((quarter % 4) + 4) % 4;
    return [[1, 0, -1, 0][at] ?? 1, [0, 1, 0, -1][at] ?? 0];
  }
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/** y and z exchanged: a view. */
const SLICED = { n: 'n', c: 'c', z: 'y', y: 'z', x: 'x' } as const;

/**
 * Turns an image in the plane of two axes by an angle in degrees about its centre: scipy.ndimage's `rotate`. Positive angles
 * turn x towards y upwards, anticlockwise on a screen where y points down, as scikit-image's do; of other planes the later of
 * z, y, x towards the earlier. `reshape` makes the result as large as the turned image, scipy's way; without it, the lengths
 * stay, as in scikit-image. In a volume the plane is that of slices unless `axes` say otherwise: scipy's default is z and y.
 * Quarter turns are exact, and `rot90` does them without arithmetic.
 *
 * Any shape in; whole numbers keep their type as in `affineTransform`, floats become f32. Spacing becomes that of the result's
 * steps, where it is known along both axes; voxels count as squares, whatever it is. Other angles compile nothing.
 *
 * Throws `ArgumentError` unless `axes` are two of z, y, x, for order 2, or a value that the type cannot hold.
 * @example
 * import { HostVolume, openEngine, rotate } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using turned = await engine.run(rotate(image, { angle: 90 }));
 * (await turned.read()).data; // 3, 6, 2, 5, 1, 4
 */
export const rotate = defineOp({
  name: 'rotate',
  summary: 'Turn an image by an angle.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    angle: begun(number('How far to turn.', { min: -(2 ** 24), max: 2 ** 24, unit: 'degree' }), () => 30),
    axes: axes('The two axes of the plane; y and x when left out.', { axes: SPATIAL_AXES }),
    reshape: flag('Whether the result is made as large as the turned image.', { default: true }),
    ...interpolationParams(3, 'constant'),
  },
  linear: isLinear,
  lower([src], { angle, axes = ['y', 'x'], reshape, ...how }, refuse) {
    const [first, second, third] = SPATIAL_AXES.filter((axis) => axes.includes(axis));
    if (!first || !second || third) return refuse('axes must be two of z, y, x', axes.join(''));
    // slices along y become slices along z, each an image of its own
    const sliced = first === 'z' && second === 'x';
    const image = sliced ? permute(src, SLICED) : src;
    const plane: readonly [SpatialAxis, SpatialAxis] = sliced ? ['y', 'x'] : [first, second];
    const [a, b] = plane;
    const [cosine, sine] = turnOf(angle);
    const lengths = [image.shape[a], image.shape[b]] as const;
    const bounds = ([m, n]: readonly [number, number]): number =>
      Math.floor(Math.abs(m) * lengths[0] + Math.abs(n) * lengths[1] + 0.5);
    const shape: Shape = reshape
      ? { ...image.shape, [a]: bounds([cosine, sine]), [b]: bounds([sine, cosine]) }
      : image.shape;
    if (shape[a] < 1 || shape[b] < 1) refuse('a voxel must be left of the turned image', `${shape[a]} x ${shape[b]}`);
    const matrix = identity();
    const [i, j] = [placeOf[a], placeOf[b]];
    const [upper, lower] = [matrix[i] as number[], matrix[j] as number[]];
    [upper[i], upper[j], lower[i], lower[j]] = [cosine, sine, -sine, cosine];
    const [u, v] = [(shape[a] - 1) / 2, (shape[b] - 1) / 2];
    upper[3] = (lengths[0] - 1) / 2 - (cosine * u + sine * v);
    lower[3] = (lengths[1] - 1) / 2 - (cosine * v - sine * u);
    // splines along z go through its voxels, and so do not mix slices; z is left out where slices are whole
    const moved: readonly SpatialAxis[] = a === 'z' ? SPATIAL_AXES : plane;
    const result = { shape, layout: withAxes(image.layout, shape), spacing: steppedBy(image.spacing, matrix, moved) };
    const turned = returnedAs(look(image, matrix, moved, how, result, refuse), src.dtype);
    return sliced ? permute(turned, SLICED) : turned;
  },
});
