/** Elements of the panel. */
import { type IconName, icon } from '../icons.js';

type Props<E extends HTMLElement> = Partial<Omit<E, 'style' | 'dataset' | 'children'>> & {
  readonly data?: Readonly<Record<string, string>>;
  /** ARIA, without the prefix. */
  readonly aria?: Readonly<Record<string, string>>;
};

/** An element with properties and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { data = {}, aria = {}, ...props }: Props<HTMLElementTagNameMap[K]> = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), props);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A button with a drawing; its label is what it says to those who do not see it, and when it is pointed at. */
export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', className: 'bf-icon', title: label, aria: { label } }, icon(name));
  button.addEventListener('click', press);
  return button;
}
