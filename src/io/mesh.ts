/** Meshes as files that other programs open: binary PLY and STL, and OBJ as text. */
import { UserError } from '../core/errors.js';
import type { Mesh } from '../core/mesh.js';

export const MESH_FORMATS = ['ply', 'stl', 'obj'] as const;
export type MeshFormat = (typeof MESH_FORMATS)[number];

/** The format that a file of that name holds a mesh in, if it does: its extension says so. */
export function meshFormatOf(path: string): MeshFormat | undefined {
  return MESH_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/**
 * A mesh as the bytes of a file: `ply` (binary, with normals where there are any), `stl` (binary, each triangle with corners of its own) or `obj` (text, with normals).
 * Throws `UserError` for any other format.
 * @example
 * const triangle = { vertices: Float32Array.of(0, 0, 0, 3, 0, 0, 0, 4, 0), faces: Uint32Array.of(0, 1, 2) };
 * encodeMesh(triangle, 'stl').length; // 134
 */
export function encodeMesh(mesh: Mesh, format: MeshFormat): Uint8Array {
  if (format === 'ply') return ply(mesh);
  if (format === 'stl') return stl(mesh);
  if (format === 'obj') return new TextEncoder().encode(obj(mesh));
  throw new UserError(`a mesh is written as ${MESH_FORMATS.join(', ')}, got ${String(format)}`);
}

function ply({ vertices, normals, faces }: Mesh): Uint8Array {
  const [points, triangles] = [vertices.length / 3, faces.length / 3];
  const numbers = ['x', 'y', 'z', ...(normals ? ['nx', 'ny', 'nz'] : [])];
  const head = [
    'ply',
    'format binary_little_endian 1.0',
    `element vertex ${points}`,
    ...numbers.map((name) => `property float ${name}`),
    `element face ${triangles}`,
    'property list uchar uint vertex_indices',
    'end_header\n',
  ].join('\n');
  const bytes = new Uint8Array(head.length + points * 4 * numbers.length + triangles * 13);
  bytes.set(new TextEncoder().encode(head));
  const view = new DataView(bytes.buffer);
  let at = head.length;
  for (let point = 0; point < points; point++)
    for (const items of normals ? [vertices, normals] : [vertices])
      for (let axis = 0; axis < 3; axis++, at += 4) view.setFloat32(at, items[3 * point + axis] ?? 0, true);
  for (let face = 0; face < faces.length; face += 3, at += 13) {
    view.setUint8(at, 3);
    for (let corner = 0; corner < 3; corner++) view.setUint32(at + 1 + 4 * corner, faces[face + corner] ?? 0, true);
  }
  return bytes;
}

/** Readers work out the normals of triangles from their corners: none are given. */
function stl({ vertices, faces }: Mesh): Uint8Array {
  const [head, size] = [84, 50];
  const view = new DataView(new ArrayBuffer(head + (faces.length / 3) * size));
  view.setUint32(80, faces.length / 3, true);
  faces.forEach((vertex, corner) => {
    const at = head + Math.floor(corner / 3) * size + 12 * (1 + (corner % 3));
    for (let axis = 0; axis < 3; axis++) view.setFloat32(at + 4 * axis, vertices[3 * vertex + axis] ?? 0, true);
  });
  return new Uint8Array(view.buffer);
}

function obj({ vertices, normals, faces }: Mesh): string {
  const lines: string[] = [];
  const triples = (name: string, items: Float32Array): void => {
    for (let at = 0; at < items.length; at += 3) lines.push(`${name} ${[...items.subarray(at, at + 3)].join(' ')}`);
  };
  triples('v', vertices);
  if (normals) triples('vn', normals);
  // counted from 1
  const corner = (vertex: number): string => (normals ? `${vertex + 1}//${vertex + 1}` : `${vertex + 1}`);
  for (let at = 0; at < faces.length; at += 3) lines.push(`f ${[...faces.subarray(at, at + 3)].map(corner).join(' ')}`);
  return lines.map((line) => `${line}\n`).join('');
}
