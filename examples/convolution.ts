/** Weighted sums of neighbours: kernels by name, kernels drawn by hand, and the same sums by a loop. */
import { type HostVolume, resize, source, standardDeviation } from 'brightfield';
import { BORDERS, type Border, type Filter, filtered } from './convolution/graph.js';
import { kernelControls } from './convolution/kernelControls.js';
import { isBalanced } from './convolution/kernels.js';
import { raceButton } from './convolution/raceButton.js';
import { openChapter, stage } from './lab/chapter.js';
import { choice, list } from './lab/controls.js';
import { gray } from './lab/gray.js';
import { newest } from './lab/newest.js';
import type { SAMPLES } from './lab/samples.js';
import { element, refuse } from './page.js';

const IMAGES = {
  camera: 'A man with a camera',
  coins: 'Coins',
  gravel: 'Gravel',
  cell: 'A cell in a phase microscope',
  stent: 'A slice of the CT',
} as const satisfies Partial<Record<keyof typeof SAMPLES, string>>;
type ImageName = keyof typeof IMAGES;

const PIXELS = { 256: '256', 512: '512', 1024: '1024' } as const;

interface Params {
  readonly name: ImageName;
  /** Along the longer side. */
  readonly pixels: number;
  readonly filter: Filter;
}

await openChapter(
  async (chapter) => {
    const { engine, controls } = chapter;
    const images = new Map<string, HostVolume>();
    const imageOf = ({ name, pixels }: Pick<Params, 'name' | 'pixels'>): HostVolume =>
      images.get(`${name} ${pixels}`) as HostVolume;
    const load = async ({ name, pixels }: Pick<Params, 'name' | 'pixels'>): Promise<void> => {
      if (images.has(`${name} ${pixels}`)) return;
      const image = await gray(name);
      const { y, x } = image.shape;
      const along = (length: number): number => Math.round((length * pixels) / Math.max(y, x));
      using volume = await engine.run(resize(image, { outputShape: { y: along(y), x: along(x) } }));
      images.set(`${name} ${pixels}`, await volume.read());
    };

    const update = stage(chapter, {
      build(params: Params) {
        const image = imageOf(params);
        const v = filtered(image, params.filter);
        return { u: source(image), v, spread: standardDeviation(v) };
      },
      async scene({ u, v, spread }, { filter }) {
        const deviation = Number((await spread.read()).at({}).toPrecision(2));
        return {
          scene: { images: [{ volume: v, window: windowOf(filter, deviation) }] },
          before: { images: [{ volume: u, window: [0, 1] }] },
        };
      },
      // grey values of an edge finder are others than a blur's
      subject: ({ name: which, filter }) => `${which} ${filter.isLength} ${isBalanced(filter.kernel)}`,
      // a stroke may take the last zero of a kernel away, which is left out of the sum
      others: (params) =>
        [0, 1].map((weight) => {
          const weights = params.filter.kernel.weights.map((_, k) => (k === 0 ? weight : 1));
          return { ...params, filter: { ...params.filter, kernel: { ...params.filter.kernel, weights } } };
        }),
    });
    const wanted = (): Params => ({
      name: name.value,
      pixels: Number(pixels.value),
      filter: { ...drawn.value, border: border.value },
    });
    const ready = newest(update, refuse);
    const show = (): void => {
      const params = wanted();
      document.getElementById('length')?.toggleAttribute('hidden', !params.filter.isLength);
      ready(load(params).then(() => params));
    };
    const name = list<ImageName>(controls, 'Image', IMAGES, 'camera', show);
    const drawn = kernelControls(controls, show);
    const border = list<Border>(controls, 'What lies outside', BORDERS, 'reflect', show);
    const pixels = choice(controls, 'Pixels along the longer side', PIXELS, '512', show);
    raceButton(element('race', HTMLElement), () => ({ image: imageOf(wanted()), filter: wanted().filter }));
    show();
  },
  { state: { compare: 'wipe' } },
);

/** Grey is 0 where weights add up to 0; lengths begin at black; all else is as bright as the image. */
function windowOf({ kernel, isLength }: Filter, deviation: number): readonly [number, number] {
  if (isLength) return [0, 5 * deviation];
  return isBalanced(kernel) ? [-4 * deviation, 4 * deviation] : [0, 1];
}
