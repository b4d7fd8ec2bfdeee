/** Elements that stand over a viewer's picture. */
import type { Viewer } from '../viewer.js';

/** Something that stands over the picture, brought up to date after each drawing. */
export interface Furniture {
  readonly element: HTMLElement;
  /** Brings it up to date. */
  update?(): void;
  dispose?(): void;
}

/** An element of a class of its own over the picture. */
export function over(viewer: Viewer, name: string): HTMLDivElement {
  const element = document.createElement('div');
  element.className = `brightfield-over brightfield-${name}`;
  viewer.container.append(element);
  return element;
}

/** CSS pixels for one pixel of the canvas. */
export function cssScale({ canvas }: Viewer): number {
  return canvas.width > 0 ? canvas.clientWidth / canvas.width : 1;
}

/** Four digits that matter, without an exponent where there need be none. */
export const short = (value: number): string => `${Number(value.toPrecision(4))}`;
