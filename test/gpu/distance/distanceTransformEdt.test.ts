import { expect, test } from 'vitest';
import { perAxis } from '../../../src/core/params.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { defineOp } from '../../../src/graph/operation.js';
import { distanceTransformEdt } from '../../../src/ops/distance/distanceTransformEdt.js';
import { distance, type Field, fieldOf, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

/** The first output alone: which of equals the second names is nobody's promise. */
const alone = defineOp({
  name: 'distanceTransformEdt',
  summary: 'The distances.',
  inputs: [{ name: 'src', doc: 'The mask.' }],
  params: { spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }) },
  lower: ([src], params): Node => distanceTransformEdt(src, params).distance,
});

/** Mostly foreground, so that distances are long. */
function sparse(shape: Parameters<typeof randomField>[0], seed: number, share: number): Field {
  const field = randomField(shape, seed);
  return { ...field, data: field.data.map((v) => (v < share ? 0 : 1)) };
}

const odd = sparse({ y: 37, x: 41 }, 5, 0.1);
odd.data.set([Number.NaN, -0, 1e-42, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0], 300);

checkOp(alone, {
  oracle: ([mask], params) => distance.distanceTransformEdt(mask as Field, params),
  tolerance: { abs: 0, rel: 2e-7, why: 'squares are exact or sums of two roundings, and the root rounds' },
  rows: [
    { name: 'noise', inputs: [randomIntegers({ y: 53, x: 67 }, 1, 0, 1)] },
    { name: 'far apart', inputs: [sparse({ y: 61, x: 70 }, 2, 0.002)] },
    { name: 'volume', inputs: [sparse({ z: 21, y: 18, x: 19 }, 3, 0.004)], params: { spacing: 0.7 } },
    {
      name: 'spacing',
      inputs: [sparse({ z: 9, y: 18, x: 23 }, 4, 0.01)],
      params: { spacing: { z: 3, y: 0.3, x: 1.1 } },
    },
    { name: 'hard numbers', inputs: [odd] },
    { name: 'row', inputs: [sparse({ x: 391 }, 6, 0.01)], without: ['windows', 'buffers'] },
    { name: 'column', inputs: [sparse({ y: 131 }, 7, 0.02)], params: { spacing: 2.5 } },
    { name: 'long lines', inputs: [sparse({ z: 2, y: 301, x: 6 }, 10, 0.004)] },
    { name: 'no background', inputs: [fieldOf({ y: 20, x: 9 }, new Float64Array(180).fill(1))] },
    { name: 'only background', inputs: [fieldOf({ z: 3, y: 20, x: 9 })] },
    { name: 'one voxel', inputs: [fieldOf({}, [1])] },
    { name: 'batch', inputs: [sparse({ n: 2, c: 3, y: 19, x: 11 }, 8, 0.02)] },
  ],
  refuses: [[[odd], { spacing: 0 }, /spacing must be/]],
});

test.each([
  [{ y: 53, x: 67 }, 1],
  [
    { z: 17, y: 18, x: 21 },
    { z: 2, y: 0.5, x: 1 },
  ],
  [{ n: 2, z: 19, x: 22 }, 1],
] as const)('the indices of %j are of background as near as the distance', async (shape, spacing) => {
  const mask = sparse(shape, 9, 0.01);
  const engine = new Engine(sharedContext());
  const { distance, indices } = await engine.run(distanceTransformEdt(toHost(mask, 'u8'), { spacing }));
  const [far, where] = [await distance.read(), await indices.read()];
  distance.dispose();
  indices.dispose();
  const axes = (['z', 'y', 'x'] as const).filter((axis) => mask.shape[axis] > 1);
  expect(where.shape.c).toBe(axes.length);
  const host = toHost(mask, 'u8');
  const { n, z: nz, y: ny, x: nx } = mask.shape;
  for (let b = 0; b < n; b++)
    for (let z = 0; z < nz; z++)
      for (let y = 0; y < ny; y++)
        for (let x = 0; x < nx; x++) {
          const here = { n: b, z, y, x };
          const place = Object.fromEntries(axes.map((axis, c) => [axis, where.at({ ...here, c })]));
          expect(host.at({ ...here, ...place })).toBe(0);
          const square = axes.reduce((sum, axis) => {
            const size = typeof spacing === 'number' ? spacing : spacing[axis as keyof typeof spacing];
            return sum + (size * ((place[axis] ?? 0) - here[axis])) ** 2;
          }, 0);
          expect(far.at(here)).toBeCloseTo(Math.sqrt(square), 4);
        }
});
