/** Panels of settings: each control has a name for those who do not see it. */
import type { BindingApi } from '@tweakpane/core';
import { adoptPaneStyles } from 'brightfield/view';
import { Pane } from 'tweakpane';

/** How a control is made: Tweakpane's parameters, and a sentence. */
export interface Control {
  readonly label: string;
  readonly hint: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly options?: Readonly<Record<string, string | number>>;
  readonly format?: (value: number) => string;
}

/** A panel over an object of settings, which it changes; `changed` is told the name of what was changed. */
export function settingsPanel<S extends Record<string, unknown>>(
  container: HTMLElement,
  title: string,
  settings: S,
  controls: { readonly [K in keyof S]: Control },
  changed: (name: keyof S) => void,
): void {
  adoptPaneStyles(container.ownerDocument);
  const pane = new Pane({ container, title });
  for (const [name, { hint, ...params }] of Object.entries(controls) as [keyof S & string, Control][]) {
    const binding = pane.addBinding(settings, name, params) as BindingApi;
    binding.on('change', ({ last = true }) => last && changed(name));
    binding.element.title = hint;
    for (const input of binding.element.querySelectorAll('input, select'))
      input.setAttribute('aria-label', params.label);
  }
}
