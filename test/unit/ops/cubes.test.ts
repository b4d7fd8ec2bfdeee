import { expect, test } from 'vitest';
import { ambiguousFaces, configOf, cubeTable } from '../../../src/ops/measure/cubes.js';

/** Every way in which a level goes through a cube. */
function configs() {
  return Array.from({ length: 256 }, (_, high) => high).flatMap((high) => {
    const faces = [0, 1, 2, 3, 4, 5].filter((face) => (ambiguousFaces(high) >> face) & 1);
    return Array.from({ length: 2 ** faces.length }, (_, decided) => {
      const joined = faces.reduce((bits, face, at) => bits | (((decided >> at) & 1) << face), 0);
      return { high, joined, ...configOf(high, joined) };
    });
  });
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
  const all = configs();
  expect(all).toHaveLength(656);
  for (const { high, joined, triangles } of all) {
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
  for (const { high, joined, triangles } of configs()) {
    // the mirror image along x has the same face at its other end
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].filter((corner) => (high >> corner) & 1);
    const mirrored = corners.reduce((bits, corner) => bits | (1 << (corner ^ 1)), 0);
    const swapped = (joined & ~3) | ((joined & 1) << 1) | ((joined >> 1) & 1);
    const inFace = (face: string, of: readonly (readonly number[])[]) =>
      sidesOf(of).filter((side) => side.every((edge) => facesOf(edge).includes(face)));
    // its edges along y and z have the next lower numbers there
    const own = inFace('0 1', triangles).map(([from, to]) => `${to - 1} ${from - 1}`);
    const theirs = inFace('0 0', configOf(mirrored, swapped).triangles).map(([from, to]) => `${from} ${to}`);
    expect(own.sort()).toEqual(theirs.sort());
  }
});

test('one high corner has one triangle, against the clock as seen from outside', () => {
  const points: Readonly<Record<number, readonly number[]>> = { 0: [1, 0, 0], 4: [0, 1, 0], 8: [0, 0, 1] };
  const { triangles } = configOf(1, 0);
  expect(triangles).toHaveLength(1);
  const rows = (triangles[0] ?? []).map((edge) => points[edge] ?? []);
  const at = (row: number, column: number): number => rows[row % 3]?.[column % 3] ?? 0;
  const minor = (i: number): number => at(1, i + 1) * at(2, i + 2) - at(1, i + 2) * at(2, i + 1);
  expect([0, 1, 2].reduce((sum, i) => sum + at(0, i) * minor(i), 0)).toBe(1);
});

test('the table of shaders', () => {
  const table = cubeTable();
  expect(table.length).toBe(256 + 2 * 656 + 3436);
  // two cases have six faces to decide
  expect([...table.subarray(0, 256)].filter((word) => word >> 12 === 63)).toHaveLength(2);
});
