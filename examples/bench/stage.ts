/** How a result is looked at: as an image in a window of values, as labels over the image, as a number, or as a table. */
import { colormap, type HostVolume, type Table, type Volume } from 'brightfield';
import type { ImageLayer, recipe, Scene, Viewer } from 'brightfield/view';
import { element } from '../page.js';

type Colours = NonNullable<ImageLayer['colormap']>;

/** An image with the window that shows it well. */
export interface Shown {
  readonly volume: Volume;
  readonly window: recipe.Interval;
  /** Whether its last channel says what covers, which is no light. */
  readonly hasAlpha?: boolean;
}

/** Whether an image is a photograph's pixels with what covers them: gray or three colours, then alpha. */
export const hasAlpha = ({ layout, shape: { c } }: HostVolume): boolean => layout === 'yxc' && (c === 2 || c === 4);

/** Lights that channels glow in: those of a colour image, else those that are told apart best. */
const LIGHTS: Readonly<Record<number, readonly Colours[]>> = {
  2: ['green', 'magenta'],
  3: ['red', 'green', 'blue'],
  4: ['red', 'green', 'blue', 'yellow'],
  5: ['red', 'green', 'blue', 'yellow', 'magenta'],
  6: ['red', 'green', 'blue', 'yellow', 'magenta', 'cyan'],
};
/** Rows of a table that are shown; a file holds them all. */
const ROWS = 500;

export class Stage {
  private readonly colours = element('colours', HTMLSelectElement);
  private what = '';
  private current: { readonly result: recipe.LiveResult; readonly image: Shown | undefined } | undefined;
  private window: recipe.Interval = [0, 1];

  constructor(private readonly viewer: Viewer) {
    for (const name of colormap.params.name?.choices ?? []) this.colours.add(new Option(name));
    this.colours.value = 'gray';
    this.colours.addEventListener('change', () => this.draw());
  }

  /** Shows a result beside the image it came from. During a drag the window of values stays. Volumes live until the next one is shown. */
  show(result: recipe.LiveResult, image: Shown | undefined): void {
    const other = result.view !== this.what || image !== this.current?.image;
    this.what = result.view;
    if (other) this.viewer.resetWindows();
    if (other || result.wanted.settled !== false) this.window = result.window;
    this.current = { result, image };
    const { sample, table } = result;
    const number = element('number', HTMLOutputElement);
    number.hidden = sample.data.length !== 1 || table !== undefined;
    number.value = short(Number(sample.data[0]));
    tell(table);
    this.draw();
  }

  private draw(): void {
    if (!this.current) return;
    const { result, image } = this.current;
    const { volume } = result;
    const same = image !== undefined && image.volume !== volume && sameSize(image.volume, volume);
    const covers = image?.hasAlpha === true && image.volume.shape.c === volume.shape.c;
    const labels = volume.dtype === 'u32' || volume.dtype === 'i32';
    const scene: Scene =
      labels && same
        ? { images: this.imagesOf(image), labels: [{ labels: volume, opacity: 0.6 }] }
        : {
            images: this.imagesOf(
              { volume, window: labels ? [0, 255] : this.window, hasAlpha: covers },
              labels ? 'glasbey' : undefined,
            ),
          };
    this.viewer.show(scene, same ? { before: { images: this.imagesOf(image) } } : {});
  }

  private imagesOf(shown: Shown, colours = this.colours.value as Colours): readonly ImageLayer[] {
    const { volume, window, hasAlpha: covered = false } = shown;
    const lights = LIGHTS[volume.shape.c - (covered ? 1 : 0)];
    if (lights) return lights.map((light, c) => ({ volume, window, colormap: light, c }));
    return [{ volume, window, colormap: colours }];
  }
}

export function sameSize(a: Volume, b: Volume): boolean {
  return (['z', 'y', 'x'] as const).every((axis) => a.shape[axis] === b.shape[axis]);
}

function tell(table: Table | undefined): void {
  const place = element('table', HTMLDivElement);
  place.hidden = table === undefined;
  if (!table) return;
  const made = document.createElement('table');
  const head = made.createTHead().insertRow();
  for (const name of table.names) {
    const cell = document.createElement('th');
    cell.textContent = name;
    head.append(cell);
  }
  const body = made.createTBody();
  for (let row = 0; row < Math.min(table.rows, ROWS); row++) {
    const line = body.insertRow();
    for (const name of table.names) line.insertCell().textContent = short(Number(table.column(name)[row]));
  }
  place.replaceChildren(made);
}

const short = (value: number): string => `${Number(value.toPrecision(6))}`;
