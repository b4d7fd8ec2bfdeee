/** What a step is given, and which of its outputs goes on: a list for each input. */
import type { Operation } from '../../graph/operation.js';
import { dropFeed, saveAs, setFeed, setOutput } from '../recipe/edits.js';
import { handsOn } from '../recipe/graph.js';
import { type Feed, inputNames, type Lookup, mainOutput, PREVIOUS, type Recipe, type Step } from '../recipe/recipe.js';
import { resolve } from '../recipe/resolve.js';
import { make } from './dom.js';

/** In a list of feeds: a number, which is written beside it. */
const NUMBER = '#';
/** In a list of feeds: nothing. */
const NOTHING = '';

type Edit = (change: (recipe: Recipe) => Recipe, settled?: boolean) => void;

/** The rows of a step. */
export function feedRows(recipe: Recipe, step: Step, operation: Operation, lookup: Lookup, edit: Edit): HTMLElement[] {
  const variadic = operation.inputs[0]?.variadic === true;
  const names = inputNames(operation, step.inputs.length);
  const known = earlier(recipe, step, lookup);
  const rows = names.map(({ name, doc, optional }, at) => {
    const feed = step.inputs[at] ?? null;
    const list = make('select', { title: doc, aria: { label: `${name} of ${step.id}` } });
    if (optional || feed === null) list.add(new Option(optional ? '(none)' : '(must be given)', NOTHING));
    for (const { value, label } of known) list.add(new Option(label, value));
    if (names.length > 1 || typeof feed === 'number') list.add(new Option('a number', NUMBER));
    const value = wordOf(feed);
    // a step that does not come before any more is shown as it is named
    if (![...list.options].some((option) => option.value === value))
      list.add(new Option(`${value} (not before)`, value));
    list.value = value;
    const set = (given: Feed): void => edit((before) => setFeed(before, step.id, at, given));
    list.addEventListener('change', () => set(list.value === NUMBER ? 0 : list.value === NOTHING ? null : list.value));
    const row = make('label', { className: 'bf-row' }, make('span', { textContent: name, title: doc }), list);
    if (typeof feed === 'number') row.append(numberField(`${name} of ${step.id}, a number`, feed, set));
    return row as HTMLElement;
  });
  if (variadic) rows.push(moreRow(step, edit));
  const outputs = Object.keys(operation.outputs);
  if (outputs.length > 1) {
    const list = make('select', {
      title: 'What the next step takes, and what is looked at',
      aria: { label: `output of ${step.id}` },
    });
    for (const output of outputs) list.add(new Option(output, output));
    list.value = step.output ?? mainOutput(operation);
    list.title = operation.outputs[list.value] ?? '';
    list.addEventListener('change', () => edit((before) => setOutput(before, step.id, list.value, lookup)));
    rows.push(make('label', { className: 'bf-row' }, make('span', { textContent: 'goes on' }), list));
  }
  rows.push(saveRow(recipe, step, operation, edit));
  return rows;
}

/** What a step may be given, in the order of the list. */
function earlier(recipe: Recipe, step: Step, lookup: Lookup): { readonly value: string; readonly label: string }[] {
  const place = recipe.steps.indexOf(step);
  const before = recipe.steps.slice(0, place);
  const previous = resolve({ ...recipe, steps: before }).find(PREVIOUS);
  const images = recipe.inputs.map((name) => ({ value: name, label: name }));
  const steps = before.flatMap(({ id, operation }) => {
    const outputs = Object.keys(lookup(operation)?.outputs ?? {});
    const [main, ...others] = outputs;
    const label = outputs.length > 1 ? `${id}: ${main}` : id;
    return [{ value: id, label }, ...others.map((output) => ({ value: `${id}.${output}`, label: `${id}: ${output}` }))];
  });
  return [{ value: PREVIOUS, label: `↑ ${previous}` }, ...images, ...steps];
}

function wordOf(feed: Feed): string {
  return typeof feed === 'number' ? NUMBER : (feed ?? NOTHING);
}

function numberField(label: string, value: number, set: (value: number) => void): HTMLInputElement {
  const field = make('input', { type: 'number', step: 'any', value: `${value}`, aria: { label } });
  field.addEventListener('change', () => {
    if (Number.isFinite(field.valueAsNumber)) set(field.valueAsNumber);
  });
  return field;
}

/** More and fewer inputs of an operation that takes any number. */
function moreRow(step: Step, edit: Edit): HTMLElement {
  const add = make('button', { type: 'button', textContent: 'one more input' });
  add.addEventListener('click', () =>
    edit((before) => setFeed(before, step.id, step.inputs.length, before.inputs[0] ?? 'image')),
  );
  const drop = make('button', { type: 'button', textContent: 'one fewer', disabled: step.inputs.length < 2 });
  drop.addEventListener('click', () => edit((before) => dropFeed(before, step.id)));
  return make('div', { className: 'bf-row bf-more' }, add, drop);
}

/** The name that the step's result is saved under. */
function saveRow(recipe: Recipe, step: Step, operation: Operation, edit: Edit): HTMLElement {
  const reference = handsOn(step, operation);
  const isLast = recipe.steps.at(-1) === step;
  const saved = Object.entries(recipe.results).find(([, each]) => each === reference || (isLast && each === PREVIOUS));
  const field = make('input', {
    type: 'text',
    value: saved?.[0] ?? '',
    placeholder: '(not saved)',
    aria: { label: `save ${step.id} as` },
  });
  field.addEventListener('change', () => edit((before) => saveAs(before, saved?.[1] ?? reference, field.value.trim())));
  return make(
    'label',
    { className: 'bf-row' },
    make('span', { textContent: 'save as', title: 'The name of the result in the pipeline file' }),
    field,
  );
}
