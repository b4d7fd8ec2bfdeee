/** The colours of the page, which its style sheet knows; another scheme changes them. */
import type { Colour } from 'brightfield/view';

/** The text of a colour. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A colour that is written as `#rrggbb`, as shares. */
export function colourOf(name: string): Colour {
  const number = Number.parseInt(colour(name).slice(1), 16);
  return [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255];
}

/** Tells when the page changes between dark and light. */
export function onScheme(changed: () => void): void {
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', changed);
}
