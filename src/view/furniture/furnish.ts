/** What stands over a viewer's picture: all of it, brought up to date after each drawing. */
import type { Viewer } from '../viewer.js';
import { boxFrame } from './boxFrame.js';
import { colourBar } from './colourBar.js';
import { crossLines } from './crossLines.js';
import type { Furniture } from './over.js';
import { readout } from './readout.js';
import { scaleBar } from './scaleBar.js';
import { sliceSlider } from './sliceSlider.js';
import { toolbar } from './toolbar.js';
import { wipeHandle } from './wipeHandle.js';

const MAKERS: readonly ((viewer: Viewer) => Furniture)[] = [
  boxFrame,
  crossLines,
  wipeHandle,
  scaleBar,
  colourBar,
  readout,
  sliceSlider,
  toolbar,
];

/** Furnishes a viewer; the function that it gives takes all away. */
export function furnish(viewer: Viewer): () => void {
  const all = MAKERS.map((make) => make(viewer));
  const update = (): void => {
    for (const each of all) each.update?.();
  };
  const stop = viewer.on('drawn', update);
  // so that nothing is there half before the first drawing
  update();
  return () => {
    stop();
    for (const { element, dispose } of all) {
      dispose?.();
      element.remove();
    }
  };
}
