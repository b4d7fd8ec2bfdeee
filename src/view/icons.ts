/** Drawings on buttons, in the colour of their text. */

/** Drawn in a square of 16. */
const ICONS = {
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  eye: 'M1.5 8C3 5.2 5.3 3.7 8 3.7S13 5.2 14.5 8C13 10.8 10.7 12.3 8 12.3S3 10.8 1.5 8M8 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  undo: 'M5.5 3L2.5 6l3 3M3 6h6.2a3.6 3.6 0 0 1 0 7.2H6.5',
  redo: 'M10.5 3l3 3l-3 3M13 6H6.8a3.6 3.6 0 0 0 0 7.2H9.5',
  search: 'M7 3a4 4 0 1 1 0 8a4 4 0 0 1 0-8M10 10l3.5 3.5',
  chevron: 'M6 4l4 4l-4 4',
  slices: 'M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z',
  volume: 'M8 1.8L13.5 4.9V11.1L8 14.2L2.5 11.1V4.9zM2.5 4.9L8 8L13.5 4.9M8 8V14.2',
  landscape: 'M1.5 12.5L6 5L8.7 9.5L10.5 7L14.5 12.5z',
  wipe: 'M2.5 3.5h11v9h-11zM8 1.5v13M2.5 8H8M2.5 5.8H8M2.5 10.2H8',
  sideBySide: 'M1.5 4h5.5v8h-5.5zM9 4h5.5v8h-5.5z',
  contrast: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M8 2.5v11M8 5.5h4.8M8 8h5.5M8 10.5h4.8',
  smooth: 'M1.5 11C4 11 4.5 4.5 7 4.5S9.5 11.5 12 11.5S14 8 14.5 8',
  farther: 'M3.5 8h9',
  nearer: 'M3.5 8h9M8 3.5v9',
  fit: 'M9.5 2.5h4v4M13.5 2.5L9.5 6.5M6.5 13.5h-4v-4M2.5 13.5L6.5 9.5',
  save: 'M8 2.5v8M4.5 7.2L8 10.7L11.5 7.2M3 13.5h10',
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
