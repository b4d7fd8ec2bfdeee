/** Where the three slices cut each other. */
import { PLANES } from '../placement.js';
import type { Viewer } from '../viewer.js';
import { cssScale, type Furniture, over } from './over.js';

export function crossLines(viewer: Viewer): Furniture {
  const element = over(viewer, 'cross');
  element.setAttribute('aria-hidden', 'true');
  return {
    element,
    update() {
      const { mode, cross, position } = viewer.state;
      element.hidden = !(cross || mode === 'slices');
      if (element.hidden) return;
      const css = cssScale(viewer);
      const lines = viewer.panes.flatMap((pane) => {
        if (pane.kind !== 'slice') return [];
        const { axis, placement, room } = pane;
        const { right, down } = PLANES[axis];
        const x = placement.left + (position[right] + 0.5) / placement.step[0];
        const y = placement.top + (position[down] + 0.5) / placement.step[1];
        const inX = x >= room.left && x < room.left + room.width;
        const inY = y >= room.top && y < room.top + room.height;
        return [
          ...(inX ? [line(css * x, css * room.top, 1, css * room.height)] : []),
          ...(inY ? [line(css * room.left, css * y, css * room.width, 1)] : []),
        ];
      });
      element.replaceChildren(...lines);
    },
  };
}

function line(left: number, top: number, width: number, height: number): HTMLDivElement {
  const element = document.createElement('div');
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  return element;
}
