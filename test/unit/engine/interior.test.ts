/** Interior and edges of large dispatches: every voxel is made once, and the interior reads nothing outside the volume. */
import { expect, test } from 'vitest';
import { type Shape, shapeOf } from '../../../src/core/axes.js';
import { explainPlan } from '../../../src/engine/explain.js';
import { flatten } from '../../../src/engine/flatten.js';
import type { Apart } from '../../../src/engine/interior.js';
import { type DispatchStep, makePlan } from '../../../src/engine/plan.js';
import type { Node } from '../../../src/graph/node.js';
import { placeholder } from '../../../src/graph/primitive.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { correlate } from '../../../src/ops/filter/correlate.js';
import { sobel } from '../../../src/ops/gradient/sobel.js';
import { invert } from '../../../src/ops/pointwise/invert.js';

const LIMITS = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 31,
  maxStorageBuffers: 16,
  maxWorkgroups: 65535,
  budget: 2 ** 42,
};

const image = (shape: Partial<Shape>): Node =>
  placeholder('image', { shape: shapeOf(shape), dtype: 'f32', spacing: {}, unit: '', layout: '' });

async function stepOf(node: Node, apart: Apart): Promise<DispatchStep> {
  const plan = await makePlan(flatten([node]), LIMITS, { fusion: true, profile: 'cpu', apart });
  const [step] = plan.steps;
  if (step?.kind !== 'dispatch') throw new Error('one dispatch is planned');
  return step;
}

const weights = (length: number): number[] => Array.from({ length }, (_, at) => at + 1);

const CASES: Record<string, { node: Node; parts: number }> = {
  'x of a long row': { node: convolveAxis(image({ x: 2061 }), { axis: 'x', weights: weights(17) }), parts: 3 },
  'an even window': { node: convolveAxis(image({ y: 7, x: 2048 }), { axis: 'x', weights: weights(2) }), parts: 2 },
  'y of a slice': { node: correlate(image({ y: 41, x: 9 }), { weights: [[1], [2], [3], [4], [5]] }), parts: 3 },
  'y of a batch': { node: correlate(image({ n: 2, c: 3, y: 41, x: 9 }), { weights: [[1], [2], [3]] }), parts: 3 },
  'all axes of a stack': { node: sobel(image({ z: 9, y: 21, x: 33 })), parts: 7 },
  'all axes but z': { node: sobel(image({ y: 21, x: 33 })), parts: 5 },
  'a window to one side': {
    node: correlate(image({ y: 21, x: 32 }), { weights: [[1, 2, 3]], origin: { x: 1 } }),
    parts: 2,
  },
  'no room for an interior': { node: sobel(image({ y: 3, x: 33 })), parts: 1 },
  'nothing looked at': { node: invert(image({ y: 21, x: 33 })), parts: 1 },
};

for (const [name, { node, parts }] of Object.entries(CASES))
  test(`${name}: every voxel once, the interior inside`, async () => {
    const { dispatch, windows, parts: made } = await stepOf(node, 'always');
    expect(made).toBe(parts);
    expect(windows.length).toBe(parts);
    const { domain } = dispatch;
    const count = new Uint8Array(domain.n * domain.c * domain.z * domain.y * domain.x);
    for (const { box, x } of windows)
      for (let n = box.n[0]; n < box.n[1]; n++)
        for (let c = box.c[0]; c < box.c[1]; c++)
          for (let z = box.z[0]; z < box.z[1]; z++)
            for (let y = box.y[0]; y < box.y[1]; y++)
              for (let at = x[0]; at < x[1]; at++) {
                const row = ((n * domain.c + c) * domain.z + z) * domain.y + y;
                count[row * domain.x + at] = (count[row * domain.x + at] ?? 0) + 1;
              }
    expect(count.every((times) => times === 1)).toBe(true);
    const [inner] = windows;
    if (parts === 1 || !inner) return;
    for (const reach of dispatch.reaches.flat())
      for (const [axis, along] of Object.entries(reach)) {
        if (along === 'all') throw new Error('a window was expected');
        const [lo, hi] = axis === 'x' ? inner.x : inner.box[axis as 'y'];
        expect(lo - along.before).toBeGreaterThanOrEqual(0);
        expect(hi - 1 + along.after).toBeLessThan(domain[axis as 'y']);
      }
  });

test('small volumes, and threads side by side, run in one part', async () => {
  const filter = sobel(image({ y: 2048, x: 1023 }));
  const large = sobel(image({ y: 2048, x: 1024 }));
  const plan = async (node: Node, profile: 'cpu' | 'gpu') =>
    makePlan(flatten([node]), LIMITS, { fusion: true, profile });
  expect(explainPlan(await plan(filter, 'cpu'))).not.toContain('apart');
  expect(explainPlan(await plan(large, 'gpu'))).not.toContain('apart');
  expect(explainPlan(await plan(large, 'cpu'))).toContain(
    'y=2048 x=1024, edges apart  reads 8.0 MiB, writes 8.0 MiB\n',
  );
});
