/**
 * A pipeline as a list of steps, the way a panel edits it: plain data, copied and never changed. A step takes what the step before
 * it hands on, unless it says otherwise; a step that is off hands on what it was given.
 */
import { isName, type Reference } from '../../graph/document/form.js';
import type { Operation } from '../../graph/operation.js';

/** In the place of an input: what the last step that is on hands on, or the first input of the recipe where there is none. */
export const PREVIOUS = '^';

/** What an input is given: `PREVIOUS`, an input's name, `id` or `id.output` of an earlier step, a number, or null where it is left out. */
export type Feed = Reference;

/** A call of an operation. */
export interface Step {
  /** The name of its node in a document. */
  readonly id: string;
  readonly operation: string;
  /** What is not the default. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly on: boolean;
  /** By position: the required inputs, then the optional ones; of a variadic operation as many as there are. */
  readonly inputs: readonly Feed[];
  /** Which output the next step takes; the main one where left out. */
  readonly output?: string;
}

export interface Recipe {
  readonly title?: string;
  /** The names of the images it is given; the first begins the list. */
  readonly inputs: readonly string[];
  readonly steps: readonly Step[];
  /** What is saved, by name: `PREVIOUS` is what the last step hands on. */
  readonly results: Readonly<Record<string, string>>;
}

/** A recipe without steps, of one image. */
export const EMPTY_RECIPE: Recipe = { inputs: ['image'], steps: [], results: { result: PREVIOUS } };

/** Finds an operation by its name. */
export type Lookup = (name: string) => Operation | undefined;

/** The names of an operation's inputs by position, of a variadic one for `count` of them; the optional ones come last. */
export function inputNames(
  { inputs, optional }: Operation,
  count: number,
): readonly { readonly name: string; readonly doc: string; readonly optional: boolean }[] {
  const [first] = inputs;
  if (first?.variadic)
    return Array.from({ length: Math.max(1, count) }, (_, at) => ({
      name: `${first.name} ${at + 1}`,
      doc: first.doc,
      optional: false,
    }));
  return [
    ...inputs.map(({ name, doc }) => ({ name, doc, optional: false })),
    ...Object.entries(optional).map(([name, doc]) => ({ name, doc, optional: true })),
  ];
}

/** The output that a reference without one means. */
export function mainOutput(operation: Operation): string {
  return Object.keys(operation.outputs)[0] ?? 'result';
}

/** An id for a step that no other step nor input has: the wish, or the wish and a number. */
export function freeId(recipe: Recipe, wish: string): string {
  const taken = new Set([...recipe.inputs, ...recipe.steps.map(({ id }) => id)]);
  let id = isName(wish) ? wish : 'step';
  for (let count = 2; taken.has(id); count++) id = `${isName(wish) ? wish : 'step'}${count}`;
  return id;
}
