/** Images and stacks as arrays with named axes: what is on the canvas is a view of what was read, nothing is computed. */
import { type Axis, crop, flip, type HostVolume } from 'brightfield';
import type { ImageLayer } from 'brightfield/view';
import { openChapter, stage } from './lab/chapter.js';
import { choice, list, slider, toggle } from './lab/controls.js';
import { newest } from './lab/newest.js';
import { SAMPLES, sample } from './lab/samples.js';
import { halved } from './lab/smaller.js';
import { refuse } from './page.js';

const IMAGES = { stent: SAMPLES.stent.words, coins: SAMPLES.coins.words, tissue: SAMPLES.tissue.words } as const;
type Name = keyof typeof IMAGES;

const CHANNELS = ['red', 'green', 'blue'] as const;
const FLIPS = { none: 'not', x: 'left to right', y: 'upside down' } as const;

interface Params {
  readonly name: Name;
  readonly host: HostVolume;
  /** Percent that are left of each axis. */
  readonly size: number;
  readonly flipped: keyof typeof FLIPS;
  readonly channels: readonly boolean[];
}

await openChapter(async (chapter) => {
  const { controls } = chapter;
  const channels = [true, true, true];
  /** What is looked at: another one from when it is there on. */
  let looked: { readonly name: Name; readonly host: HostVolume } = { name: 'stent', host: await sample('stent') };

  const update = stage(chapter, {
    build: ({ host: image, size, flipped }: Params) => {
      const part = (axis: Axis): number => Math.max(1, Math.round((image.shape[axis] * size) / 100));
      const [y, x] = [part('y'), part('x')];
      const start = { y: (image.shape.y - y) >> 1, x: (image.shape.x - x) >> 1 };
      const cropped = crop(image, { start, size: { y, x } });
      return { image: flipped === 'none' ? cropped : flip(cropped, { axes: [flipped] }) };
    },
    scene({ image }, { name, channels: shown }) {
      const { window } = SAMPLES[name];
      const images: ImageLayer[] =
        image.shape.c > 1
          ? CHANNELS.map((colormap, c) => ({ volume: image, window, colormap, c, visible: shown[c] ?? true }))
          : [{ volume: image, window }];
      return { scene: { images } };
    },
    subject: ({ name }) => name,
    smaller: () => look(halved(looked.host).then((host = looked.host) => ({ ...looked, host }))),
  });
  const show = (): void => update({ ...looked, size: size.value, flipped: flipped.value, channels: [...channels] });

  const look = newest((next: typeof looked) => {
    looked = next;
    colours.hidden = looked.name !== 'tissue';
    show();
  }, refuse);
  list<Name>(controls, 'Image', IMAGES, 'stent', (name) => look(sample(name).then((host) => ({ name, host }))));
  const size = slider(
    controls,
    { label: 'Crop to the middle', min: 5, max: 100, step: 1, value: 100, written: (value) => `${value} %` },
    show,
  );
  const flipped = choice(controls, 'Flip', FLIPS, 'none', show);
  const colours = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = 'Channels';
  colours.append(legend);
  colours.hidden = true;
  controls.append(colours);
  for (const [c, label] of CHANNELS.entries())
    toggle(colours, label, true, (on) => {
      channels[c] = on;
      show();
    });
  show();
});
