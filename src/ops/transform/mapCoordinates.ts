/** Images looked at anywhere. */
import { formatShape, type Shape } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { channel } from '../geometry/channel.js';
import { withAxes } from '../geometry/layout.js';
import { interpolationParams, returnedAs } from './interpolation.js';
import { lookAt } from './lookAt.js';

/**
 * The image at given places: scipy.ndimage's `map_coordinates`. `coordinates` hold, along c in NumPy's order, the place z, y, x
 * (three) or y, x (two, of every slice on its own) that each voxel of the result shows, in voxels from the centre of the first.
 * Elsewhere they have the shape of the result, whose n and c are the image's; f32, so that places near 10,000 are known to
 * 2^-10 of a voxel. A place that is no number has no voxel and becomes `value`, in every border; places further away than 2^22
 * voxels are that far.
 *
 * Whole numbers keep their type as in `affineTransform`, floats become f32. Spacing is that of the coordinates. An image has to
 * be bound whole, since a place may lie anywhere.
 *
 * It has gradients with regard to both: what is given of the result goes back to the voxels that it was made of, bit for bit the same in every run, and to the places by the slope of the interpolation
 * there (of order 1 the one behind a place that is a voxel; of order 0 there is none). With `gradientOf` a registration is a descent over the coordinates.
 *
 * Throws `ArgumentError` where coordinates are not two or three along c, or do not fit the image along n or, where they are
 * two, z; for order 2, or a value that the type cannot hold.
 * @example
 * import { HostVolume, mapCoordinates, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(1, 2, 3, 4) });
 * const places = new HostVolume({ shape: { c: 2, x: 3 }, data: Float32Array.of(0, 0.5, 1, 0, 0.5, 0.25) });
 * using engine = await openEngine();
 * using found = await engine.run(mapCoordinates(image, places, { order: 1 }));
 * (await found.read()).data; // 1, 2.5, 3.25
 */
export const mapCoordinates = defineOp({
  name: 'mapCoordinates',
  summary: 'Look at an image at given places.',
  alsoKnownAs: ['remap', 'grid_sample'],
  inputs: [
    { name: 'src', doc: 'The image.' },
    { name: 'coordinates', doc: 'Places along c: z, y, x or y, x.' },
  ],
  params: interpolationParams(3, 'constant'),
  lower([src, coordinates], how, refuse) {
    const { c, n, z, y, x } = coordinates.shape;
    const flat = c === 2;
    if (c !== 2 && c !== 3) refuse('coordinates must be 2 (y, x) or 3 (z, y, x) along c', `c=${c}`);
    const slices = flat && z !== src.shape.z && z !== 1 && src.shape.z !== 1;
    if ((n !== 1 && n !== src.shape.n) || slices)
      refuse(
        `coordinates must have n${slices ? ' and z' : ''} of 1 or of ${formatShape(src.shape)}`,
        formatShape(coordinates.shape),
      );
    const along = (index: number): Node => channel(coordinates, { index });
    const shape: Shape = { n: src.shape.n, c: src.shape.c, z: flat ? Math.max(z, src.shape.z) : z, y, x };
    const { spacing, unit } = coordinates;
    const result = { shape, layout: withAxes(src.layout, shape), spacing, unit };
    const places = { z: flat ? undefined : along(0), y: along(c - 2), x: along(c - 1) };
    return returnedAs(lookAt(src, places, how, result, refuse), src.dtype);
  },
});
