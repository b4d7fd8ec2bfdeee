/** Gradients of looking at an image at places: with regard to the image, which many places may share, and to the places. */
import { expect, test } from 'vitest';
import { adjoint } from '../../../src/adjoint/adjoint.js';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import {
  add,
  affineTransform,
  gaussian,
  mapCoordinates,
  mean,
  multiply,
  shift,
  subtract,
  sum,
} from '../../../src/registry.js';
import { cgls } from '../../../src/solve/cgls.js';
import { type Field, fieldOf, randomField, toHost, transform } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const plane = { y: 13, x: 18 };
const engine = (): Engine => new Engine(sharedContext());

async function numbers(node: Node, on = engine()): Promise<Float32Array> {
  using volume = await on.run(node);
  return Float32Array.from((await volume.read()).data as Float32Array);
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
  return total;
};

/** Places about an image, some of them outside. */
const places = randomField({ c: 2, y: 9, x: 15 }, 3, -4, 18);
const deep = randomField({ c: 3, y: 4, x: 13 }, 4, -2, 7);

const CASES = [
  { image: plane, at: places, params: { order: 0, border: 'wrap' } },
  { image: plane, at: places, params: { order: 1, border: 'constant' } },
  { image: plane, at: places, params: { order: 3, border: 'reflect' } },
  { image: { n: 2, z: 5, y: 6, x: 7 }, at: deep, params: { order: 1, border: 'gridConstant', value: 2 } },
  { image: { z: 5, y: 6, x: 7 }, at: deep, params: { order: 3, border: 'nearest' } },
] as const;

test.each(CASES)('what lies at places comes back there: $params', async ({ image, at, params }) => {
  const x = toHost(randomField(image, 1));
  const looked = (node: Node): Node => mapCoordinates(node, toHost(at), params);
  const nothing = toHost(fieldOf(image));
  const found = subtract(looked(source(x)), looked(source(nothing)));
  const y = toHost(randomField(found.shape, 2));
  const seen = await numbers(found);
  const back = await numbers(adjoint(looked, x)(y));
  const error = Math.abs(dot(seen, y.data) - dot(x.data, back));
  expect(error).toBeLessThan(1e-6 * Math.sqrt(dot(seen, seen) * dot(y.data, y.data)));
});

test.each(CASES.slice(1))('places move along the slope: $params', async ({ image, at, params }) => {
  const x = randomField(image, 1);
  const node = source(toHost(at));
  const looked = mapCoordinates(toHost(x), node, params);
  const weights = toHost(randomField(looked.shape, 2));
  const [gradient] = gradientOf(looked, [node], { cotangent: weights });
  const direction = randomField(at.shape, 5).data.map((v) => v - 0.5);
  const step = 1e-6;
  const moved = (by: number): Field => ({ ...at, data: at.data.map((v, i) => v + by * (direction[i] ?? 0)) });
  const sum = (by: number): number =>
    dot(transform.mapCoordinates(x, moved(by), { prefilter: true, value: 0, ...params }).data, weights.data);
  const wanted = (sum(step) - sum(-step)) / (2 * step);
  // of splines, the response of the filter is cut at 2e-7 of the range; slopes are a few times the range
  expect(Math.abs(dot(await numbers(gradient), direction) - wanted)).toBeLessThan(2e-5 * Math.abs(wanted));
});

test('the nearest voxel has no gradient with regard to places', () => {
  const node = source(toHost(places));
  const looked = mapCoordinates(toHost(randomField(plane, 1)), node, { order: 0 });
  expect(() => gradientOf(sum(looked), [node])).toThrow(
    /^gradientOf: every operation between must have a gradient, got mapCoordinates: the nearest voxel does not change/,
  );
});

test('the adjoint of the adjoint looks again, and in windows sums have the same bits', async () => {
  const x = toHost(randomField(plane, 1));
  const at = source(toHost(places));
  const looked = (node: Node): Node => mapCoordinates(node, at, { order: 1, border: 'reflect' });
  const y = looked(source(x));
  const twice = adjoint(adjoint(looked, x), y)(source(x));
  expect(await numbers(twice)).toEqual(await numbers(y));
  const wide = toHost(randomField({ y: 40, x: 64 }, 1));
  const turned = (node: Node): Node =>
    affineTransform(node, {
      matrix: [
        [0.9, 0.4],
        [-0.5, 0.8],
      ],
      order: 1,
    });
  const back = adjoint(turned, wide)(wide);
  const cut = new Engine(sharedContext(), true, { maxBinding: 4096 });
  expect(await numbers(back, cut)).toEqual(await numbers(back));
});

test('what is no number reaches the voxels that its place is made of', async () => {
  const image = toHost(fieldOf({ x: 8 }));
  const at = toHost(fieldOf({ c: 2, x: 5 }, [0, 0, 0, 0, 0, 1.5, 4, 4, 5.5, 7]));
  const given = toHost(fieldOf({ x: 5 }, [Number.NaN, Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY, 3]));
  const back = adjoint((node) => mapCoordinates(node, at, { order: 1 }), image)(given);
  const [nan, infinite] = [Number.NaN, Number.POSITIVE_INFINITY];
  expect([...(await numbers(back))]).toEqual([0, nan, nan, 0, infinite, -infinite, -infinite, 3]);
});

test('an image that was turned is found by its adjoint, in a loop', async () => {
  const image = toHost(randomField({ y: 16, x: 16 }, 1));
  const turned = (node: Node): Node =>
    affineTransform(node, {
      matrix: [
        [0.95, 0.3],
        [-0.3, 0.95],
      ],
      order: 1,
      border: 'reflect',
      outputShape: { y: 40, x: 40 },
      offset: -8,
    });
  const { result } = cgls(turned, turned(source(image)), { like: image, maxIterations: 200, tolerance: 1e-6 });
  const found = await numbers(result);
  expect(Math.max(...found.map((v, i) => Math.abs(v - (image.data[i] ?? 0))))).toBeLessThan(1e-3);
});

test('a shift of 2.3 and -1.4 voxels is found by descent, in a loop', async () => {
  const size = { y: 40, x: 48 };
  const grid = fieldOf(
    { c: 2, ...size },
    ['y', 'x'].flatMap((axis) =>
      Array.from({ length: size.y * size.x }, (_, i) => (axis === 'y' ? Math.floor(i / size.x) : i % size.x)),
    ),
  );
  const still = gaussian(toHost(randomField(size, 1)), { sigma: 3 });
  const away = shift(still, { shift: { y: 1.4, x: -2.3 }, order: 3, border: 'reflect' });
  const { state, iterations } = repeat({
    state: { t: source(toHost(fieldOf({ c: 2 }))) },
    body({ t }) {
      const moved = mapCoordinates(still, add(toHost(grid), t), { order: 3, border: 'reflect' });
      const apart = subtract(moved, away);
      const [slope] = gradientOf(mean(multiply(apart, apart)), [t]);
      return { t: subtract(t, multiply(slope, 500)) };
    },
    measure: (next, before) => sum(multiply(subtract(next.t, before.t), subtract(next.t, before.t))),
    below: 1e-12,
    max: 1000,
  });
  const found = await numbers(state.t);
  const [count = 0] = await numbers(iterations);
  expect(count).toBeLessThan(400);
  expect(Math.abs((found[0] ?? 0) + 1.4)).toBeLessThan(1e-2);
  expect(Math.abs((found[1] ?? 0) - 2.3)).toBeLessThan(1e-2);
});
