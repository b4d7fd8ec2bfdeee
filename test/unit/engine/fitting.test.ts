/** What is taken back where fusing would need more bindings than a kernel may have, or longer ones. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type FlatGraph, flatten } from '../../../src/engine/flatten.js';
import { makePlan, type Plan } from '../../../src/engine/plan.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { transpose } from '../../../src/ops/geometry/transpose.js';
import { laplace } from '../../../src/ops/gradient/laplace.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';

const LIMITS = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 30,
  maxStorageBuffers: 8,
  maxWorkgroups: 65535,
  budget: 2 ** 34,
};

const planned = (graph: FlatGraph, limits: Partial<typeof LIMITS> = {}, fusion = true): Promise<Plan> =>
  makePlan(graph, { ...LIMITS, ...limits }, { fusion, profile: 'cpu' });

/** Sums of far more volumes than a kernel can bind, one behind the other. */
function layers(count: number): Node {
  const sources = Array.from({ length: 24 }, () => source(new HostVolume({ shape: { y: 4, x: 8 } })));
  return Array.from({ length: count }).reduce<Node>((below, _, layer) => {
    const terms = sources.map((term, at) => multiply(term, 24 * layer + at + 2));
    return laplace(terms.reduce<Node>((sum, term) => add(sum, term), below));
  }, sources[0] as Node);
}

test('planning looks at a node as often in a long pipeline as in a short one', async () => {
  const looks = async (count: number): Promise<number> => {
    const graph = flatten([layers(count)]);
    let reads = 0;
    const items = new Proxy(graph.items, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        return Reflect.get(target, key);
      },
    });
    await planned({ ...graph, items });
    return reads / graph.items.length;
  };
  const [short, long] = [await looks(4), await looks(16)];
  expect(long).toBeLessThan(1.5 * short);
});

test('what fits only where nothing is fused into it is planned so', async () => {
  const volume = source(new HostVolume({ shape: { z: 60, y: 9, x: 16 } }));
  const turned = add(transpose(volume, { from: { z: 'y', y: 'z' } }), 1);
  const graph = flatten([convolveAxis(turned, { axis: 'y', weights: Array.from({ length: 40 }, (_, at) => at + 1) })]);
  expect((await planned(graph)).steps).toHaveLength(1);
  for (const maxBinding of [256, 512, 1024])
    expect((await planned(graph, { maxBinding, maxStorageBuffers: 16 })).steps).toHaveLength(2);
});
