/**
 * A panel for an operation's parameters, drawn with Tweakpane from the declaration alone. It changes nothing by itself: it
 * tells the parameters whenever they are turned, and says what is wrong with a value instead of telling it.
 */
import { type FolderApi, Pane } from 'tweakpane';
import type { Axis } from '../core/axes.js';
import type { Operation } from '../graph/operation.js';
import { adoptPaneStyles } from './adopt.js';
import { type Control, type ControlOptions, checkValue, controlsOf, type Slider } from './controls.js';

export interface PanelOptions extends ControlOptions {
  readonly container: HTMLElement;
  /** Parameters shown first; the others wait in a folder that is closed. All are shown where this is left out. */
  readonly first?: readonly string[];
  /** Whether the operation's name stands above; true unless said. */
  readonly title?: boolean;
  /** Told the operation's parameters after each change, and which of them it was. */
  readonly onChange?: (params: Readonly<Record<string, unknown>>, turned: Turned) => void;
}

/** What was changed. */
export interface Turned {
  readonly name: string;
  /** What it is now; undefined where it is left out. */
  readonly value: unknown;
  /** Whether the change is at its end: false while a slider is dragged. */
  readonly settled: boolean;
}

export interface OperationPanel extends Disposable {
  /** The parameters as they stand: what the operation takes. */
  readonly params: Readonly<Record<string, unknown>>;
  dispose(): void;
}

type Folder = Pane | FolderApi;
type Change = (name: string, value: unknown, settled: boolean) => void;

/**
 * Makes a panel for an operation in an element of the page.
 * @example
 * const panel = operationPanel(gaussian, { container, ranges: { sigma: [0.3, 4] }, onChange: (params) => update(params) });
 */
export function operationPanel(operation: Operation, options: PanelOptions): OperationPanel {
  const { container, first, title = true, onChange } = options;
  adoptPaneStyles(container.ownerDocument);
  const pane = new Pane({ container, ...(title && { title: operation.operation }) });
  pane.element.title = operation.summary;
  const controls = controlsOf(operation.params, options);
  const names = Object.keys(controls);
  const shownFirst = first ?? names;
  const params: Record<string, unknown> = {};
  const refusal = document.createElement('p');
  refusal.setAttribute('role', 'alert');
  refusal.className = 'brightfield-refusal';
  refusal.hidden = true;

  const change: Change = (name, value, settled) => {
    const spec = operation.params[name];
    if (!spec) return;
    try {
      checkValue(operation.operation, name, spec, value);
    } catch (cause) {
      refusal.textContent = cause instanceof Error ? cause.message : `${cause}`;
      refusal.hidden = false;
      return;
    }
    refusal.hidden = true;
    if (value === undefined) delete params[name];
    else params[name] = value;
    onChange?.({ ...params }, { name, value, settled });
  };

  const rest = names.filter((name) => !shownFirst.includes(name));
  for (const name of shownFirst) if (controls[name]) addControl(pane, name, controls[name], params, change);
  const more: Folder | undefined = rest.length ? pane.addFolder({ title: 'more', expanded: false }) : undefined;
  for (const name of rest) if (more && controls[name]) addControl(more, name, controls[name], params, change);
  container.append(refusal);

  const dispose = (): void => {
    pane.dispose();
    refusal.remove();
  };
  return {
    get params() {
      return { ...params };
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

/** Draws a control and puts its first value among the parameters. */
function addControl(
  folder: Folder,
  name: string,
  control: Control,
  params: Record<string, unknown>,
  change: Change,
): void {
  switch (control.kind) {
    case 'slider':
      params[name] = control.value;
      addSlider(folder, control, (value, settled) => change(name, value, settled));
      return;
    case 'sliders': {
      const along: Partial<Record<Axis, number>> = {};
      for (const { axis, slider } of control.axes) {
        along[axis] = slider.value;
        addSlider(folder, slider, (value, settled) => {
          along[axis] = value;
          change(name, { ...along }, settled);
        });
      }
      params[name] = { ...along };
      return;
    }
    case 'checkbox':
      params[name] = control.value;
      bind(folder, control, control.value, {}, (value) => change(name, value, true));
      return;
    case 'list': {
      if (control.value) params[name] = control.value;
      const list = Object.fromEntries(control.options.map((word) => [word || '(none)', word]));
      bind(folder, control, control.value, { options: list }, (value) => change(name, value || undefined, true));
      return;
    }
    case 'field': {
      const value = control.read(control.value);
      if (value !== undefined) params[name] = value;
      bind(folder, control, control.value, {}, (text) => change(name, control.read(text), true));
    }
  }
}

function addSlider(folder: Folder, slider: Slider, change: (value: number, settled: boolean) => void): void {
  const { min, max, step, value } = slider;
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const format = (number: number): string => number.toFixed(decimals);
  // steps add up to 1.6000000000000003
  bind(folder, slider, value, { min, max, step, format }, (turned, settled) => change(Number(format(turned)), settled));
}

function bind<V>(
  folder: Folder,
  { label, hint }: { readonly label: string; readonly hint: string },
  value: V,
  options: object,
  change: (value: V, settled: boolean) => void,
): void {
  const binding = folder.addBinding({ value }, 'value', { label, ...options });
  binding.on('change', (event) => change(event.value as V, event.last));
  binding.element.title = hint;
  for (const input of binding.element.querySelectorAll('input, select')) input.setAttribute('aria-label', label);
}
