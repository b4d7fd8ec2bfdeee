/** Controls of a kernel: presets that fill the grid, their numbers, the grid itself, and what is done to all of it. */
import { button, type Control, choice, slider, toggle } from '../lab/controls.js';
import type { Filter } from './graph.js';
import { KernelGrid } from './grid.js';
import { isBalanced, type Kernel, normalised, PRESETS, type PresetName, presetOf, resized, sumOf } from './kernels.js';

type Drawn = Omit<Filter, 'border'>;
type Choice = PresetName | 'own';

const LABELS = Object.fromEntries([
  ...Object.entries(PRESETS).map(([name, { label }]) => [name, label]),
  ['own', 'your own'],
]) as Record<Choice, string>;
const SIZES = { 3: '3 × 3', 5: '5 × 5', 7: '7 × 7', 9: '9 × 9' } as const;
type Size = keyof typeof SIZES;

export function kernelControls(parent: HTMLElement, changed: () => void): { readonly value: Drawn } {
  let kernel: Kernel = { size: 0, weights: [] };
  const show = (next: Kernel): void => {
    kernel = next;
    grid.show(kernel);
    words.textContent = wordsOf(kernel);
  };
  /** What a preset makes of its numbers. */
  const fill = (): void => {
    if (preset.value === 'own') return;
    const numbers = { size: Number(size.value), sigma: sigma.value, amount: amount.value };
    show(presetOf(preset.value).of(numbers));
    changed();
  };
  /** What is drawn has no name. */
  const draw = (next: Kernel): void => {
    preset.value = 'own';
    arrange();
    show(next);
    changed();
  };
  const arrange = (): void => {
    const { sigma: hasSigma, amount: hasAmount } = preset.value === 'own' ? {} : presetOf(preset.value);
    sigma.element.hidden = hasSigma === undefined;
    amount.element.hidden = hasAmount === undefined;
  };
  const begin = (name: Choice): void => {
    arrange();
    if (name === 'own') return;
    const { size: length, sigma: width, amount: factor, isLength = false } = presetOf(name);
    size.value = `${length}`;
    if (width !== undefined) sigma.value = width;
    if (factor !== undefined) amount.value = factor;
    both.value = isLength;
    fill();
  };

  const preset = choice<Choice>(parent, 'Kernel', LABELS, 'gaussian', begin);
  const two = (value: number): string => value.toFixed(2);
  const range = { step: 0.05, written: two };
  const sigma = slider(parent, { ...range, label: 'Width σ, in pixels', min: 0.4, max: 2.5, value: 1.5 }, fill);
  const amount = slider(parent, { ...range, label: 'Amount', min: 0, max: 5, value: 1.5 }, fill);
  const grid = new KernelGrid({ onChange: draw, brush: () => brush.value });
  parent.append(grid.element);
  const words = document.createElement('p');
  words.className = 'words';
  const row = document.createElement('div');
  row.className = 'row';
  parent.append(words, row);
  button(row, 'Normalise', () => draw(normalised(kernel)));
  button(row, 'Clear', () => draw({ ...kernel, weights: kernel.weights.map(() => 0) }));
  button(row, 'Negative', () => draw({ ...kernel, weights: kernel.weights.map((weight) => -weight) }));
  const brush = slider(parent, { label: 'Brush', min: -2, max: 2, step: 0.25, value: 1 }, () => undefined);
  const size: Control<string> = choice<`${Size}`>(parent, 'Size', SIZES, '9', (length) => {
    if (preset.value === 'own') draw(resized(kernel, Number(length)));
    else fill();
  });
  const both = toggle(parent, 'Length of what it gives across and down', false, changed);
  show(PRESETS.gaussian.of({ size: 9, sigma: 1.5, amount: 0 }));
  arrange();
  return {
    get value() {
      return { kernel, isLength: both.value };
    },
  };
}

function wordsOf(kernel: Kernel): string {
  if (kernel.weights.every((weight) => weight === 0)) return 'All weights are 0.';
  if (isBalanced(kernel)) return 'The weights add up to 0: what is even becomes 0, shown as grey.';
  const sum = Number(sumOf(kernel).toPrecision(4));
  return sum === 1
    ? 'The weights add up to 1: brightness stays.'
    : `The weights add up to ${sum}: so many times as bright.`;
}
