/** The surface on which a volume has a level. */
import { formatShape, SPATIAL_AXES, sameShape } from '../../core/axes.js';
import { begun, choice, integer, middle, number, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { MOST_ROWS } from '../../graph/table.js';
import { levelOf } from './contourPaths.js';
import { maskedBy } from './over.js';
import { surfaceOf } from './surface.js';

const PARTS = 'crop the volume, and find the surfaces of its parts';

/**
 * The surface on which a volume crosses a level, to a fraction of a voxel: triangles between points that are interpolated linearly along the edges of the grid (marching
 * cubes). Any type in; two tables out.
 *
 * **Vertices**, a row each: `x`, `y` and `z` (f32, in units of `spacing`, 0 at the centre of the first voxel); `nx`, `ny` and `nz`, of length 1, the way in which the volume falls
 * most steeply (by central differences; 0 where it is level); `channel` and `image` (u32) where there are several. `vertices` counts them.
 *
 * **Triangles**, a row each: `a`, `b` and `c` (u32), the rows of their vertices, which neighbours share. They go against the clock as seen from where the volume is lower, in
 * right-handed x, y and z: as scikit-image's `gradient_direction='descent'`. `faces` counts them.
 *
 * **Topology.** The surface is closed but at the ends of the volume, at the mask and at NaN (of a mask scikit-image asks the corner of each cube that is greatest in z, y and x alone). Where two diagonals of a face differ, its high voxels are joined if its bilinear saddle is no
 * lower than the level, the same from both sides. `method` says which tunnels inside of a cube are drawn:
 * - `'lewiner'`: those that scikit-image's `marching_cubes` draws, which are few: between opposite corners and between opposite edges; and between two low corners alone
 *   also some that the trilinear interpolant does not have. Triangles, diagonals included, are those of scikit-image 0.19, vertices within 1e-5 voxel; but where
 *   two products are exactly equal, as in volumes of two numbers at the level halfway, or where voxels lie on the level; scikit-image does not always close those.
 * - `'trilinear'`: all that the trilinear interpolant has, and no others: components and holes are its own. In noise one cube in two hundred differs, by up to 0.8 voxel. Rarely two
 *   tunnels side by side share an edge, which then has four triangles.
 *
 * **Edge cases.** Voxels on the level are low; their triangles may have no area. Where nothing crosses the level, both tables are empty (scikit-image refuses). What is infinite draws the
 * surface to its finite neighbour. Where more than `capacity` vertices, triangles or voxels at the surface are found, the engine says so and runs again. The
 * volume's own spacing is not used: give it as `spacing`. It cannot stand in the body of `repeat`.
 *
 * Throws `ArgumentError` for a volume of one voxel along an axis (`contours` is for images), and where the mask has another shape.
 *
 * Lorensen and Cline 1987, Marching cubes; Nielson and Hamann 1991, The asymptotic decider; Chernyaev 1995, Marching cubes 33; Lewiner, Lopes, Vieira and Tavares 2003, Efficient
 * implementation of marching cubes' cases with topological guarantees.
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
    level: begun(number('What the surface is the border of.'), middle),
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
    method: choice(
      'Which tunnels inside of a cube are drawn: those of scikit-image, or all that the trilinear interpolant has.',
      ['lewiner', 'trilinear'],
      { default: 'lewiner' },
    ),
    capacity: integer(
      'How many vertices and triangles there is room for; where there are more, it runs again with as many.',
      {
        default: 2 ** 16,
        min: 1,
        max: MOST_ROWS,
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
      remedy: PARTS,
      capacity: 'capacity',
    },
    { columns: ['a', 'b', 'c'], rows: 'faces', needs: 'needs', remedy: PARTS, capacity: 'capacity' },
  ],
  vjp: 'what is traced is counted',
  lower([src], { level, spacing, method, capacity }, refuse, { mask }) {
    const { shape } = src;
    if (SPATIAL_AXES.some((axis) => shape[axis] === 1))
      refuse('the volume must have at least two voxels along z, y and x', formatShape(shape));
    if (mask && !sameShape(mask.shape, shape))
      refuse(`mask must have the shape of the volume (${formatShape(shape)})`, formatShape(mask.shape));
    const image = maskedBy(asFloat(src), mask, Number.NaN);
    const surface = surfaceOf(image, levelOf(level, false), spacing, capacity, method);
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
