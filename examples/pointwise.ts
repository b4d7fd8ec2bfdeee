/** One curve for all pixels: what it does to the picture, to its histogram, and the curve itself. */
import type { Node } from 'brightfield';
import { type ImageLayer, latest, probe } from 'brightfield/view';
import { openChapter, stage } from './lab/chapter.js';
import { choice, list } from './lab/controls.js';
import { gray } from './lab/gray.js';
import { newest } from './lab/newest.js';
import { SAMPLES } from './lab/samples.js';
import { refuse } from './page.js';
import { CURVES, type CurveName, curveOf, FIRST, type Values } from './pointwise/curves.js';
import { graphOf } from './pointwise/graph.js';
import { TransferPlot } from './pointwise/plot.js';
import { settingsOf, wordsOf } from './pointwise/settings.js';

const IMAGES = {
  camera: SAMPLES.camera.words,
  coins: SAMPLES.coins.words,
  cell: SAMPLES.cell.words,
  stent: 'A slice of the CT (128 × 128)',
} as const;
type ImageName = keyof typeof IMAGES;

const COLOURS = { gray: 'grey', viridis: 'viridis', magma: 'magma', turbo: 'turbo', glasbey: 'far apart' } as const;
type Colours = keyof typeof COLOURS & NonNullable<ImageLayer['colormap']>;

interface Params {
  readonly name: ImageName;
  readonly curve: CurveName;
  readonly values: Values;
  readonly colours: Colours;
}

const WINDOW = [0, 1] as const;
const LABELS = Object.fromEntries(Object.entries(CURVES).map(([name, { label }]) => [name, label]));

await openChapter(
  async (chapter) => {
    const { engine, viewer, controls } = chapter;
    const images = new Map<ImageName, Node>([['camera', await gray('camera')]]);
    const imageOf = (name: ImageName): Node => images.get(name) as Node;
    /** What is looked at: another one from when it is there on. */
    let name: ImageName = 'camera';
    let values = FIRST;
    let pair: readonly Parameters<typeof probe>[0][] = [];

    const update = stage(chapter, {
      build: ({ name, curve: which, values: at }: Params) => graphOf(imageOf(name), which, at),
      scene: ({ u, v }, { colours: colormap }) => ({
        scene: { images: [{ volume: v, window: WINDOW, colormap }] },
        before: { images: [{ volume: u, window: WINDOW }] },
      }),
      subject: (params) => params.name,
      async shown({ u, v, before, after, ...drawn }, { curve: which, values: at }) {
        pair = [u, v];
        const [counted, counts, line, pairs] = await Promise.all(
          [before, after, drawn.curve, drawn.pairs].map(async (volume) => (await volume?.read())?.data),
        );
        const words = wordsOf(which, at, counts ?? []);
        plot.show({ before: counted ?? [], after: counts ?? [], curve: line, pairs, words });
      },
    });
    const show = (): void => update({ name, curve: curve.value, values, colours: colours.value });
    const set = (change: Partial<Values>): void => {
      values = { ...values, ...change };
      plot.place(change as Readonly<Record<string, number>>);
      show();
    };

    const look = newest(([next, image]: readonly [ImageName, Node]) => {
      images.set(next, image);
      name = next;
      begin();
    }, refuse);
    list<ImageName>(controls, 'Image', IMAGES, 'camera', (chosen) =>
      look(gray(chosen).then((image) => [chosen, image] as const)),
    );
    const curve = choice(controls, 'Curve', LABELS as Record<CurveName, string>, 'gamma', () => begin());
    const settings = document.createElement('div');
    settings.className = 'settings';
    controls.append(settings);
    const plot = new TransferPlot(controls, { onHandle: (placed) => set(placed) });
    const colours = list<Colours>(controls, 'Colours', COLOURS, 'gray', show);

    /** Another curve has other handles and sliders, another image other numbers to be found in it. */
    const begin = (): void => {
      for (const formula of document.querySelectorAll<MathMLElement>('math[data-curve]'))
        formula.toggleAttribute('hidden', formula.dataset.curve !== curve.value);
      plot.handles(curveOf(curve.value).handles ?? []);
      plot.place({ threshold: values.threshold, low: values.low, high: values.high });
      const found = settingsOf(settings, { engine, image: imageOf(name), curve: curve.value, values, set });
      if (!found) show();
    };
    viewer.on(
      'hover',
      latest(
        async (place) => {
          const marked = place && (await Promise.all(pair.map((volume) => probe(volume, place))));
          plot.mark(marked?.[0], marked?.[1]);
        },
        // volumes may go while they are asked for
        () => plot.mark(),
      ),
    );
    begin();
  },
  { state: { compare: 'wipe' } },
);
