/** Which colours stand for which values: a bar for each image that is shown, since the lights of several add up. */
import { type Palette, paletteBytes, paletteKey, paletteOf } from '../palette.js';
import { type ImageLayer, shownImages } from '../scene.js';
import type { Viewer } from '../viewer.js';
import { type Furniture, over, short } from './over.js';

const COLOURS = 256;
/** More bars would hide the picture. */
const MOST = 8;

export function colourBar(viewer: Viewer): Furniture {
  const element = over(viewer, 'colours');
  const ends = document.createElement('div');
  const [high, low] = [document.createElement('span'), document.createElement('span')];
  ends.append(high, low);
  element.append(ends);
  let drawn = '';
  return {
    element,
    update() {
      const images = viewer.scene ? shownImages(viewer.scene).slice(0, MOST) : [];
      element.hidden = images.length === 0;
      const palettes = images.map(paletteOf);
      const keys = palettes.map(paletteKey).join();
      if (keys !== drawn) element.replaceChildren(ends, ...palettes.map(barOf));
      drawn = keys;
      [low.textContent, high.textContent] = [endsOf(images, 0), endsOf(images, 1)];
    },
  };
}

/** What stands at an end of the bars: once where it is the same of all, else one below the other in their order. */
function endsOf(images: readonly ImageLayer[], end: 0 | 1): string {
  return [...new Set(images.map(({ window }) => short(window[end])))].join('\n');
}

function barOf(palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, COLOURS];
  const bytes = paletteBytes(palette);
  const rows = new Uint8ClampedArray(4 * COLOURS);
  // the greatest value is above
  for (let k = 0; k < COLOURS; k++) rows.set(bytes.subarray(4 * k, 4 * k + 4), 4 * (COLOURS - 1 - k));
  canvas.getContext('2d')?.putImageData(new ImageData(rows, 1, COLOURS), 0, 0);
  return canvas;
}
