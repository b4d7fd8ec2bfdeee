import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { matmul } from '../../../src/ops/network/matmul.js';
import { type Field, fieldOf, network, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const random = (y: number, x: number, seed: number, batch = {}) => randomField({ y, x, ...batch }, seed, -1, 1);
const broken = fieldOf({ y: 2, x: 3 }, [1, 2, 3, Number.NaN, Number.POSITIVE_INFINITY, -1]);

checkOp(matmul, {
  oracle: ([a, b], params) => network.matmul(a as Field, b as Field, params),
  tolerance: { abs: 2e-6, rel: 1e-6, why: 'sums of up to 40 products, each rounded to 6e-8' },
  rows: [
    { name: 'what fills no tile', inputs: [random(9, 6, 1), random(6, 5, 2)] },
    {
      name: 'both turned, with batches that broadcast',
      inputs: [random(7, 10, 3, { n: 2, z: 3 }), random(9, 7, 4, { c: 2, n: 2 })],
      params: { transposeA: true, transposeB: true },
      binding: 2048,
    },
    { name: 'the first turned', inputs: [random(40, 17, 5), random(40, 6, 6)], params: { transposeA: true } },
    { name: 'the second turned', inputs: [random(10, 13, 7), random(18, 13, 8)], params: { transposeB: true } },
    { name: 'one number', inputs: [random(1, 1, 9), random(1, 1, 10)] },
    { name: 'outer product', inputs: [random(5, 1, 11), random(1, 6, 12)] },
    { name: 'not finite', inputs: [broken, random(3, 2, 13)] },
  ],
  refuses: [
    [[random(2, 3, 1), random(2, 3, 2)], {}, /^matmul: b must have as many rows as a has columns, 3, got 2$/],
    [
      [random(2, 3, 1, { n: 2 }), random(3, 2, 2, { n: 3 })],
      {},
      /^matmul: n, c and z of b must be those of a .* got n=3 y=3/,
    ],
  ],
});

test.each([
  [false, false],
  [false, true],
  [true, false],
  [true, true],
])('its gradients are ⟨G, A B⟩ by A and by B, transposed %s and %s', async (transposeA, transposeB) => {
  const [rows, inner, columns] = [5, 6, 7];
  const a = transposeA ? random(inner, rows, 1, { n: 2 }) : random(rows, inner, 1, { n: 2 });
  const b = transposeB ? random(columns, inner, 2) : random(inner, columns, 2);
  const given = random(rows, columns, 3, { n: 2 });
  const nodes = [source(toHost(a)), source(toHost(b))] as const;
  const product = matmul(...nodes, { transposeA, transposeB });
  const [byA, byB] = gradientOf(product, nodes, { cotangent: toHost(given) });
  const volumes = await new Engine(sharedContext()).run({ byA, byB });
  const dot = (left: ArrayLike<number>, right: ArrayLike<number>) =>
    Array.from(left).reduce((sum, number, at) => sum + number * (right[at] ?? Number.NaN), 0);
  // bilinear: a step along any direction changes ⟨G, A B⟩ by the slope along it, exactly
  for (const [volume, at] of [[volumes.byA, 0] as const, [volumes.byB, 1] as const]) {
    const step = random((at ? b : a).shape.y, (at ? b : a).shape.x, 4, at ? {} : { n: 2 });
    const moved = network.matmul(at ? a : step, at ? step : b, { transposeA, transposeB });
    const wanted = dot(moved.data, given.data);
    expect(Math.abs(dot((await volume.read()).data, step.data) - wanted)).toBeLessThan(1e-5);
    volume.dispose();
  }
});
