/** Which outputs of a run in blocks are computed together: what they have in common is then read and computed once. */
import { ROW_AXES } from '../core/axes.js';
import { UserError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import type { Node } from '../graph/node.js';
import type { TargetKind } from '../stream/job/target.js';
import type { StreamPlan } from '../stream/passes.js';
import { planOf, type Stage } from '../stream/runBlocks.js';

/** An output, and what its file is made of, where it becomes one. */
export interface Asked {
  readonly name: string;
  readonly node: Node;
  /** Whether it is a number that is printed. */
  readonly printed: boolean;
  readonly kind: TargetKind | undefined;
}

/** Outputs of one walk over blocks. */
export interface Walk<Part extends Asked = Asked> {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly plan: StreamPlan;
  /** What its blocks went through. */
  readonly stages: Stage[];
}

/**
 * The walks of some outputs, in their order. Those of the same lengths, but along x, go together where that reads no more than one after the other. Throws as `planOf`
 * for an output that cannot be computed by itself.
 */
export function walksOf(engine: Engine, asked: readonly Asked[], budget: number, share: number): Walk[] {
  const walk = (parts: readonly Asked[]): Walk => {
    const [nodes, sinks] = [parts.map(({ node }) => node), parts.map(({ kind }) => kind ?? { grain: {} })];
    const plan = planOf(engine, nodes, sinks, budget, share);
    return { name: parts.map(({ name }) => name).join(', '), parts, plan, stages: [] };
  };
  const groups = new Map<string, Asked[]>();
  for (const each of asked) {
    const key = [each.printed, ...ROW_AXES.map((axis) => each.node.shape[axis])].join();
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const apart = group.map((each) => walk([each]));
    const together = group.length > 1 ? fitting(() => walk(group)) : undefined;
    return together && bytesOf([together]) <= bytesOf(apart) ? [together] : apart;
  });
}

/** What a plan is, or undefined where the budget is too small for it. */
function fitting(plan: () => Walk): Walk | undefined {
  try {
    return plan();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Bytes that are read for all blocks of all passes. */
function bytesOf(walks: readonly Walk[]): number {
  let sum = 0;
  for (const { plan } of walks) for (const pass of [...plan.first, plan.last]) sum += pass.plan.read;
  return sum;
}
