/** Graphs that share a plan are called by their own names, in plans and in times. */
import { expect, test } from 'vitest';
import { timeTable } from '../../../src/cli/timeTable.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { explainPlan } from '../../../src/engine/explain.js';
import type { Node } from '../../../src/graph/node.js';
import { repeat } from '../../../src/graph/repeat.js';
import { prewitt } from '../../../src/ops/gradient/prewitt.js';
import { scharr } from '../../../src/ops/gradient/scharr.js';
import { sobel } from '../../../src/ops/gradient/sobel.js';
import { multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { expression } from '../../../src/ops/pointwise/expression.js';
import { sharedContext } from '../shared.js';

const image = new HostVolume({ shape: { y: 20, x: 20 } });
const loop = (step: (node: Node) => Node): Node =>
  repeat({ state: { u: image }, body: ({ u }) => ({ u: step(u) }), check: 2, max: 2 }).state.u;

const SHARED: Readonly<Record<string, Readonly<Record<string, Node>>>> = {
  kernels: { sobel: sobel(image), scharr: scharr(image), prewitt: prewitt(image) },
  'element by element': { multiply: multiply(image, 2), expression: expression([image], { text: 'a*2' }) },
  'fused into a store': {
    'sobel + multiply': multiply(sobel(image), 2),
    'sobel + expression': expression([sobel(image)], { text: 'a*2' }),
  },
  'in a loop': { sobel: loop((u) => sobel(u)), scharr: loop((u) => scharr(u)) },
};

test.each(Object.entries(SHARED))('%s', async (_name, nodes) => {
  const engine = new Engine(sharedContext());
  expect(new Set(Object.values(nodes).map((node) => engine.structure(node))).size).toBe(1);
  for (const [name, node] of Object.entries(nodes)) {
    const { volumes, timings, plan } = await engine.profile(node);
    volumes.dispose();
    const isLoop = plan.steps.some((step) => step.kind === 'loop');
    const timed = isLoop ? 'repeat' : name;
    expect(timings.map(({ label }) => label)).toEqual([timed]);
    expect(explainPlan(plan)).toBe(await engine.explain(node));
    expect(explainPlan(plan)).toContain(`  ${name}  [`);
    expect(await timeTable(engine, plan, timings)).toContain(isLoop ? ' repeat, all iterations ' : ` ${name} `);
  }
});
