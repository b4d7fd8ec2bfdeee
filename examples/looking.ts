/** The same numbers as a picture, a landscape, level lines, a volume seen through. What is computed is a blur; all else is drawing. */
import { colormap, gaussian, type HostVolume } from 'brightfield';
import type { ImageLayer, ViewMode } from 'brightfield/view';
import { openChapter, stage } from './lab/chapter.js';
import { choice, list, slider } from './lab/controls.js';
import { kept } from './lab/kept.js';
import { newest } from './lab/newest.js';
import { SAMPLES, sample } from './lab/samples.js';
import { halved } from './lab/smaller.js';
import { refuse } from './page.js';

const IMAGES = {
  coins: SAMPLES.coins.words,
  stent: SAMPLES.stent.words,
  cell: SAMPLES.cell.words,
  camera: SAMPLES.camera.words,
} as const;
type Name = keyof typeof IMAGES;

const VIEWS = { slice: 'picture', surface: 'landscape', volume: 'seen through', slices: 'three slices' } as const;
const METHODS = { mip: 'greatest', mean: 'mean', alpha: 'cloud', isosurface: 'surface' } as const;
const SIGMA = [0.3, 6] as const;
const LINES = [1, 0.69, 0.18] as const;
const IVORY = [0.93, 0.87, 0.76] as const;
/** Where the surface of a sample is worth looking at. */
const LEVELS: Readonly<Partial<Record<Name, number>>> = { stent: 420 };

interface Params {
  readonly name: Name;
  readonly host: HostVolume;
  readonly sigma: number;
  readonly lines: number;
  readonly colours: NonNullable<ImageLayer['colormap']>;
}

/** The image that the page was left with: its view is then the one that was left, too. */
function firstImage(): Name {
  const name = kept('image') ?? 'coins';
  return Object.hasOwn(IMAGES, name) ? (name as Name) : 'coins';
}

await openChapter(
  async (chapter) => {
    const { controls, viewer } = chapter;
    /** What is looked at: another one from when it is there on. */
    const first = firstImage();
    let looked: { readonly name: Name; readonly host: HostVolume } = { name: first, host: await sample(first) };

    const update = stage(chapter, {
      build: ({ host: image, sigma }: Params) => ({ image: gaussian(image, { sigma }) }),
      scene({ image }, { name: shown, lines: count, colours: map }) {
        const { window } = SAMPLES[shown];
        const [low, high] = window;
        const levels = Array.from({ length: count }, (_, k) => low + ((k + 1) * (high - low)) / (count + 1));
        const lines = count > 0 ? [{ linesOf: image, levels, colour: LINES }] : [];
        return { scene: { images: [{ volume: image, window, colormap: map }], lines } };
      },
      subject: ({ name: shown }) => shown,
      ranges: { sigma: SIGMA },
      smaller: () => look(halved(looked.host).then((host = looked.host) => ({ ...looked, host }))),
      shown: ({ image }, { name: shown }) => {
        if (shown !== seen) turnTo(shown, image.shape);
        seen = shown;
      },
    });
    let seen: Name = first;
    /** The view that an image deserves: a stack is seen through, its middle cut. */
    const turnTo = (image: Name, { z, y, x }: HostVolume['shape']): void => {
      const [low, high] = SAMPLES[image].window;
      level.value = LEVELS[image] ?? (low + high) / 2;
      const flat = view.value === 'volume' || view.value === 'slices' ? 'slice' : view.value;
      viewer.set({
        mode: z > 1 ? 'volume' : flat,
        position: { z: z >> 1, y: y >> 1, x: x >> 1 },
        cameras: {},
        rendering: { ...viewer.state.rendering, level: level.value, colour: IVORY },
      });
    };
    const show = (): void => update({ ...looked, sigma: sigma.value, lines: lines.value, colours: colours.value });
    /** Only the controls that change what is seen. */
    const arrange = (): void => {
      const { mode, rendering } = viewer.state;
      const through = mode === 'volume' || mode === 'slices';
      lines.element.hidden = mode !== 'slice' && mode !== 'slices';
      height.element.hidden = mode !== 'surface';
      method.element.hidden = !through;
      level.element.hidden = !through || rendering.method !== 'isosurface';
      density.element.hidden = !through || rendering.method !== 'alpha';
      mode3d(looked.host.shape.z > 1);
    };
    const render = (change: Partial<typeof viewer.state.rendering>): void =>
      viewer.move({ rendering: { ...viewer.state.rendering, ...change } });

    const look = newest((next: typeof looked) => {
      looked = next;
      show();
    }, refuse);
    list<Name>(controls, 'Image', IMAGES, 'coins', (name) => look(sample(name).then((host) => ({ name, host }))));
    const view = choice<ViewMode>(controls, 'Seen as', VIEWS, 'surface', (mode) => viewer.set({ mode }));
    const method = choice<keyof typeof METHODS>(controls, 'Along a ray', METHODS, 'mip', (chosen) =>
      render({ method: chosen }),
    );
    const level = slider(controls, { label: 'Level of the surface', min: 0, max: 1200, step: 5, value: 420 }, (value) =>
      render({ level: value }),
    );
    const density = slider(
      controls,
      {
        label: 'Density of the cloud',
        min: 1,
        max: 3,
        step: 0.05,
        value: 2.3,
        written: (value) => `${Math.round(10 ** value)}`,
      },
      (value) => render({ density: 10 ** value }),
    );
    const height = slider(
      controls,
      {
        label: 'Height of the landscape',
        min: 0.02,
        max: 0.5,
        step: 0.01,
        value: 0.1,
        written: (value) => value.toFixed(2),
      },
      (exaggeration) => render({ exaggeration }),
    );
    const lines = slider(controls, { label: 'Level lines', min: 0, max: 20, step: 1, value: 0 }, show);
    const sigma = slider(
      controls,
      {
        label: 'Blur before (σ)',
        min: SIGMA[0],
        max: SIGMA[1],
        step: 0.1,
        value: 1,
        written: (value) => `${value.toFixed(1)} voxels`,
      },
      show,
    );
    const maps = Object.fromEntries((colormap.params.name?.choices ?? []).map((each) => [each, each]));
    const colours = list<Params['colours']>(
      controls,
      'Lookup table',
      maps as Record<Params['colours'], string>,
      'viridis',
      show,
    );
    const mode3d = (there: boolean): void => {
      for (const input of view.element.querySelectorAll<HTMLInputElement>('input[value=volume], input[value=slices]'))
        input.disabled = !there;
    };
    viewer.on('state', ({ mode, rendering }) => {
      view.value = mode;
      method.value = rendering.method;
      arrange();
    });
    if (looked.host.shape.z > 1) turnTo(first, looked.host.shape);
    arrange();
    show();
  },
  { state: { mode: 'surface' } },
);
