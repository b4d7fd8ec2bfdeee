/** What the steps of a recipe read: `PREVIOUS` and steps that are off give way to the names that stand for them. */
import { type Reference, splitReference } from '../../graph/document/form.js';
import { PREVIOUS, type Recipe, type Step } from './recipe.js';

/** A step that is on, with what its inputs are: names of recipe inputs, `id` or `id.output` of earlier steps, numbers, null. */
export interface ResolvedStep {
  readonly step: Step;
  readonly in: readonly Reference[];
  /** What is wrong with the inputs, if anything: one names a step that does not come before this one. */
  readonly problem: string | undefined;
}

export interface Resolved {
  /** The steps that are on. */
  readonly steps: readonly ResolvedStep[];
  /** What a name stands for, seen from the end of the list; undefined where nothing has it. */
  find(reference: string): string | undefined;
  /** What is saved, by name, as far as a step that is on computes it. */
  readonly results: Readonly<Record<string, string>>;
}

/** Throws nothing: what is wrong is told where it is. */
export function resolve(recipe: Recipe): Resolved {
  const steps: ResolvedStep[] = [];
  /** What stands for an earlier step that is off. */
  const handedOn = new Map<string, string>();
  const known = new Set(recipe.inputs);
  let previous = recipe.inputs[0] ?? 'image';
  const find = (reference: string): string | undefined => {
    if (reference === PREVIOUS) return previous;
    const { id } = splitReference(reference);
    return handedOn.get(id) ?? (known.has(id) ? reference : undefined);
  };
  for (const step of recipe.steps) {
    const found = step.inputs.map((feed) => (typeof feed === 'string' ? find(feed) : feed));
    const missing = step.inputs.find((_, at) => found[at] === undefined);
    if (step.on) {
      const problem =
        missing === undefined
          ? undefined
          : `${step.operation}: '${missing}' must come before this step, or be an image`;
      steps.push({ step, in: found.map((reference) => reference ?? null), problem });
      known.add(step.id);
      previous = step.output === undefined ? step.id : `${step.id}.${step.output}`;
    } else {
      previous = found.find((reference) => typeof reference === 'string') ?? previous;
      handedOn.set(step.id, previous);
    }
  }
  const off = new Set(recipe.steps.filter(({ on }) => !on).map(({ id }) => id));
  const results = Object.entries(recipe.results).flatMap(([name, reference]) => {
    const found = off.has(splitReference(reference).id) ? undefined : find(reference);
    return found === undefined || recipe.inputs.includes(found) ? [] : [[name, found] as const];
  });
  return { steps, find, results: Object.fromEntries(results) };
}
