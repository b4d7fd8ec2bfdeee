/** The surface on which a volume has a level. */
import { formatShape, SPATIAL_AXES, sameShape } from '../../core/axes.js';
import { integer, number, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { levelOf } from './contourPaths.js';
import { maskedBy } from './over.js';
import { surfaceOf } from './surface.js';

/**
 * The surface on which a volume crosses a level, to a fraction of a voxel, as triangles: marching cubes with linear interpolation. Any type in; two tables out. Vertices: `x`, `y`
 * and `z` (f32, in units of `spacing`, 0 at the centre of the first voxel) and `nx`, `ny`, `nz`, of length 1, the way in which the volume falls most steeply (by central
 * differences; 0 where it is level), and `channel` and `image` (u32) where there are several. Triangles: `a`, `b` and `c` (u32), rows of the vertices, against the clock as seen from where the volume is
 * lower, in right-handed x, y and z: as scikit-image's `gradient_direction='descent'`. `vertices` and `faces` count them. Vertices are shared.
 *
 * Every edge has a triangle on both sides, but at the ends of the volume, at the mask and at NaN: faces of a cube that could be cut in two ways are decided by their bilinear saddle, the same from both sides
 * (Nielson and Hamann 1991, The asymptotic decider), and the loops so found are filled one by one. So components agree with the trilinear interpolant but for tunnels inside of a single cube, which Lewiner's
 * rules (2003; scikit-image's default) draw and these do not. Loops of four points and more are split by other diagonals than theirs: the vertices are the same (within 1e-5 voxel on
 * smooth data), points inside of triangles lie up to 0.01 voxel apart on a ball and up to 0.5 where the volume varies from voxel to voxel. Voxels on the level are low; their triangles may have no area. A level outside of the range, and a volume that is level,
 * have no surface: both tables are empty (scikit-image refuses). What is infinite draws the surface to its finite neighbour. Where more than `capacity` vertices, triangles or voxels at the surface are
 * found, the engine says so and runs again. Cannot stand in the body of `repeat`. The volume's own spacing is not used: give it as `spacing`. Throws `ArgumentError` for a volume of one voxel along an
 * axis (`contours` is for images), and where the mask has another shape. Lorensen and Cline 1987, Marching cubes.
 * @example
 * import { HostVolume, isosurface, meshOf, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const volume = new HostVolume({ shape: { z: 3, y: 3, x: 3 } });
 * volume.data[13] = 1;
 * const { x, a } = isosurface(volume, { level: 0.5 });
 * const octahedron = meshOf(await engine.tables({ vertices: x, faces: a }));
 * octahedron.vertices.length / 3; // 6
 * octahedron.faces.length / 3; // 8
 */
export const isosurface = defineOp({
  name: 'isosurface',
  summary: 'Find the surface on which a volume crosses a level.',
  alsoKnownAs: ['marching_cubes', 'contour3d'],
  inputs: [{ name: 'src', doc: 'The volume.' }],
  optional: { mask: 'Where the surface may go: cubes of which a voxel is 0 here have none.' },
  params: {
    level: number('What the surface is the border of.'),
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
    capacity: integer(
      'How many vertices and triangles there is room for; where there are more, it runs again with as many.',
      {
        default: 2 ** 16,
        min: 1,
        max: 2 ** 23,
      },
    ),
  },
  outputs: {
    x: 'where a vertex is along x',
    y: 'where it is along y',
    z: 'where it is along z',
    nx: 'its normal along x',
    ny: 'its normal along y',
    nz: 'its normal along z',
    channel: 'which channel it is in',
    image: 'which volume it is in',
    a: 'the first vertex of a triangle',
    b: 'its second vertex',
    c: 'its third vertex',
    vertices: 'how many vertices there are',
    faces: 'how many triangles there are',
    needs: 'what capacity is needed',
  },
  tables: [
    {
      columns: ['x', 'y', 'z', 'nx', 'ny', 'nz', 'channel', 'image'],
      rows: 'vertices',
      needs: 'needs',
      capacity: 'capacity',
    },
    { columns: ['a', 'b', 'c'], rows: 'faces', needs: 'needs', capacity: 'capacity' },
  ],
  lower([src], { level, spacing, capacity }, refuse, { mask }) {
    const { shape } = src;
    if (SPATIAL_AXES.some((axis) => shape[axis] === 1))
      refuse('the volume must have at least two voxels along z, y and x', formatShape(shape));
    if (mask && !sameShape(mask.shape, shape))
      refuse(`mask must have the shape of the volume (${formatShape(shape)})`, formatShape(mask.shape));
    const image = maskedBy(asFloat(src), mask, Number.NaN);
    const surface = surfaceOf(image, levelOf(level, false), spacing, capacity);
    const { vertexCount, faceCount, needs, slice } = surface;
    const columns = [...surface.vertices, ...surface.normals, ...surface.faces];
    const names = ['x', 'y', 'z', 'nx', 'ny', 'nz', 'a', 'b', 'c'];
    return {
      ...Object.fromEntries(columns.map((node, at) => [names[at] ?? '', node])),
      ...(shape.c > 1 && { channel: slice('c') }),
      ...(shape.n > 1 && { image: slice('n') }),
      vertices: vertexCount,
      faces: faceCount,
      needs,
    };
  },
});
