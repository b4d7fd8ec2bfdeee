/** Lines along an axis of volumes far larger than a binding: planned, not run. Nothing here takes the memory that it speaks of. */
import { expect, test } from 'vitest';
import { type Shape, shapeOf } from '../../../src/core/axes.js';
import type { DType } from '../../../src/core/dtype.js';
import { flatten } from '../../../src/engine/flatten.js';
import { narrower } from '../../../src/engine/narrow.js';
import { makePlan, type Plan } from '../../../src/engine/plan.js';
import type { Node } from '../../../src/graph/node.js';
import { placeholder } from '../../../src/graph/primitive.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { argmax } from '../../../src/ops/measure/argmax.js';
import { cumulativeSum } from '../../../src/ops/measure/cumulativeSum.js';
import { histogram } from '../../../src/ops/measure/histogram.js';
import { max } from '../../../src/ops/measure/max.js';
import { maxProjection } from '../../../src/ops/measure/maxProjection.js';
import { mean } from '../../../src/ops/measure/mean.js';
import { greater } from '../../../src/ops/pointwise/compare.js';

/** The software driver's. */
const LIMITS = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 31,
  maxStorageBuffers: 16,
  maxWorkgroups: 65535,
  budget: 2 ** 42,
};

const volume = (shape: Partial<Shape>, dtype: DType = 'f32'): Node =>
  placeholder('volume', { shape: shapeOf(shape), dtype, spacing: {}, unit: '', layout: '' });

const planned = (node: Node, limits = LIMITS): Promise<Plan> =>
  makePlan(
    flatten([node], (at) => narrower(at, limits)),
    limits,
    { fusion: true, profile: 'cpu' },
  );

/** Every window's bindings are within the limits, and all that is written is written once. */
function expectFits(plan: Plan): void {
  for (const step of plan.steps) {
    if (step.kind !== 'dispatch') continue;
    let written = 0;
    for (const { pieces, box, x } of step.windows) {
      expect(pieces.flat().length).toBeLessThanOrEqual(LIMITS.maxStorageBuffers);
      for (const { size } of pieces.flat()) expect(size).toBeLessThanOrEqual(LIMITS.maxBinding);
      written += Object.values(box).reduce((product, [lo, hi]) => product * (hi - lo), x[1] - x[0]);
    }
    const { n, c, z, y, x } = step.dispatch.domain;
    expect(written).toBe(n * c * z * y * x);
  }
}

const large: Record<string, () => Node> = {
  'a stack of 64 slices of 4096²': () => maxProjection(volume({ z: 64, y: 4096, x: 4096 })),
  'all of it': () => mean(volume({ z: 300, y: 4096, x: 4096 })),
  'with a mask': () => {
    const image = volume({ z: 64, y: 4096, x: 4096 });
    return mean(image, { axes: 'z', mask: greater(image, 1) });
  },
  'where it is greatest': () => argmax(volume({ z: 64, y: 4096, x: 4096 }), { axes: 'z' }),
  'forty frames of 256³': () => max(volume({ n: 40, z: 256, y: 256, x: 256 }), { axes: 'n' }),
  'frames each larger than a binding': () => max(volume({ n: 40, z: 512, y: 512, x: 512 }, 'u16'), { axes: 'n' }),
  'slices each larger than a binding': () => max(volume({ z: 70, y: 8192, x: 8192 }), { axes: 'z' }),
  'a running sum': () => cumulativeSum(volume({ z: 64, y: 4096, x: 4096 }), { axis: 'z' }),
  'a running sum of slices larger than a binding': () =>
    cumulativeSum(volume({ z: 64, y: 8192, x: 8192 }), { axis: 'z' }),
  'a histogram of many slices': () => histogram(volume({ z: 2000, y: 1800, x: 2048 }), { bins: 65536 }).counts,
  'nine taps over slices larger than a binding': () =>
    gaussian(volume({ z: 64, y: 8192, x: 8192 }), { sigma: { z: 1, y: 0, x: 0 } }),
};

test.each(Object.entries(large))('%s', async (_name, node) => {
  expectFits(await planned(node()));
});

test('what cannot be bound is refused with the sizes and with what can be done', async () => {
  const wide = gaussian(volume({ z: 64, y: 8192, x: 8192 }), { sigma: { z: 4, y: 0, x: 0 } });
  await expect(planned(wide)).rejects.toThrow(
    /^gaussian: what one row of a result reads and writes, \d+ positions along z, must fit into 16 bindings of 134217728 bytes, .*\(crop the volume, or store it in a smaller type\), got z=64 y=8192 x=8192 f32 \(17179869184 bytes\)/,
  );
});
