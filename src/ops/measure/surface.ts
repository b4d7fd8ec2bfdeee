/** Vertices and triangles of a surface in the order of memory: every step one pass over the marked voxels, the vertices or the triangles. */
import { type Axis, type SpatialAxis, shapeOf } from '../../core/axes.js';
import { input, numeric, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, filled, kernel, kernelOf, pointwise } from '../../graph/primitive.js';
import { packed } from '../distance/packed.js';
import { crop } from '../geometry/crop.js';
import type { Level } from './contourPaths.js';
import { type CubeMethod, cubeTable } from './cubes.js';
import { needed, placesOfBits, sourcesAlong } from './places.js';
import { ranks } from './ranks.js';

/** What is read at random so often is not computed there. */
const OFTEN = 8;

/** A surface: columns, and their numbers. */
export interface Surface {
  /** x, y and z of the vertices, and of their normals. */
  readonly vertices: readonly Node[];
  readonly normals: readonly Node[];
  /** The three vertices of the triangles. */
  readonly faces: readonly Node[];
  readonly vertexCount: Node;
  readonly faceCount: Node;
  /** What capacity is needed. */
  readonly needs: Node;
  /** Which volume of several a vertex is of. */
  slice(axis: Axis): Node;
}

export function surfaceOf(
  image: Node,
  { level, below }: Level,
  spacing: Readonly<Record<SpatialAxis, number>>,
  capacity: number,
  method: CubeMethod,
): Surface {
  const high = packed(pointwise([image], ([v = input(0)], upload) => test('greater', v, upload(below))));
  const marks = kernelOf({
    kernel: 'measure/surfaceMarks',
    inputs: { high: { node: high, reach: { x: 'all', y: ahead('y'), z: ahead('z') } } },
    outputs: { marks: high },
    params: { length: image.shape.x },
  });
  const { places, count, before } = placesOfBits(marks, capacity);
  const everywhere = (node: Node) => ({ node, reach: EVERYWHERE });
  const column = describedAs(filled(0), { dtype: 'u32', shape: shapeOf({ x: capacity }) });
  const field = (rows: number) => ({ ...column, shape: shapeOf({ y: rows, x: 4 * Math.ceil(capacity / 4) }) });
  const channels = image.shape.c;
  const tables = { cubes: cubeTable(method) };
  const [cubes, perVertex, perFace] = kernel({
    kernel: 'measure/surfaceCubes',
    inputs: { src: everywhere(image), places: { node: places, reach: { y: 'all' } }, count: { node: count } },
    outputs: { cubes: column, vertices: column, triangles: column },
    params: { level, below, capacity, channels },
    tables,
  }) as [Node, Node, Node];
  const [vertices, triangles] = [ranks(perVertex, ['x']), ranks(perFace, ['x'])];
  const sources = kernelOf({
    kernel: 'measure/surfaceSources',
    inputs: { cubes: { node: cubes }, before: { node: vertices.before } },
    outputs: { sources: field(1) },
    atomics: ['sources'],
    params: { capacity },
    domain: column.shape,
  });
  const ofVertices = crop(sources, { size: { x: capacity } });
  const { x, y, z } = spacing;
  const along = (normal: boolean) => {
    const number = describedAs(column, { dtype: 'f32' });
    return kernel({
      kernel: 'measure/surfaceVertices',
      inputs: {
        src: everywhere(image),
        places: everywhere(places),
        sources: { node: ofVertices },
      },
      outputs: { x: number, y: number, z: number },
      constants: { IS_NORMAL: normal },
      params: { level, channels, spacing: [x, y, z] },
    });
  };
  const faces = kernelOf({
    kernel: 'measure/surfaceFaces',
    inputs: {
      places: { node: places, reach: { y: 'all' } },
      cubes: everywhere(cubes),
      marks: everywhere(marks),
      rows: { ...everywhere(before), loads: OFTEN },
      vertices: { ...everywhere(vertices.before), loads: OFTEN },
      triangles: { node: triangles.before },
    },
    outputs: { faces: field(3) },
    atomics: ['faces'],
    params: { capacity, channels },
    tables,
    domain: column.shape,
  });
  const greater = pointwise([vertices.count, triangles.count], ([v = input(0, 'u32'), f = input(1, 'u32')]) =>
    numeric('maximum', v, f),
  );
  return {
    vertices: along(false),
    normals: along(true),
    faces: [0, 1, 2].map((row) => crop(faces, { start: { y: row }, size: { y: 1, x: capacity } })),
    vertexCount: vertices.count,
    faceCount: triangles.count,
    needs: needed(count, greater, capacity),
    slice: (axis) => sourcesAlong(places, ofVertices, axis, 2),
  };
}

const ahead = (axis: 'y' | 'z') =>
  ({ from: axis, scale: 1, offset: 0, before: 0, after: 1, wraps: false, clamps: true }) as const;
