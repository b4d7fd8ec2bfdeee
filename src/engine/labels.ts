/**
 * What people are told of a plan. One plan serves every graph of its structure: `sobel` and `scharr` differ in numbers only.
 * Names are therefore those of the graph that is run, not of the one that the plan was made for.
 */
import type { RepeatCall } from '../graph/node.js';
import type { FlatGraph } from './flatten.js';
import type { LoopStep, Plan, Step } from './plan.js';

/** The operations that some items came from, each once. */
export function labelOf(graph: FlatGraph, items: readonly number[]): string {
  return [...new Set(items.map((at) => graph.items[at]?.label ?? ''))].join(' + ');
}

/** How the user called a state of a loop. */
export function stateName(call: RepeatCall, at: number): string {
  const node = call.placeholders[at]?.call;
  return node?.kind === 'source' && 'placeholder' in node.source ? node.source.placeholder : `${at}`;
}

/** The plan with the names of a graph of its structure. */
export function labelledBy(plan: Plan, graph: FlatGraph): Plan {
  const labelled = (step: Step): Step => {
    if (step.kind === 'loop') return loopLabelledBy(step, graph);
    return { ...step, dispatch: { ...step.dispatch, label: labelOf(graph, step.dispatch.computes) } };
  };
  return { ...plan, steps: plan.steps.map(labelled) };
}

function loopLabelledBy(step: LoopStep, graph: FlatGraph): LoopStep {
  const { call, body } = graph.items[step.item] ?? {};
  if (call?.kind !== 'repeat' || !body) throw new Error('a loop step needs a repeat');
  return {
    ...step,
    label: labelOf(graph, [step.item]),
    states: step.states.map(({ inPlace }, at) => ({ name: stateName(call, at), inPlace })),
    plain: labelledBy(step.plain, body.plain),
    checked: labelledBy(step.checked, body.checked),
  };
}
