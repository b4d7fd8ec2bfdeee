/** Edits of recipes: each returns another recipe and leaves the one it was given as it was. */

import { findOperation } from '../../catalogue.js';
import type { Tried } from '../../core/params.js';
import { isName, splitReference } from '../../graph/document/form.js';
import type { Operation } from '../../graph/operation.js';
import { sameJson } from './equal.js';
import { type Feed, freeId, inputNames, type Lookup, PREVIOUS, type Recipe, type Step } from './recipe.js';

export interface AddOptions {
  /** The place in the list; the end unless said. */
  readonly at?: number;
  /** What its inputs are given; the first is given what comes before and the others the image unless said. */
  readonly inputs?: readonly Feed[];
  /** What it is tried on: parameters that must be given begin with something that suits that. They are missing where this is left out. */
  readonly image?: Tried | undefined;
}

/**
 * Adds a call of an operation with its defaults.
 * @example
 * import { gaussian, thresholdOtsu, greater } from 'brightfield';
 * import { recipe } from 'brightfield/view';
 * const blurred = recipe.addStep(recipe.EMPTY_RECIPE, gaussian);
 * const level = recipe.addStep(blurred, thresholdOtsu);
 * const mask = recipe.addStep(level, greater, { inputs: ['gaussian', recipe.PREVIOUS] });
 * recipe.toDocument(mask).nodes.length; // 3
 */
export function addStep(recipe: Recipe, operation: Operation, options: AddOptions = {}): Recipe {
  const { at = recipe.steps.length } = options;
  const required = inputNames(operation, 1).filter(({ optional }) => !optional);
  const inputs = options.inputs ?? required.map((_, index) => (index === 0 ? PREVIOUS : (recipe.inputs[0] ?? 'image')));
  const step: Step = {
    id: freeId(recipe, operation.operation),
    operation: operation.operation,
    params: options.image ? beginningOf(operation, options.image) : {},
    on: true,
    inputs,
  };
  // what is appended to a pipeline with results of its own is one, too
  const last = at === recipe.steps.length && !Object.values(recipe.results).includes(PREVIOUS);
  const results = last ? { ...recipe.results, [freeResult(recipe, 'result')]: PREVIOUS } : recipe.results;
  return { ...recipe, steps: [...recipe.steps.slice(0, at), step, ...recipe.steps.slice(at)], results };
}

/** What must be given and has no default, as it suits an image. */
function beginningOf({ params }: Operation, image: Tried): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, { beginning }]) => (beginning ? [[name, beginning(image)]] : [])),
  );
}

/** Takes a step out. Those that named it are given what it was given; what it saved is no longer saved. */
export function removeStep(recipe: Recipe, id: string): Recipe {
  const at = recipe.steps.findIndex((step) => step.id === id);
  const before = recipe.steps[at - 1];
  const previous = before
    ? before.output
      ? `${before.id}.${before.output}`
      : before.id
    : (recipe.inputs[0] ?? 'image');
  const given = recipe.steps[at]?.inputs.find((feed): feed is string => typeof feed === 'string') ?? PREVIOUS;
  const heir = given === PREVIOUS ? previous : given;
  const steps = recipe.steps
    .filter((step) => step.id !== id)
    .map((step) => ({ ...step, inputs: step.inputs.map((feed) => (names(feed, id) ? heir : feed)) }));
  const results = Object.entries(recipe.results).filter(([, reference]) => !names(reference, id));
  return { ...recipe, steps, results: results.length ? Object.fromEntries(results) : { result: PREVIOUS } };
}

/** Puts a step at another place of the list. */
export function moveStep(recipe: Recipe, id: string, to: number): Recipe {
  const step = recipe.steps.find((each) => each.id === id);
  if (!step) return recipe;
  const others = recipe.steps.filter((each) => each !== step);
  const at = Math.max(0, Math.min(others.length, to));
  return { ...recipe, steps: [...others.slice(0, at), step, ...others.slice(at)] };
}

/** Switches a step on or off. */
export function switchStep(recipe: Recipe, id: string, on: boolean): Recipe {
  return changed(recipe, id, (step) => ({ ...step, on }));
}

/** Gives a parameter a value; the default, or undefined, takes it away. */
export function setParam(
  recipe: Recipe,
  id: string,
  name: string,
  value: unknown,
  lookup: Lookup = findOperation,
): Recipe {
  return changed(recipe, id, (step) => {
    const specs = lookup(step.operation)?.params ?? {};
    const { [name]: _before, ...others } = step.params;
    const isDefault = value === undefined || sameJson(value, specs[name]?.default);
    // in the order of the declaration, so that the same parameters are the same text
    const all = isDefault ? others : { ...others, [name]: value };
    const params = Object.fromEntries(Object.keys(specs).flatMap((key) => (key in all ? [[key, all[key]]] : [])));
    return { ...step, params };
  });
}

/** Gives an input, by position, another feed; null leaves an optional one out. */
export function setFeed(recipe: Recipe, id: string, at: number, feed: Feed): Recipe {
  return changed(recipe, id, (step) => {
    const inputs: Feed[] = Array.from(
      { length: Math.max(step.inputs.length, at + 1) },
      (_, index) => step.inputs[index] ?? null,
    );
    inputs[at] = feed;
    while (inputs.length > 0 && inputs.at(-1) === null) inputs.pop();
    return { ...step, inputs };
  });
}

/** Takes the last of a variadic operation's inputs away. */
export function dropFeed(recipe: Recipe, id: string): Recipe {
  return changed(recipe, id, (step) => ({
    ...step,
    inputs: step.inputs.slice(0, Math.max(1, step.inputs.length - 1)),
  }));
}

/** Says which output the next step takes. */
export function setOutput(recipe: Recipe, id: string, output: string, lookup: Lookup = findOperation): Recipe {
  return changed(recipe, id, ({ output: _before, ...step }) =>
    output === Object.keys(lookup(step.operation)?.outputs ?? {})[0] ? step : { ...step, output },
  );
}

/** Saves what a step hands on under a name; an empty one takes it away, unless nothing were saved then. Names that cannot be are left. */
export function saveAs(recipe: Recipe, reference: string, name: string): Recipe {
  const others = Object.entries(recipe.results).filter(([, saved]) => saved !== reference);
  const free = isName(name) && !others.some(([known]) => known === name);
  if (name !== '' && !free) return recipe;
  const results = Object.fromEntries(name === '' ? others : [...others, [name, reference]]);
  return { ...recipe, results: Object.keys(results).length ? results : { result: PREVIOUS } };
}

function changed(recipe: Recipe, id: string, change: (step: Step) => Step): Recipe {
  return { ...recipe, steps: recipe.steps.map((step) => (step.id === id ? change(step) : step)) };
}

function names(feed: Feed, id: string): boolean {
  return typeof feed === 'string' && splitReference(feed).id === id;
}

function freeResult(recipe: Recipe, wish: string): string {
  let name = wish;
  for (let count = 2; Object.hasOwn(recipe.results, name); count++) name = `${wish}${count}`;
  return name;
}
