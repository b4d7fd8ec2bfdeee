/** Surfaces of triangles in the host's memory, and what is measured of them. */
import { ArgumentError } from './errors.js';
import { describe } from './params.js';
import { Table } from './table.js';

/** Triangles over shared vertices. */
export interface Mesh {
  /** x, y and z of one vertex after the other. */
  readonly vertices: Float32Array;
  /** The normals of the vertices, alike, where they are known. */
  readonly normals?: Float32Array;
  /** Three vertices a triangle, by their number; against the clock as seen from outside. */
  readonly faces: Uint32Array;
}

/**
 * A mesh of the two tables of `isosurface`. Throws `ArgumentError` where columns are missing, or a triangle has a vertex that there is not.
 * @example
 * const f32 = (...data: number[]) => ({ dtype: 'f32' as const, data: Float32Array.from(data) });
 * const u32 = (...data: number[]) => ({ dtype: 'u32' as const, data: Uint32Array.from(data) });
 * const vertices = new Table({ x: f32(0, 2, 0), y: f32(0, 0, 2), z: f32(0, 0, 0) });
 * meshSurfaceArea(meshOf({ vertices, faces: new Table({ a: u32(0), b: u32(1), c: u32(2) }) })); // 2
 */
export function meshOf({ vertices, faces }: { readonly vertices: Table; readonly faces: Table }): Mesh {
  for (const [name, table] of Object.entries({ vertices, faces }))
    if (!(table instanceof Table))
      throw new ArgumentError('mesh', `${name} must be a table (engine.tables brings them back)`, describe(table));
  const triangles = Uint32Array.from(interleaved(faces, ['a', 'b', 'c']));
  const beyond = triangles.find((vertex) => vertex >= vertices.rows);
  if (beyond !== undefined)
    throw new ArgumentError('mesh', `faces must name the ${vertices.rows} vertices that there are`, `${beyond}`);
  const normals = ['nx', 'ny', 'nz'];
  return {
    vertices: Float32Array.from(interleaved(vertices, ['x', 'y', 'z'])),
    ...(normals.every((name) => vertices.names.includes(name)) && {
      normals: Float32Array.from(interleaved(vertices, normals)),
    }),
    faces: triangles,
  };
}

function interleaved(table: Table, names: readonly string[]): Float64Array {
  const all = new Float64Array(table.rows * names.length);
  for (const [at, name] of names.entries()) {
    const column = table.column(name);
    for (let row = 0; row < table.rows; row++) all[row * names.length + at] = Number(column[row]);
  }
  return all;
}

/** Sums over triangles what is made of their normal, twice as long as they are large, and their first corner. */
function sumOverFaces({ vertices, faces }: Mesh, of: (normal: readonly number[], corner: readonly number[]) => number) {
  let sum = 0;
  const place = (vertex: number, axis: number): number => vertices[3 * vertex + axis] ?? 0;
  for (let face = 0; face < faces.length; face += 3) {
    const [a = 0, b = 0, c = 0] = faces.subarray(face, face + 3);
    const u = [0, 1, 2].map((axis) => place(b, axis) - place(a, axis)) as [number, number, number];
    const v = [0, 1, 2].map((axis) => place(c, axis) - place(a, axis)) as [number, number, number];
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    sum += of(
      normal,
      [0, 1, 2].map((axis) => place(a, axis)),
    );
  }
  return sum;
}

/**
 * The area of a mesh, in squares of the unit of its vertices, as scikit-image's `mesh_surface_area`.
 * @example
 * meshSurfaceArea({ vertices: Float32Array.of(0, 0, 0, 3, 0, 0, 0, 4, 0), faces: Uint32Array.of(0, 1, 2) }); // 6
 */
export function meshSurfaceArea(mesh: Mesh): number {
  return sumOverFaces(mesh, (normal) => Math.hypot(...normal) / 2);
}

/**
 * The volume that a closed mesh encloses, negative where its triangles go with the clock as seen from outside. A mesh that is open encloses nothing that means anything.
 * @example
 * const corner = { vertices: Float32Array.of(0, 0, 0, 6, 0, 0, 0, 1, 0, 0, 0, 1), faces: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3) };
 * meshVolume(corner); // 1
 */
export function meshVolume(mesh: Mesh): number {
  return sumOverFaces(mesh, (normal, corner) =>
    normal.reduce((sum, n, axis) => sum + (n * (corner[axis] ?? 0)) / 6, 0),
  );
}

/**
 * Vertices that triangles have, less edges, plus triangles: 2 for each sphere of a closed mesh, 0 for each ring.
 * @example
 * const triangle = { vertices: Float32Array.of(0, 0, 0, 3, 0, 0, 0, 4, 0), faces: Uint32Array.of(0, 1, 2) };
 * eulerCharacteristic(triangle); // 1
 */
export function eulerCharacteristic({ faces }: Mesh): number {
  const vertices = new Set(faces);
  const edges = new Set<number>();
  for (let at = 0; at < faces.length; at++) {
    const [from, to] = [faces[at] ?? 0, faces[at % 3 === 2 ? at - 2 : at + 1] ?? 0];
    edges.add(Math.min(from, to) * 2 ** 26 + Math.max(from, to));
  }
  return vertices.size - edges.size + faces.length / 3;
}
