/** Which colours stand for which values: of the first image that is shown. */
import { type Palette, paletteBytes, paletteKey, paletteOf } from '../palette.js';
import { shownImages } from '../scene.js';
import type { Viewer } from '../viewer.js';
import { type Furniture, over, short } from './over.js';

const COLOURS = 256;

export function colourBar(viewer: Viewer): Furniture {
  const element = over(viewer, 'colours');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, COLOURS];
  const ends = document.createElement('div');
  const [high, low] = [document.createElement('span'), document.createElement('span')];
  ends.append(high, low);
  element.append(canvas, ends);
  let drawn = '';
  return {
    element,
    update() {
      const [image] = viewer.scene ? shownImages(viewer.scene) : [];
      element.hidden = !image;
      if (!image) return;
      const palette = paletteOf(image);
      if (paletteKey(palette) !== drawn) paint(canvas, palette);
      drawn = paletteKey(palette);
      [low.textContent, high.textContent] = image.window.map(short) as [string, string];
    },
  };
}

function paint(canvas: HTMLCanvasElement, palette: Palette): void {
  const bytes = paletteBytes(palette);
  const rows = new Uint8ClampedArray(4 * COLOURS);
  // the greatest value is above
  for (let k = 0; k < COLOURS; k++) rows.set(bytes.subarray(4 * k, 4 * k + 4), 4 * (COLOURS - 1 - k));
  canvas.getContext('2d')?.putImageData(new ImageData(rows, 1, COLOURS), 0, 0);
}
