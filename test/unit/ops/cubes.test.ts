import { expect, test } from 'vitest';
import { cubeConfigs, cubeTable, cubeTunnelsOf } from '../../../src/ops/measure/cubes.js';
import { loopsThrough, piecesThrough } from '../../oracle/cubes.js';

/** Every way in which a level goes through a cube. */
const CONFIGS = cubeConfigs().map(({ high, joined, loops, parts }) => ({
  high,
  joined,
  loops,
  triangles: parts.flat(),
}));

function configOf(high: number, joined: number): readonly (readonly number[])[] {
  return CONFIGS.find((config) => config.high === high && config.joined === joined)?.triangles ?? [];
}

/** The sides of triangles, each as often as it is walked. */
function sidesOf(triangles: readonly (readonly number[])[]): (readonly [from: number, to: number])[] {
  return triangles.flatMap((triangle) =>
    triangle.map((from, at): readonly [number, number] => [from, triangle[(at + 1) % 3] ?? 0]),
  );
}

/** The faces that an edge lies in, as axis and side; none for the middle of a fan. */
function facesOf(edge: number): string[] {
  const others = [0, 1, 2].filter((axis) => axis !== edge >> 2);
  return edge === 12 ? [] : others.map((axis, at) => `${axis} ${(edge >> at) & 1}`);
}

test('in every cube each point begins and ends one side in a face; all others are walked both ways and lie in none', () => {
  expect(CONFIGS).toHaveLength(656);
  for (const { high, joined, triangles } of CONFIGS) {
    const sides = sidesOf(triangles);
    const walked = new Set(sides.map(String));
    expect(walked.size, `${high} ${joined}`).toBe(sides.length);
    const rim = sides.filter(([from, to]) => !walked.has(`${to},${from}`));
    for (const [from, to] of sides) {
      const common = facesOf(from).filter((face) => facesOf(to).includes(face));
      expect(common.length > 0, `${high} ${joined}: ${from} ${to}`).toBe(!walked.has(`${to},${from}`));
    }
    const points = new Set(sides.flat().filter((edge) => edge < 12));
    for (const end of [0, 1] as const) expect(new Set(rim.map((side) => side[end])).size).toBe(points.size);
    expect(rim.length).toBe(points.size);
  }
});

test('cubes that share a face share what is drawn in it', () => {
  for (const { high, joined, triangles } of CONFIGS) {
    // the mirror image along x has the same face at its other end
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].filter((corner) => (high >> corner) & 1);
    const mirrored = corners.reduce((bits, corner) => bits | (1 << (corner ^ 1)), 0);
    const swapped = (joined & ~3) | ((joined & 1) << 1) | ((joined >> 1) & 1);
    const inFace = (face: string, of: readonly (readonly number[])[]) =>
      sidesOf(of).filter((side) => side.every((edge) => facesOf(edge).includes(face)));
    // its edges along y and z have the next lower numbers there
    const own = inFace('0 1', triangles).map(([from, to]) => `${to - 1} ${from - 1}`);
    const theirs = inFace('0 0', configOf(mirrored, swapped)).map(([from, to]) => `${from} ${to}`);
    expect(own.sort()).toEqual(theirs.sort());
  }
});

test('one high corner has one triangle, against the clock as seen from outside', () => {
  const points: Readonly<Record<number, readonly number[]>> = { 0: [1, 0, 0], 4: [0, 1, 0], 8: [0, 0, 1] };
  const triangles = configOf(1, 0);
  expect(triangles).toHaveLength(1);
  const rows = (triangles[0] ?? []).map((edge) => points[edge] ?? []);
  const at = (row: number, column: number): number => rows[row % 3]?.[column % 3] ?? 0;
  const minor = (i: number): number => at(1, i + 1) * at(2, i + 2) - at(1, i + 2) * at(2, i + 1);
  expect([0, 1, 2].reduce((sum, i) => sum + at(0, i) * minor(i), 0)).toBe(1);
});

test('tunnels have the same rims, and are in one piece', () => {
  for (const isHigh of [0, 1])
    for (const [at, tunnel] of cubeTunnelsOf('trilinear', isHigh).entries()) {
      if (!tunnel) continue;
      const rims = [CONFIGS[at]?.triangles ?? [], tunnel].map((triangles) => {
        const sides = sidesOf(triangles).map(String);
        return sides.filter((side) => !sides.includes(side.split(',').reverse().join())).sort();
      });
      expect(rims[1]).toEqual(rims[0]);
      const [points, sides] = [
        new Set(tunnel.flat()).size,
        new Set(sidesOf(tunnel).map((side) => [...side].sort().join())),
      ];
      // points less sides and triangles: 1 for what fills a loop, 0 for a tunnel, so long as no side comes twice
      const others = (CONFIGS[at]?.loops.length ?? 0) - 2;
      expect(points - sides.size + tunnel.length).toBe(others);
    }
});

test('cubes of random numbers have loops that are among them, and as many pieces as tell high from low', () => {
  const loops = new Set(CONFIGS.map(({ loops: own }) => nameOf(own)));
  let [state, tunnels] = [1, 0];
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  for (let round = 0; round < 2000; round++) {
    const values = Array.from({ length: 8 }, random);
    expect(loops.has(nameOf(loopsThrough(values)))).toBe(true);
    if (piecesThrough(values, 'trilinear').length < loopsThrough(values).length) tunnels++;
  }
  expect(tunnels).toBeGreaterThan(0);
});

/** Loops from their lowest edges on. */
function nameOf(loops: readonly (readonly number[])[]): string {
  const turned = loops.map((loop) => {
    const first = loop.indexOf(Math.min(...loop));
    return [...loop.slice(first), ...loop.slice(0, first)].join(' ');
  });
  return turned.sort().join(', ');
}

test('the table of shaders', () => {
  const [lewiner, trilinear] = [cubeTable('lewiner'), cubeTable('trilinear')];
  // two cases have six faces to decide
  expect([...lewiner.subarray(0, 256)].filter((word) => word >> 12 === 63)).toHaveLength(2);
  const tunnels = (table: Uint32Array): number => CONFIGS.filter((_, at) => (table[256 + 3 * at + 2] ?? 0) > 0).length;
  expect(tunnels(lewiner)).toBe(14);
  expect(tunnels(trilinear)).toBeGreaterThan(118);
});
