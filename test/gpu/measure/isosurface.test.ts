import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { eulerCharacteristic, type Mesh, meshOf, meshSurfaceArea, meshVolume } from '../../../src/core/mesh.js';
import { Engine } from '../../../src/engine/engine.js';
import { cubeConfigs, cubeTunnelsOf } from '../../../src/ops/measure/cubes.js';
import { isosurface } from '../../../src/ops/measure/isosurface.js';
import { loopsThrough, piecesThrough } from '../../oracle/cubes.js';
import { build, type Field, levels, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

// also of rows that are repeated until they are wide
const CAPACITY = 2048;
// by which diagonals polygons are cut is no matter of definition, and compared with scikit-image below; which polygons and tunnels there are is the oracle's own
const TUNNELS = [0, 1].flatMap((isHigh) => cubeTunnelsOf('trilinear', isHigh)).filter((tunnel) => tunnel !== undefined);
const FILLINGS = [...TUNNELS, ...cubeConfigs().map(({ parts }) => parts.flat())];
// little in much: what is small then is cut, though all of it is read at random
const spot = build({ z: 12, y: 11, x: 5 }, ({ z, y, x }) => Math.fround(3 - Math.hypot(z - 5.2, y - 6.1, x - 2.3)));
const holes = randomField({ n: 2, c: 2, z: 3, y: 3, x: 4 }, 3);
holes.data[7] = Number.NaN;
holes.data[68] = Number.POSITIVE_INFINITY;

/** Cubes side by side along x, of numbers from -0.5 to 0.5 in so many steps: the first so many that a level of 0 goes through as is asked. */
function cubesWhere(count: number, steps: number, isWanted: (values: readonly number[]) => boolean): number[][] {
  const random = randomIntegers({ x: 8 * 60000 }, 7, 0, steps).data;
  const cubes: number[][] = [];
  for (let at = 0; cubes.length < count; at += 8) {
    if (at >= random.length) throw new Error(`only ${cubes.length} cubes are such`);
    const values = Array.from(random.subarray(at, at + 8), (step) => (step + 0.5) / steps - 0.5);
    if (isWanted(values)) cubes.push(values);
  }
  return cubes;
}

const hasTunnel = (method: 'lewiner' | 'trilinear', values: readonly number[]): boolean =>
  piecesThrough(values, method).length < loopsThrough(values).length;
const isTied = (values: readonly number[]): boolean =>
  String(loopsThrough(values)) !== String(loopsThrough(values.map((value) => value - 1e-9)));
const isLow = (value: number): boolean => value <= 0;
const TUNNELLED = [
  ...[1, 2, 3, 4, 5].flatMap((low) =>
    cubesWhere(low === 4 ? 4 : 2, 1000, (v) => v.filter(isLow).length === low + 1 && hasTunnel('trilinear', v)),
  ),
  ...[true, false].flatMap((sharp) =>
    cubesWhere(2, 1000, (v) => hasTunnel('lewiner', v) && hasTunnel('trilinear', v) === sharp),
  ),
  // ties on faces, one no neighbour of the other, and none that a tunnel touches from inside
  ...cubesWhere(8, 4, (v) => isTied(v) && !hasTunnel('trilinear', v)).flatMap((tie) => [
    tie,
    ...cubesWhere(1, 1000, (v) => v.filter(isLow).length === 4),
  ]),
];
const tunnels = build({ z: 2, y: 2, x: 2 * TUNNELLED.length }, ({ z, y, x }) =>
  Math.fround(TUNNELLED[x >> 1]?.[4 * z + 2 * y + (x & 1)] ?? 0),
);

checkOp(isosurface, {
  oracle: ([image], params, { mask }) => {
    const options = { ...(params as unknown as levels.SurfaceOptions), mask: mask as Field };
    return levels.isosurface(image as Field, options, CAPACITY, FILLINGS);
  },
  tolerance: { abs: 3e-5, rel: 1e-6, why: 'a quotient of differences in f32' },
  without: { apart: 'there is no border', u8: 'places are no multiples of 255' },
  rows: [
    { name: 'spot', inputs: [spot], params: { level: 1, spacing: { x: 0.5, z: 2 }, capacity: CAPACITY } },
    { name: 'noise', inputs: [randomField({ z: 4, y: 4, x: 5 }, 1)], params: { level: 0.5, capacity: CAPACITY } },
    ...(['lewiner', 'trilinear'] as const).map((method) => ({
      name: `tunnels, ${method}`,
      inputs: [tunnels],
      params: { level: 0, method, capacity: CAPACITY },
      // one long row
      without: ['windows'] as const,
    })),
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
