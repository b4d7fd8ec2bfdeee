/** How a result is looked at: as an image in a window of values, as labels over the image, as a number, a line, or a table. */
import { colormap, type Description, type Volume } from 'brightfield';
import { type ImageLayer, recipe, type Scene, type Viewer } from 'brightfield/view';
import { element } from '../page.js';
import { isLine, LinePlot } from './linePlot.js';
import { Look } from './look.js';
import { tableElement } from './table.js';

type Colours = NonNullable<ImageLayer['colormap']>;

/** An image with the window that shows it well. */
export interface Shown {
  readonly volume: Volume;
  readonly window: recipe.Interval;
  /** Whether its last channel says what covers, which is no light. */
  readonly hasAlpha?: boolean;
}

export interface StageOptions {
  /** Told where the number was put that a step compares with. */
  readonly onThreshold: (step: string, value: number, settled: boolean) => void;
}

/** Whether an image is a photograph's pixels with what covers them: gray or three colours, then alpha. */
export const hasAlpha = ({ layout, shape: { c } }: Description): boolean => layout === 'yxc' && (c === 2 || c === 4);

/** Lights that channels glow in: those of a colour image, else those that are told apart best. */
const LIGHTS: Readonly<Record<number, readonly Colours[]>> = {
  2: ['green', 'magenta'],
  3: ['red', 'green', 'blue'],
  4: ['red', 'green', 'blue', 'yellow'],
  5: ['red', 'green', 'blue', 'yellow', 'magenta'],
  6: ['red', 'green', 'blue', 'yellow', 'magenta', 'cyan'],
};

export class Stage {
  private readonly colours = element('colours', HTMLSelectElement);
  private readonly plot = new LinePlot(element('plot', HTMLDivElement));
  private readonly look: Look;
  private what = '';
  private current: { readonly result: recipe.LiveResult; readonly image: Shown | undefined } | undefined;
  private window: recipe.Interval = [0, 1];

  constructor(
    private readonly viewer: Viewer,
    options: StageOptions,
  ) {
    for (const name of colormap.params.name?.choices ?? []) this.colours.add(new Option(name));
    this.colours.value = 'gray';
    this.colours.addEventListener('change', () => this.draw());
    this.look = new Look(viewer, { ...options, onChange: () => this.draw() });
  }

  /** Shows a result beside the image it came from. During a drag the window of values stays. Volumes live until the next one is shown. */
  show(result: recipe.LiveResult, image: Shown | undefined): void {
    const other = result.view !== this.what || image !== this.current?.image;
    this.what = result.view;
    if (other) this.viewer.resetWindows();
    if (other || result.wanted.settled !== false) this.window = result.window;
    this.current = { result, image };
    const { sample, table, node, volume } = result;
    const number = element('number', HTMLOutputElement);
    number.hidden = sample.data.length !== 1 || table !== undefined;
    number.value = `${Number(Number(sample.data[0]).toPrecision(6))}`;
    const rows = element('table', HTMLDivElement);
    rows.hidden = table === undefined;
    if (table) rows.replaceChildren(tableElement(table));
    // what scrolls is scrolled by keys, too
    rows.tabIndex = 0;
    this.plot.show(table || !isLine(volume.shape) ? undefined : volume);
    const lights = recipe.isLabels(node) ? [] : this.lightsOf(this.shownOf(result, image));
    this.look.show(result, lights, number.hidden && rows.hidden && !isLine(volume.shape));
    this.draw();
  }

  private shownOf({ volume }: recipe.LiveResult, image: Shown | undefined): Shown {
    return {
      volume,
      window: this.window,
      hasAlpha: image?.hasAlpha === true && image.volume.shape.c === volume.shape.c,
    };
  }

  private draw(): void {
    if (!this.current) return;
    const { result, image } = this.current;
    const { volume } = result;
    const same = image !== undefined && image.volume !== volume && sameSize(image.volume, volume);
    const labels = recipe.isLabels(result.node);
    const images =
      labels && same
        ? this.imagesOf(image)
        : labels || this.colours.value === 'glasbey'
          ? [{ volume, window: [0, 255] as const, colormap: 'glasbey' as const }]
          : this.imagesOf(this.shownOf(result, image));
    const at = (shown: Volume) => ({ at: this.look.channelOf(shown) });
    const scene: Scene = {
      images,
      ...at(volume),
      ...(labels && same && { labels: [{ labels: volume, opacity: 0.6 }] }),
    };
    this.viewer.show(scene, same ? { before: { images: this.imagesOf(image), ...at(image.volume) } } : {});
  }

  private lightsOf({ volume, hasAlpha: covered = false }: Shown): readonly Colours[] {
    return LIGHTS[volume.shape.c - (covered ? 1 : 0)] ?? [];
  }

  private imagesOf(shown: Shown): readonly ImageLayer[] {
    const { volume, window } = shown;
    const lights = this.lightsOf(shown);
    if (lights.length === 0) return [{ volume, window, colormap: this.colours.value as Colours }];
    return lights.map((light, c) => ({ volume, window, colormap: light, c, visible: this.look.isOn(c) }));
  }
}

export function sameSize(a: Volume, b: Volume): boolean {
  return (['z', 'y', 'x'] as const).every((axis) => a.shape[axis] === b.shape[axis]);
}
