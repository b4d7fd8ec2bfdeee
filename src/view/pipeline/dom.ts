/** Elements of the panel. */

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

/** Drawn in a square of 16. */
const ICONS = {
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  eye: 'M1.5 8C3 5.2 5.3 3.7 8 3.7S13 5.2 14.5 8C13 10.8 10.7 12.3 8 12.3S3 10.8 1.5 8M8 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  undo: 'M5.5 3L2.5 6l3 3M3 6h6.2a3.6 3.6 0 0 1 0 7.2H6.5',
  redo: 'M10.5 3l3 3l-3 3M13 6H6.800a3.600 3.600 0 0 0 0 7.200H9.500',
  search: 'M7 3a4 4 0 1 1 0 8a4 4 0 0 1 0-8M10 10l3.500 3.500',
  chevron: 'M6 4l4 4l-4 4',
} as const;

export type IconName = keyof typeof ICONS;

/** A drawing in the colour of the text. */
export function icon(name: IconName): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button with a drawing; its label is what it says to those who do not see it, and when it is pointed at. */
export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', className: 'bf-icon', title: label, aria: { label } }, icon(name));
  button.addEventListener('click', press);
  return button;
}
