/** What a curve can be set by: its sliders, its formula, and buttons that put handles where an operation says. */
import type { Engine, Node } from 'brightfield';
import { latest } from 'brightfield/view';
import { button, slider, written } from '../lab/controls.js';
import { refuse } from '../page.js';
import { type CurveName, curveOf, type Values } from './curves.js';
import { ends, numbersOf, THRESHOLDS } from './find.js';

export interface SettingsOptions {
  readonly engine: Engine;
  readonly image: Node;
  readonly curve: CurveName;
  readonly values: Values;
  readonly set: (change: Partial<Values>) => void;
}

/** The share of pixels that a stretch cuts off at each end to begin with, in percent. */
const CUT = 1;

/** Fills `parent`; true where an operation is asked at once, and tells. */
export function settingsOf(parent: HTMLElement, { engine, image, curve, values, set }: SettingsOptions): boolean {
  parent.replaceChildren();
  for (const { name, ...options } of curveOf(curve).sliders ?? [])
    slider(parent, { ...options, value: values[name] }, (value) => set({ [name]: value }));
  if (curve === 'formula') written(parent, 'g(u) =', values.text, (text) => set({ text }));
  const find = latest(async (nodes: Readonly<Record<string, Node>>) => set(await numbersOf(engine, nodes)), refuse);
  if (curve === 'threshold') {
    const row = document.createElement('div');
    row.className = 'row';
    parent.append(row);
    for (const [rule, of] of Object.entries(THRESHOLDS)) button(row, rule, () => find({ threshold: of(image) }));
    find({ threshold: THRESHOLDS.Otsu(image) });
  }
  if (curve === 'stretch') {
    const options = { label: 'Cut off at each end', min: 0, max: 10, step: 0.1, value: CUT };
    slider(parent, { ...options, written: (value) => `${value} %` }, (percent) => find(ends(image, percent)));
    find(ends(image, CUT));
  }
  return curve === 'threshold' || curve === 'stretch';
}

/** What handles come to, where nothing is read on the curve. */
export function wordsOf(curve: CurveName, { threshold, low, high }: Values, after: ArrayLike<number>): string {
  if (curve === 'stretch') return `a = ${low.toFixed(3)}   b = ${high.toFixed(3)}`;
  if (curve !== 'threshold') return 'Point at the curve, or at the picture.';
  const all = Array.from(after).reduce((sum, count) => sum + count, 0);
  const above = (100 * (after[after.length - 1] ?? 0)) / all;
  return `t = ${threshold.toFixed(3)}, and ${above.toFixed(1)} % of the pixels are above`;
}
