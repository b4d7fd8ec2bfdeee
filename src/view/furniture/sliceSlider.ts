/** Which slice is shown: a slider, for those who have no wheel. */
import { firstImage } from '../scene.js';
import type { Viewer } from '../viewer.js';
import { type Furniture, over } from './over.js';

export function sliceSlider(viewer: Viewer): Furniture {
  const element = over(viewer, 'slices');
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.min = '0';
  element.append(slider);
  slider.addEventListener('input', () => {
    const { axis, position } = viewer.state;
    viewer.set({ position: { ...position, [axis]: slider.valueAsNumber } });
  });
  return {
    element,
    update() {
      const { scene, state } = viewer;
      const slices = scene ? firstImage(scene).volume.shape[state.axis] : 1;
      element.hidden = slices === 1 || state.mode === 'slices' || state.mode === 'volume';
      slider.max = `${slices - 1}`;
      slider.value = `${state.position[state.axis]}`;
      slider.setAttribute('aria-label', `slice across ${state.axis}`);
      slider.setAttribute('aria-valuetext', `${state.position[state.axis] + 1} of ${slices}`);
    },
  };
}
