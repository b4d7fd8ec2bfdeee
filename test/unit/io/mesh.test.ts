import { expect, test } from 'vitest';
import { eulerCharacteristic, meshOf, meshSurfaceArea, meshVolume } from '../../../src/core/mesh.js';
import { paths } from '../../../src/core/paths.js';
import { Table } from '../../../src/core/table.js';
import { encodeMesh } from '../../../src/io/mesh.js';

const f32 = (...data: number[]) => ({ dtype: 'f32' as const, data: Float32Array.from(data) });
const u32 = (...data: number[]) => ({ dtype: 'u32' as const, data: Uint32Array.from(data) });
const corner = meshOf({
  vertices: new Table({
    x: f32(0, 1, 0, 0),
    y: f32(0, 0, 1, 0),
    z: f32(0, 0, 0, 1),
    nx: f32(1, 0, 0, 0),
    ny: f32(0, 1, 0, 0),
    nz: f32(0, 0, 1, 1),
  }),
  faces: new Table({ a: u32(0, 0, 0, 1), b: u32(2, 1, 3, 2), c: u32(1, 3, 2, 3) }),
});

test('a tetrahedron is measured', () => {
  expect(meshVolume(corner)).toBeCloseTo(1 / 6, 12);
  expect(meshSurfaceArea(corner)).toBeCloseTo(1.5 + Math.sqrt(3) / 2, 12);
  expect(eulerCharacteristic(corner)).toBe(2);
});

test('faces name vertices that there are', () => {
  const vertices = new Table({ x: f32(0), y: f32(0), z: f32(0) });
  expect(() => meshOf({ vertices, faces: new Table({ a: u32(0), b: u32(0), c: u32(1) }) })).toThrow(
    /^mesh: faces must name the 1 vertices that there are, got 1$/,
  );
});

test('ply is a header, floats and lists of three', () => {
  const bytes = encodeMesh(corner, 'ply');
  const text = new TextDecoder().decode(bytes);
  const head = text.indexOf('end_header\n') + 11;
  expect(text).toMatch(/^ply\nformat binary_little_endian 1.0\nelement vertex 4\nproperty float x\n/);
  expect(bytes.length).toBe(head + 4 * 24 + 4 * 13);
  const view = new DataView(bytes.buffer, head);
  expect([view.getFloat32(24, true), view.getFloat32(40, true), view.getUint8(96), view.getUint32(101, true)]).toEqual([
    1, 1, 3, 2,
  ]);
});

test('stl has each corner of each triangle, obj counts from one', () => {
  const view = new DataView(encodeMesh(corner, 'stl').buffer);
  expect([view.byteLength, view.getUint32(80, true), view.getFloat32(84 + 12 + 12 + 4, true)]).toEqual([
    84 + 200,
    4,
    1,
  ]);
  const lines = new TextDecoder().decode(encodeMesh(corner, 'obj')).trim().split('\n');
  expect([lines[1], lines[4], lines[8]]).toEqual(['v 1 0 0', 'vn 1 0 0', 'f 1//1 3//3 2//2']);
});

test('paths are cut where their number changes', () => {
  const points = new Table({
    path: u32(0, 0, 0, 0, 1, 1),
    c: u32(0, 0, 0, 0, 2, 2),
    y: f32(0, 1, 2, 0, 5, 6),
    x: f32(0, 1, 0, 0, 5, 5),
  });
  expect(paths(points).map(({ closed, slice, x }) => [closed, slice, x.length])).toEqual([
    [true, { c: 0 }, 4],
    [false, { c: 2 }, 2],
  ]);
});
