/** How long a stretch of the picture is: 1, 2 or 5 times a power of ten of the volume's unit, or of voxels. */
import { PLANES } from '../placement.js';
import { firstImage } from '../scene.js';
import type { Viewer } from '../viewer.js';
import { cssScale, type Furniture, over } from './over.js';

/** CSS pixels that it is at most, and the share of a small viewer's width. */
const LONGEST = 120;
const WIDEST = 1 / 3;

export function scaleBar(viewer: Viewer): Furniture {
  const element = over(viewer, 'scale');
  const words = document.createElement('span');
  const bar = document.createElement('div');
  element.append(words, bar);
  return {
    element,
    update() {
      const [pane] = viewer.panes;
      // through a camera, what is far is smaller; of three slices each has a length of its own
      element.hidden = viewer.state.mode !== 'slice';
      if (pane?.kind !== 'slice' || element.hidden) return;
      const { spacing, unit } = firstImage(pane.scene).volume;
      const size = spacing[PLANES[pane.axis].right];
      const length = (pane.placement.step[0] / cssScale(viewer)) * (size ?? 1);
      const { amount, pixels } = barOf(length, Math.min(LONGEST, WIDEST * viewer.canvas.clientWidth));
      // without a size nothing is known but how many voxels it is
      words.textContent = `${amount} ${size ? unit || 'units' : amount === 1 ? 'voxel' : 'voxels'}`;
      bar.style.width = `${pixels}px`;
      bar.style.margin = '3px auto 0';
    },
  };
}

/** The longest round amount that takes no more pixels than a bar may, where a pixel is so long. */
export function barOf(length: number, longest = LONGEST): { readonly amount: number; readonly pixels: number } {
  const most = longest * length;
  const power = 10 ** Math.floor(Math.log10(most));
  const amount = Number(([5, 2, 1].find((each) => each * power <= most) ?? 1) * power);
  return { amount: Number(amount.toPrecision(1)), pixels: amount / length };
}
