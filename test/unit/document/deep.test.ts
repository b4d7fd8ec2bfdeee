/** The deepest pipeline that a document may hold: nothing recurses, and nothing costs the square of its length. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { flatten } from '../../../src/engine/flatten.js';
import { makePlan } from '../../../src/engine/plan.js';
import type { Node } from '../../../src/graph/node.js';
import { fromDocument, parseDocument, toDocument } from '../../../src/pipeline.js';

const LIMITS = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 30,
  maxStorageBuffers: 8,
  maxWorkgroups: 65_535,
  budget: Number.POSITIVE_INFINITY,
};

test('10,000 additions in a row, the last one first', async () => {
  const nodes = Array.from({ length: 10_000 }, (_, at) => ({
    id: `n${at}`,
    op: 'add',
    in: [at === 0 ? 'image' : `n${at - 1}`, 1],
  })).reverse();
  const document = parseDocument(JSON.stringify({ nodes, outputs: { sum: 'n9999' } }));
  const made = fromDocument(document, { image: new HostVolume({ shape: { y: 8, x: 8 } }) });
  const graph = flatten([made.sum as Node]);
  expect(graph.items).toHaveLength(10_001);
  const plan = await makePlan(graph, LIMITS, { fusion: true, profile: 'cpu' });
  // so many are computed in one kernel that it stays small enough for any driver
  expect(plan.steps.length).toBeGreaterThan(100);
  expect(plan.steps.length).toBeLessThan(400);
  expect(toDocument(made).nodes).toHaveLength(10_000);
}, 30_000);
