/** Labels beside scikit-image 0.19: every voxel the same (test/golden/make_segment.py and make_ties.py). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Operation } from '../../../src/graph/operation.js';
import { clearBorder } from '../../../src/ops/segment/clearBorder.js';
import { expandLabels } from '../../../src/ops/segment/expandLabels.js';
import { findBoundaries } from '../../../src/ops/segment/findBoundaries.js';
import { joinSegmentations } from '../../../src/ops/segment/joinSegmentations.js';
import { relabelSequential } from '../../../src/ops/segment/relabelSequential.js';
import { removeSmallObjects } from '../../../src/ops/segment/removeSmallObjects.js';
import { watershed } from '../../../src/ops/segment/watershed.js';
import { fieldOf, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';
import { resultsOf } from '../variants.js';

const OPERATIONS = {
  clearBorder,
  expandLabels,
  findBoundaries,
  joinSegmentations,
  relabelSequential,
  removeSmallObjects,
  watershed,
};

interface Golden {
  readonly operation: keyof typeof OPERATIONS;
  readonly shape: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly result: readonly number[];
}

const cases: readonly Golden[] = ['segment', 'ties'].flatMap((name) =>
  JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8')),
);

test.each(cases.map((each, at) => [`${each.operation} ${at}`, each] as const))('%s', async (_name, golden) => {
  const [x = 1, y = 1, z = 1] = [...golden.shape].reverse();
  const inputs = golden.inputs.map((data) => toHost(fieldOf({ z, y, x }, data), 'i32'));
  const operation: Operation = OPERATIONS[golden.operation];
  const [first] = Object.values(operation.apply(inputs, golden.params));
  const { labels } = await resultsOf(new Engine(sharedContext()), { labels: first as NonNullable<typeof first> });
  expect([...(labels?.data ?? [])]).toEqual(golden.result);
});
