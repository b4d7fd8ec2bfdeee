import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { eulerCharacteristic, type Mesh, meshOf, meshSurfaceArea, meshVolume } from '../../../src/core/mesh.js';
import { Engine } from '../../../src/engine/engine.js';
import { configOf } from '../../../src/ops/measure/cubes.js';
import { isosurface } from '../../../src/ops/measure/isosurface.js';
import { build, type Field, levels, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

// also of rows that are repeated until they are wide
const CAPACITY = 2048;
// little in much: what is small then is cut, though all of it is read at random
const spot = build({ z: 12, y: 11, x: 5 }, ({ z, y, x }) => Math.fround(3 - Math.hypot(z - 5.2, y - 6.1, x - 2.3)));
const holes = randomField({ n: 2, c: 2, z: 3, y: 3, x: 4 }, 3);
holes.data[7] = Number.NaN;
holes.data[68] = Number.POSITIVE_INFINITY;

checkOp(isosurface, {
  oracle: ([image], params, { mask }) => {
    const options = { ...(params as unknown as levels.SurfaceOptions), mask: mask as Field };
    return levels.isosurface(image as Field, options, CAPACITY, configOf);
  },
  tolerance: { abs: 3e-5, rel: 1e-6, why: 'a quotient of differences in f32' },
  without: { apart: 'there is no border', u8: 'places are no multiples of 255' },
  rows: [
    { name: 'spot', inputs: [spot], params: { level: 1, spacing: { x: 0.5, z: 2 }, capacity: CAPACITY } },
    { name: 'noise', inputs: [randomField({ z: 4, y: 4, x: 5 }, 1)], params: { level: 0.5, capacity: CAPACITY } },
    {
      name: 'several, NaN and infinity, a mask',
      inputs: [holes],
      optional: { mask: randomIntegers(holes.shape, 5, 0, 30) },
      params: { level: 0.4, capacity: CAPACITY },
    },
    {
      name: 'voxels on the level',
      inputs: [randomIntegers({ z: 4, y: 3, x: 4 }, 2, 0, 3)],
      params: { level: 1, capacity: CAPACITY },
    },
  ],
  refuses: [
    [
      [randomField({ y: 4, x: 4 }, 1)],
      { level: 1 },
      /^isosurface: the volume must have at least two voxels along z, y and x, got y=4 x=4$/,
    ],
  ],
});

/** How often each edge is walked, each way. */
function edgesOf({ faces }: Mesh): Map<string, number> {
  const walked = new Map<string, number>();
  faces.forEach((from, at) => {
    const edge = `${from} ${faces[at % 3 === 2 ? at - 2 : at + 1]}`;
    walked.set(edge, (walked.get(edge) ?? 0) + 1);
  });
  return walked;
}

function expectClosed(mesh: Mesh): void {
  const edges = edgesOf(mesh);
  const wrong = [...edges].filter(
    ([edge, times]) => times !== 1 || edges.get(edge.split(' ').reverse().join(' ')) !== 1,
  );
  expect(wrong).toEqual([]);
}

async function surface(volume: HostVolume, level: number, options = {}): Promise<Mesh> {
  const engine = new Engine(sharedContext());
  engine.warn = () => undefined;
  const { x, a } = isosurface(volume, { level, ...options });
  return meshOf(await engine.tables({ vertices: x, faces: a }));
}

function volumeOf(length: number, value: (z: number, y: number, x: number) => number): HostVolume {
  const data = Float32Array.from({ length: length ** 3 }, (_, at) =>
    value(Math.floor(at / length ** 2), Math.floor(at / length) % length, at % length),
  );
  return new HostVolume({ shape: { z: length, y: length, x: length }, data });
}

test('a ball is closed, with its area and volume, and normals that point outwards', async () => {
  const ball = volumeOf(24, (z, y, x) => 9 - Math.hypot(z - 11.3, y - 11.6, 2 * (x - 11.2)));
  const mesh = await surface(ball, 0, { spacing: { x: 2 }, capacity: 100 });
  expectClosed(mesh);
  expect(eulerCharacteristic(mesh)).toBe(2);
  expect(Math.abs(meshSurfaceArea(mesh) / (4 * Math.PI * 81) - 1)).toBeLessThan(0.01);
  expect(Math.abs(meshVolume(mesh) / ((4 / 3) * Math.PI * 729) - 1)).toBeLessThan(0.02);
  const centre = [22.4, 11.6, 11.3];
  const outwards = mesh.vertices.map((place, at) => (place - (centre[at % 3] ?? 0)) * (mesh.normals?.[at] ?? 0));
  for (let at = 0; at < outwards.length; at += 3)
    expect(outwards.subarray(at, at + 3).reduce((sum, part) => sum + part, 0)).toBeGreaterThan(8.5);
});

test('a ring has a hole, and noise is closed whatever it is', async () => {
  const ring = await surface(
    volumeOf(24, (z, y, x) => 3.2 - Math.hypot(Math.hypot(y - 11.6, x - 11.2) - 7, z - 11.3)),
    0,
  );
  expectClosed(ring);
  expect(eulerCharacteristic(ring)).toBe(0);
  const random = randomField({ z: 9, y: 9, x: 9 }, 4).data;
  const outside = (...at: number[]): boolean => at.some((place) => place === 0 || place === 8);
  expectClosed(
    await surface(
      volumeOf(9, (z, y, x) => (outside(z, y, x) ? 0 : (random[81 * z + 9 * y + x] ?? 0))),
      0.4,
    ),
  );
});

test('a level that nothing crosses has empty tables', async () => {
  const mesh = await surface(new HostVolume({ shape: { z: 3, y: 3, x: 3 } }), 0.5);
  expect([mesh.vertices.length, mesh.faces.length]).toEqual([0, 0]);
});
