/**
 * The controls of a chapter: native ones with labels, made by calls, each telling its value whenever it changes. What they are set to is kept in the
 * page's address.
 */
import { keep, kept } from './kept.js';

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** How its value is written; as it is where left out. */
  readonly written?: (value: number) => string;
}

/** A control that can be read and set. */
export interface Control<T> {
  value: T;
  readonly element: HTMLElement;
}

/** What a list or a choice shows, of things that each have words. */
export const wordsOf = <N extends string>(named: Readonly<Record<N, { readonly words: string }>>): Record<N, string> =>
  Object.fromEntries(
    Object.entries<{ readonly words: string }>(named).map(([name, each]) => [name, each.words]),
  ) as Record<N, string>;

let made = 0;
/** Tells of values that were kept, once the page can hear them. */
const untold: (() => void)[] = [];
const names = new Map<string, number>();

/** Tells the values that were kept in the address; a page does so when all of its controls are there. */
export function tellKept(): void {
  for (const tell of untold.splice(0)) tell();
}

/** Keeps a control's value in the address by its label, and sets it to what was kept there. */
function remember<T>(
  label: string,
  control: Control<T>,
  read: (text: string) => T | undefined,
  tell: (value: T) => void,
): void {
  const slug = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const twins = names.get(slug) ?? 0;
  names.set(slug, twins + 1);
  const name = twins === 0 ? slug : `${slug}-${twins + 1}`;
  const first = `${control.value}`;
  control.element.addEventListener('input', () => keep(name, `${control.value}`, first));
  const text = kept(name);
  const value = text === undefined || text === first ? undefined : read(text);
  if (value === undefined) return;
  control.value = value;
  // a viewer that began otherwise may have set the control back
  untold.push(() => {
    control.value = value;
    tell(control.value);
  });
}

/** A slider whose value can be written anew, where what it stands for has changed. */
export interface Slider extends Control<number> {
  write(): void;
}

/** A slider with its value beside it. */
export function slider(parent: HTMLElement, options: SliderOptions, onInput: (value: number) => void): Slider {
  const { label, min, max, step, value, written = (number) => `${number}` } = options;
  const element = document.createElement('div');
  element.className = 'slider';
  const id = `control-${made++}`;
  const words = document.createElement('label');
  words.htmlFor = id;
  words.textContent = label;
  const input = document.createElement('input');
  Object.assign(input, { id, type: 'range', min: `${min}`, max: `${max}`, step: `${step}`, value: `${value}` });
  const output = document.createElement('output');
  output.htmlFor.add(id);
  const write = (): void => {
    output.textContent = written(input.valueAsNumber);
    input.setAttribute('aria-valuetext', output.textContent);
  };
  input.addEventListener('input', () => {
    write();
    onInput(input.valueAsNumber);
  });
  write();
  element.append(words, output, input);
  parent.append(element);
  const control: Slider = {
    element,
    write,
    get value() {
      return input.valueAsNumber;
    },
    set value(next) {
      input.value = `${next}`;
      write();
    },
  };
  const read = (text: string): number | undefined => (Number.isFinite(Number(text)) ? Number(text) : undefined);
  remember(label, control, read, onInput);
  return control;
}

/** One of several, all of them seen. */
export function choice<T extends string>(
  parent: HTMLElement,
  label: string,
  options: Readonly<Record<T, string>>,
  value: T,
  onInput: (value: T) => void,
): Control<T> {
  const element = document.createElement('fieldset');
  element.className = 'choice';
  const legend = document.createElement('legend');
  legend.textContent = label;
  element.append(legend);
  const name = `choice-${made++}`;
  const inputs = (Object.keys(options) as T[]).map((key) => {
    const box = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name, value: key, checked: key === value });
    const words = document.createElement('span');
    words.textContent = options[key];
    box.append(input, words);
    element.append(box);
    input.addEventListener('change', () => onInput(key));
    return input;
  });
  parent.append(element);
  const control: Control<T> = {
    element,
    get value() {
      return inputs.find(({ checked }) => checked)?.value as T;
    },
    set value(next) {
      for (const input of inputs) input.checked = input.value === next;
    },
  };
  remember(label, control, (text) => (text in options ? (text as T) : undefined), onInput);
  return control;
}

/** One of many, in a list. */
export function list<T extends string>(
  parent: HTMLElement,
  label: string,
  options: Readonly<Record<T, string>>,
  value: T,
  onInput: (value: T) => void,
): Control<T> {
  const element = document.createElement('label');
  element.className = 'list';
  const select = document.createElement('select');
  for (const key of Object.keys(options) as T[])
    select.add(new Option(options[key], key, key === value, key === value));
  select.addEventListener('change', () => onInput(select.value as T));
  element.append(label, select);
  parent.append(element);
  const control: Control<T> = {
    element,
    get value() {
      return select.value as T;
    },
    set value(next) {
      select.value = next;
    },
  };
  remember(label, control, (text) => (text in options ? (text as T) : undefined), onInput);
  return control;
}

/** Yes or no. */
export function toggle(
  parent: HTMLElement,
  label: string,
  value: boolean,
  onInput: (value: boolean) => void,
): Control<boolean> {
  const element = document.createElement('label');
  element.className = 'toggle';
  const input = document.createElement('input');
  Object.assign(input, { type: 'checkbox', checked: value });
  input.addEventListener('change', () => onInput(input.checked));
  element.append(input, label);
  parent.append(element);
  const control: Control<boolean> = {
    element,
    get value() {
      return input.checked;
    },
    set value(next) {
      input.checked = next;
    },
  };
  remember(label, control, (text) => text === 'true', onInput);
  return control;
}

/** Something that is written. */
export function written(
  parent: HTMLElement,
  label: string,
  value: string,
  onInput: (value: string) => void,
): Control<string> {
  const element = document.createElement('label');
  element.className = 'written';
  const input = document.createElement('input');
  Object.assign(input, { type: 'text', value, spellcheck: false, autocomplete: 'off' });
  input.addEventListener('input', () => onInput(input.value));
  element.append(label, input);
  parent.append(element);
  return {
    element,
    get value() {
      return input.value;
    },
    set value(next) {
      input.value = next;
    },
  };
}

/** Something to do. */
export function button(parent: HTMLElement, label: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', onClick);
  parent.append(element);
  return element;
}
