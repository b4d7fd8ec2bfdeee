/** The edges of what a camera looks at, so that one sees how it is turned. */
import { cornersOf, EDGES } from '../box.js';
import type { SpacePane } from '../layout.js';
import { project } from '../projection.js';
import type { Viewer } from '../viewer.js';
import { cssScale, type Furniture, over } from './over.js';

const SVG = 'http://www.w3.org/2000/svg';

export function boxFrame(viewer: Viewer): Furniture {
  const element = over(viewer, 'frame');
  element.setAttribute('aria-hidden', 'true');
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('width', '100%');
  drawing.setAttribute('height', '100%');
  element.append(drawing);
  return {
    element,
    update() {
      const panes = viewer.panes.filter((pane): pane is SpacePane => pane.kind !== 'slice');
      element.hidden = panes.length === 0;
      drawing.replaceChildren(...panes.flatMap((pane) => edgesOf(pane, cssScale(viewer))));
    },
  };
}

function edgesOf({ camera, box, room }: SpacePane, css: number): SVGLineElement[] {
  const corners = cornersOf(box).map((corner) => project(camera, box, room, corner));
  return EDGES.flatMap(([from, to]) => {
    const [a, b] = [corners[from], corners[to]];
    if (!a || !b || a.depth <= 0 || b.depth <= 0) return [];
    const line = document.createElementNS(SVG, 'line');
    for (const [name, value] of Object.entries({ x1: a.x, y1: a.y, x2: b.x, y2: b.y }))
      line.setAttribute(name, `${css * value}`);
    return [line];
  });
}
