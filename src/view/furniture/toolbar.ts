/** Buttons over the picture: what is looked at, how near, and a picture of it to keep. Only those that there is a use for are shown. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { dolly } from '../camera.js';
import { download } from '../download.js';
import { type IconName, icon } from '../icons.js';
import type { Method } from '../rendering.js';
import { channelOf, firstImage } from '../scene.js';
import type { Viewer } from '../viewer.js';
import { fitted, type ViewState } from '../viewState.js';
import { windowOf } from '../window.js';
import { type Furniture, over } from './over.js';

interface Button {
  /** What stands on it: a word, or a drawing. */
  readonly words?: string;
  readonly icon?: IconName;
  readonly label: string;
  readonly press: (viewer: Viewer) => void;
  /** Whether it is down; it is no switch where left out. */
  readonly pressed?: (state: ViewState) => boolean;
  /** Whether there is a use for it; there is where left out. */
  readonly useful?: (viewer: Viewer) => boolean;
}

const isDeep = ({ scene }: Viewer): boolean => {
  const { z, y, x } = scene ? firstImage(scene).volume.shape : { z: 1, y: 1, x: 1 };
  return z > 1 && y > 1 && x > 1;
};
const isCompared = ({ before }: Viewer): boolean => before !== undefined;

const METHODS_IN_WORDS: Readonly<Record<Method, { readonly words: string; readonly label: string }>> = {
  mip: { words: 'max', label: 'the greatest value along each ray' },
  mean: { words: 'mean', label: 'the mean along each ray' },
  alpha: { words: 'cloud', label: 'a lit cloud, as opaque as its values are high' },
  isosurface: { words: 'surface', label: 'the surface where values reach the middle of the window' },
};

const AXES: readonly Button[] = SPATIAL_AXES.map((axis) => ({
  words: axis,
  label: `slices across ${axis}`,
  press: (viewer) => viewer.set({ mode: 'slice', axis, centre: undefined, zoom: 1 }),
  pressed: (state) => state.mode === 'slice' && state.axis === axis,
  useful: isDeep,
}));

const GROUPS: readonly (readonly Button[])[] = [
  [
    ...AXES,
    {
      icon: 'slices',
      label: 'three slices across each other, beside the volume',
      press: (viewer) => viewer.set({ mode: 'slices', centre: undefined, zoom: 1 }),
      pressed: ({ mode }) => mode === 'slices',
      useful: isDeep,
    },
    {
      icon: 'volume',
      label: 'the volume, seen through',
      press: (viewer) => viewer.set({ mode: 'volume' }),
      pressed: ({ mode }) => mode === 'volume',
      useful: isDeep,
    },
    {
      icon: 'landscape',
      label: 'the slice as a landscape',
      press: (viewer) => viewer.set({ mode: viewer.state.mode === 'surface' ? 'slice' : 'surface' }),
      pressed: ({ mode }) => mode === 'surface',
    },
  ],
  (Object.keys(METHODS_IN_WORDS) as Method[]).map((method) => ({
    words: METHODS_IN_WORDS[method].words,
    label: METHODS_IN_WORDS[method].label,
    press: (viewer) => viewer.set({ rendering: { ...viewer.state.rendering, method } }),
    pressed: ({ rendering }) => rendering.method === method,
    useful: ({ state: { mode } }) => mode === 'volume' || mode === 'slices',
  })),
  [
    {
      icon: 'wipe',
      label: 'before and after, with a line between them',
      press: (viewer) => viewer.set({ compare: viewer.state.compare === 'wipe' ? 'off' : 'wipe' }),
      pressed: ({ compare }) => compare === 'wipe',
      useful: isCompared,
    },
    {
      icon: 'sideBySide',
      label: 'before and after, side by side',
      press: (viewer) => viewer.set({ compare: viewer.state.compare === 'side' ? 'off' : 'side' }),
      pressed: ({ compare }) => compare === 'side',
      useful: isCompared,
    },
  ],
  [
    {
      icon: 'contrast',
      label: 'drags change the window of values',
      press: (viewer) => viewer.set({ tool: viewer.state.tool === 'window' ? 'pan' : 'window' }),
      pressed: ({ tool }) => tool === 'window',
    },
    { words: 'auto', label: 'the window that holds nearly all values', press: (viewer) => void chooseWindows(viewer) },
    {
      icon: 'smooth',
      label: 'smooth between voxels',
      press: (viewer) => viewer.set({ smooth: !viewer.state.smooth }),
      pressed: ({ smooth }) => smooth,
    },
  ],
  [
    { icon: 'farther', label: 'farther', press: (viewer) => nearer(viewer, 1 / 1.5) },
    { icon: 'nearer', label: 'nearer', press: (viewer) => nearer(viewer, 1.5) },
    { icon: 'fit', label: 'all of it', press: (viewer) => viewer.set(fitted(viewer.state)) },
  ],
  [{ icon: 'save', label: 'save the picture as PNG', press: (viewer) => void savePicture(viewer) }],
];

function nearer(viewer: Viewer, factor: number): void {
  const [pane] = viewer.panes;
  if (!pane || pane.kind === 'slice') viewer.set({ zoom: viewer.state.zoom * factor });
  else viewer.move({ cameras: { ...viewer.state.cameras, [pane.kind]: dolly(pane.camera, factor) } });
}

/** Gives every image that is shown the window of its own values. */
async function chooseWindows(viewer: Viewer): Promise<void> {
  const { scene, engine } = viewer;
  for (const [k, image] of (scene?.images ?? []).entries())
    if (scene && image.visible !== false)
      viewer.setWindow(k, await windowOf(engine, image.volume, channelOf(scene, image)));
}

async function savePicture(viewer: Viewer): Promise<void> {
  download(`${viewer.canvas.getAttribute('aria-label') ?? 'picture'}.png`, await viewer.screenshot());
}

export function toolbar(viewer: Viewer): Furniture {
  const element = over(viewer, 'tools');
  element.setAttribute('role', 'toolbar');
  element.setAttribute('aria-label', 'view');
  const updates: (() => void)[] = [];
  for (const group of GROUPS) {
    const box = document.createElement('div');
    element.append(box);
    for (const each of group) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(each.icon ? icon(each.icon) : (each.words ?? ''));
      button.title = each.label;
      button.setAttribute('aria-label', each.label);
      button.addEventListener('click', () => each.press(viewer));
      box.append(button);
      updates.push(() => {
        button.hidden = each.useful?.(viewer) === false;
        if (each.pressed) button.setAttribute('aria-pressed', `${each.pressed(viewer.state)}`);
      });
    }
    updates.push(() => {
      box.hidden = [...box.children].every((button) => button instanceof HTMLElement && button.hidden);
    });
  }
  return {
    element,
    update() {
      for (const update of updates) update();
    },
  };
}
