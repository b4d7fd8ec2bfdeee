/** A recipe as nodes: what each step gives, or what is wrong with it. Nothing runs. */
import { findOperation } from '../../catalogue.js';
import { UserError } from '../../core/errors.js';
import { splitReference } from '../../graph/document/form.js';
import type { Node } from '../../graph/node.js';
import { type Input, type Operation, toNode } from '../../graph/operation.js';
import { type Lookup, mainOutput, PREVIOUS, type Recipe } from './recipe.js';
import { type ResolvedStep, resolve } from './resolve.js';

export interface RecipeGraph {
  /** The outputs of each step that is on and could be made, by id. */
  readonly steps: ReadonlyMap<string, Readonly<Record<string, Node>>>;
  /** What is wrong, by the id of the step that refused it. */
  readonly problems: ReadonlyMap<string, string>;
  /** The ids of steps that are well but stem from one that is not. */
  readonly waiting: ReadonlySet<string>;
  /** What a name stands for: an image, `id`, `id.output`, or `PREVIOUS`, the end of the list. Undefined where it could not be made. */
  nodeOf(reference?: string): Node | undefined;
  /** The image, `id` or `id.output` that a name stands for. */
  find(reference: string): string | undefined;
}

/** A step that cannot be made since one before it could not. */
const WAITS = Symbol('waits');

/**
 * The nodes of a recipe; `sources` are its images by name. What an operation refuses becomes the problem of its step. `known` are results that are there
 * already, by `id` or `id.output`: what reads them reads those.
 * @example
 * import { HostVolume, median } from 'brightfield';
 * import { recipe } from 'brightfield/view';
 * const image = new HostVolume({ shape: { y: 8, x: 8 } });
 * const { nodeOf, problems } = recipe.graphOf(recipe.addStep(recipe.EMPTY_RECIPE, median), { image });
 * nodeOf().shape.x; // 8
 * problems.size; // 0
 */
export function graphOf(
  recipe: Recipe,
  sources: Readonly<Record<string, Input>>,
  lookup: Lookup = findOperation,
  known: ReadonlyMap<string, Input> = new Map(),
): RecipeGraph {
  const resolved = resolve(recipe);
  const steps = new Map<string, Readonly<Record<string, Node>>>();
  const problems = new Map<string, string>();
  const waiting = new Set<string>();

  const find = (reference: string): Node => {
    if (recipe.inputs.includes(reference)) {
      const given = Object.hasOwn(sources, reference) ? sources[reference] : undefined;
      if (given === undefined) throw new UserError(`the image '${reference}' must be given, got nothing`);
      return toNode(given, 'recipe', reference);
    }
    const there = known.get(reference);
    if (there !== undefined) return toNode(there, 'recipe', reference);
    const { id, output } = splitReference(reference);
    const made = steps.get(id);
    if (!made) throw WAITS;
    const key = output ?? Object.keys(made)[0] ?? '';
    const node = Object.hasOwn(made, key) ? made[key] : undefined;
    if (!node) throw new UserError(`outputs of '${id}' are ${Object.keys(made).join(', ')}, got '${output}'`);
    return node;
  };

  for (const each of resolved.steps) {
    const { id } = each.step;
    try {
      steps.set(id, applied(each, find, lookup));
    } catch (cause) {
      if (cause === WAITS) waiting.add(id);
      else if (cause instanceof UserError) problems.set(id, cause.message);
      else throw cause;
    }
  }
  return {
    steps,
    problems,
    waiting,
    find: (reference) => resolved.find(reference),
    nodeOf(reference = PREVIOUS) {
      const found = resolved.find(reference);
      try {
        return found === undefined ? undefined : find(found);
      } catch (cause) {
        if (cause === WAITS || cause instanceof UserError) return undefined;
        throw cause;
      }
    },
  };
}

function applied(
  { step, in: references, problem }: ResolvedStep,
  find: (reference: string) => Node,
  lookup: Lookup,
): Readonly<Record<string, Node>> {
  const operation = lookup(step.operation);
  if (!operation) throw new UserError(`there is no operation '${step.operation}'`);
  if (problem !== undefined) throw new UserError(problem);
  const inputs = references.map((reference) =>
    typeof reference === 'string' ? find(reference) : (reference ?? undefined),
  );
  const { required, optional } = byName(operation, inputs);
  return operation.apply(required, step.params, optional);
}

/** Inputs by position as an operation takes them: the required ones in a list, the optional ones by name. */
export function byName<T>(operation: Operation, inputs: readonly (T | undefined)[]) {
  const variadic = operation.inputs[0]?.variadic === true;
  const count = variadic ? inputs.length : operation.inputs.length;
  const names = variadic ? [] : Object.keys(operation.optional);
  // what is left out in the middle is refused by the operation, which counts
  const required = inputs.slice(0, count).filter((given): given is T => given !== undefined);
  return { required, optional: Object.fromEntries(names.map((name, at) => [name, inputs[count + at]])) };
}

/** The reference to what a step hands on. */
export function handsOn(
  step: { readonly id: string; readonly output?: string },
  operation: Operation | undefined,
): string {
  const { id, output } = step;
  return output === undefined || (operation && output === mainOutput(operation)) ? id : `${id}.${output}`;
}
