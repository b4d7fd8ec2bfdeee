/** The line between before and after: dragged, or moved by arrow keys. */
import type { Viewer } from '../viewer.js';
import { type Furniture, over } from './over.js';

const STEP = 0.02;

export function wipeHandle(viewer: Viewer): Furniture {
  const element = over(viewer, 'wipe');
  element.tabIndex = 0;
  element.setAttribute('role', 'slider');
  element.setAttribute('aria-label', 'before at the left, after at the right');
  element.setAttribute('aria-valuemin', '0');
  element.setAttribute('aria-valuemax', '100');
  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    event.stopPropagation();
  });
  element.addEventListener('pointermove', (event) => {
    if (!element.hasPointerCapture(event.pointerId)) return;
    const box = viewer.canvas.getBoundingClientRect();
    viewer.set({ wipe: (event.clientX - box.left) / box.width });
  });
  element.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP, Home: -1, End: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    viewer.set({ wipe: viewer.state.wipe + by });
  });
  return {
    element,
    update() {
      const { compare, wipe, mode } = viewer.state;
      element.hidden = compare !== 'wipe' || mode === 'slices' || !viewer.before;
      element.style.left = `${100 * wipe}%`;
      element.setAttribute('aria-valuenow', `${Math.round(100 * wipe)}`);
    },
  };
}
