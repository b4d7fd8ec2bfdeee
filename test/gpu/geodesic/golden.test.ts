/** Geodesic operations beside scikit-image 0.19 and scipy 1.10: every voxel the same (test/golden/make_geodesic.py). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DType } from '../../../src/core/dtype.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Operation } from '../../../src/graph/operation.js';
import { applyHysteresisThreshold } from '../../../src/ops/geodesic/applyHysteresisThreshold.js';
import { areaClosing } from '../../../src/ops/geodesic/areaClosing.js';
import { areaOpening } from '../../../src/ops/geodesic/areaOpening.js';
import { fillHoles } from '../../../src/ops/geodesic/fillHoles.js';
import { hMaxima } from '../../../src/ops/geodesic/hMaxima.js';
import { hMinima } from '../../../src/ops/geodesic/hMinima.js';
import { reconstruction } from '../../../src/ops/geodesic/reconstruction.js';
import { skeletonize } from '../../../src/ops/geodesic/skeletonize.js';
import { fieldOf, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';
import { resultsOf } from '../variants.js';

const OPERATIONS = {
  applyHysteresisThreshold,
  areaClosing,
  areaOpening,
  fillHoles,
  hMaxima,
  hMinima,
  reconstruction,
  skeletonize,
};

interface Golden {
  readonly operation: keyof typeof OPERATIONS;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly inputs: readonly (readonly number[])[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly result: readonly number[];
}

const cases: readonly Golden[] = JSON.parse(
  readFileSync(new URL('../../golden/geodesic.json', import.meta.url), 'utf8'),
);

test.each(cases.map((each, at) => [`${each.operation} ${at}`, each] as const))('%s', async (_name, golden) => {
  const [x = 1, y = 1, z = 1] = [...golden.shape].reverse();
  const inputs = golden.inputs.map((data) => toHost(fieldOf({ z, y, x }, data), golden.dtype));
  const operation: Operation = OPERATIONS[golden.operation];
  const results = await resultsOf(new Engine(sharedContext()), operation.apply(inputs, golden.params));
  expect([...(Object.values(results)[0]?.data ?? [])]).toEqual(golden.result);
});
