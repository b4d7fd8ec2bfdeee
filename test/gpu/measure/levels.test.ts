/** Curves and surfaces beside scikit-image 0.19: every curve the same, and every triangle (test/golden/make_levels.py). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meshOf } from '../../../src/core/mesh.js';
import { paths } from '../../../src/core/paths.js';
import { Engine } from '../../../src/engine/engine.js';
import { contours } from '../../../src/ops/measure/contours.js';
import { isosurface } from '../../../src/ops/measure/isosurface.js';
import { fieldOf, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

type Numbers = readonly number[];
interface Golden {
  readonly operation: 'contours' | 'isosurface';
  readonly shape: Numbers;
  readonly data: Numbers;
  readonly parameters: { readonly level: number };
  readonly expected: never;
}

const cases: readonly Golden[] = JSON.parse(readFileSync(new URL('../../golden/levels.json', import.meta.url), 'utf8'));
const CAPACITY = 4096;

/** From its first point in the order of y and x on, where it is closed: scikit-image may begin at another. */
function fromFirst(curve: Numbers): Numbers {
  const points = curve.flatMap((y, at) => (at % 2 === 0 ? [[y, curve[at + 1] ?? 0] as const] : []));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) return curve;
  const around = points.slice(1);
  const sorted = [...around.keys()].sort((i, j) => {
    const [a = [0, 0], b = [0, 0]] = [around[i], around[j]];
    return Math.abs(a[0] - b[0]) > 1e-4 ? a[0] - b[0] : a[1] - b[1];
  });
  const start = sorted[0] ?? 0;
  return [...around.slice(start), ...around.slice(0, start)].flat();
}

/** The greatest difference of two lists of numbers. */
function apart(one: Numbers, other: Numbers): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return one.reduce((most, item, at) => Math.max(most, Math.abs(item - (other[at] ?? 0))), 0);
}

/** Each of one is one of the others, once. */
function expectSame(found: readonly Numbers[], expected: readonly Numbers[]): void {
  const left = [...found];
  for (const item of expected) {
    const at = left.findIndex((other) => apart(other, item) < 1e-4);
    expect(at, `nothing is at ${item.slice(0, 9)}`).toBeGreaterThanOrEqual(0);
    left.splice(at, 1);
  }
  expect(left).toEqual([]);
}

/** From its first corner on. */
function turned(corners: Numbers): Numbers {
  const turns = [0, 3, 6].map((start) => [...corners.slice(start), ...corners.slice(0, start)]);
  const rank = ([x = 0, y = 0, z = 0]: Numbers): number => Math.round(x * 1e4) * 1e8 + Math.round(y * 1e4) * 1e4 + z;
  return turns.reduce((first, turn) => (rank(turn) < rank(first) ? turn : first));
}

const nines = (numbers: Numbers): Numbers[] =>
  Array.from({ length: numbers.length / 9 }, (_, at) => turned(numbers.slice(9 * at, 9 * at + 9)));

test.each(cases.map((each, at) => [`${each.operation} ${at}`, each] as const))('%s', async (_name, golden) => {
  const [x = 1, y = 1, z = 1] = [...golden.shape].reverse();
  const volume = toHost(fieldOf({ z, y, x }, [...golden.data]), 'f32');
  const engine = new Engine(sharedContext());
  if (golden.operation === 'contours') {
    const table = await engine.table(contours(volume, { ...golden.parameters, capacity: CAPACITY }).y);
    const found = paths(table).map((path) => Array.from(path.y).flatMap((at, i) => [at, path.x[i] ?? 0]));
    return expectSame(found.map(fromFirst), (golden.expected as readonly Numbers[]).map(fromFirst));
  }
  const surface = isosurface(volume, { ...golden.parameters, capacity: CAPACITY });
  const { vertices, faces } = meshOf(await engine.tables({ vertices: surface.x, faces: surface.a }));
  const found = Array.from(faces).flatMap((vertex) => [...vertices.subarray(3 * vertex, 3 * vertex + 3)]);
  expectSame(nines(found), nines(golden.expected));
});
