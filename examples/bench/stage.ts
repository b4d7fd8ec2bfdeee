/** Where a result is looked at: a slice of it in a window, or its number, or its table. Nothing is computed here. */
import { colormap, type Engine, type Table, type Volume } from 'brightfield';
import { type ImageLayer, type recipe, SliceView } from 'brightfield/view';
import { colourOf, onScheme } from '../colours.js';
import { listen } from '../gestures.js';
import { element, fail, write } from '../page.js';

type Plane = 'z' | 'y' | 'x';
type Colours = NonNullable<ImageLayer['colormap']>;
type Interval = readonly [number, number];

/** Rows of a table that are shown; a file holds them all. */
const ROWS = 500;
/** Of labels each has a colour far from the others'; they go round after 256. */
const LABELS: Interval = [0, 255];

export class Stage {
  private readonly canvas = element('canvas', HTMLCanvasElement);
  private readonly slider = element('position', HTMLInputElement);
  private readonly axis = element('axis', HTMLSelectElement);
  private readonly channel = element('channel', HTMLSelectElement);
  private readonly low = element('low', HTMLInputElement);
  private readonly high = element('high', HTMLInputElement);
  private readonly colours = element('colours', HTMLSelectElement);
  private volume: Volume | undefined;
  private window: Interval = [0, 1];
  private measured: Interval = [0, 1];
  private shown = '';
  /** Whether the window was chosen, for what is shown now. */
  private chosen = false;
  private readonly position: Record<Plane, number> = { z: -1, y: -1, x: -1 };

  private constructor(private readonly view: SliceView) {
    this.listen();
  }

  static async open(engine: Engine): Promise<Stage> {
    const options = {
      get background() {
        return colourOf('--ground');
      },
      onError: fail,
    };
    return new Stage(await SliceView.open(engine, element('canvas', HTMLCanvasElement), options));
  }

  /** Shows a result; During a drag the grey window stays. The volume lives until the next one. */
  show({ volume, window, sample, table, view, wanted }: recipe.LiveResult): void {
    const other = view !== this.shown;
    this.shown = view;
    this.volume = volume;
    const labels = volume.dtype === 'u32' || volume.dtype === 'i32';
    this.measured = labels ? LABELS : window;
    if (other) this.chosen = false;
    if (other || !(wanted.settled === false || this.chosen)) this.window = this.measured;
    if (other) this.colours.value = labels ? 'glasbey' : 'gray';
    this.arrange(volume);
    const number = element('number', HTMLOutputElement);
    number.hidden = sample.data.length !== 1 || table !== undefined;
    number.value = `${sample.data[0]}`;
    this.tell(table);
    this.draw();
  }

  /** Another image begins in its middle. */
  reset(): void {
    this.shown = '';
    for (const plane of ['z', 'y', 'x'] as const) this.position[plane] = -1;
  }

  private get plane(): Plane {
    return this.axis.value as Plane;
  }

  private get slices(): number {
    return this.volume?.shape[this.plane] ?? 1;
  }

  private get slice(): number {
    const wished = this.position[this.plane];
    return wished < 0 ? this.slices >> 1 : Math.min(wished, this.slices - 1);
  }

  private arrange({ shape }: Volume): void {
    const flat = shape.z === 1;
    element('slices', HTMLLabelElement).hidden = flat;
    if (flat) this.axis.value = 'z';
    element('channels', HTMLLabelElement).hidden = shape.c === 1;
    if (this.channel.length !== shape.c)
      this.channel.replaceChildren(...Array.from({ length: shape.c }, (_, c) => new Option(`${c}`)));
  }

  private tell(table: Table | undefined): void {
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

  private draw(): void {
    const { volume, window, slice, slices, plane } = this;
    if (!volume) return;
    const image = { volume, window, colormap: this.colours.value as Colours };
    this.view.show({ axis: plane, position: slice, image, at: { c: Math.max(0, this.channel.selectedIndex) } });
    this.slider.max = `${slices - 1}`;
    this.slider.value = `${slice}`;
    write('position-value', `${slice + 1} of ${slices}`);
    [this.low.value, this.high.value] = [short(window[0]), short(window[1])];
  }

  private go(to: number): void {
    this.position[this.plane] = Math.max(0, Math.min(this.slices - 1, to));
    this.draw();
  }

  private choose([from, to]: Interval): void {
    this.window = [from, Math.max(to, from)];
    this.chosen = true;
    this.draw();
  }

  private listen(): void {
    const { slider, low, high, colours } = this;
    for (const name of colormap.params.name?.choices ?? []) colours.add(new Option(name));
    colours.value = 'gray';
    listen(this.canvas, {
      step: (by) => this.go(this.slice + by),
      first: () => this.go(0),
      last: () => this.go(this.slices - 1),
      window: (wider, brighter) => {
        const [from, to] = this.window;
        const middle = (from + to) / 2 - brighter * (to - from);
        const half = Math.max(1e-6 * Math.abs(middle) + 1e-30, ((to - from) / 2) * wider);
        this.choose([middle - half, middle + half]);
      },
    });
    for (const control of [colours, this.axis, this.channel]) control.addEventListener('change', () => this.draw());
    slider.addEventListener('input', () => this.go(slider.valueAsNumber));
    for (const field of [low, high])
      field.addEventListener('change', () => this.choose([low.valueAsNumber || 0, high.valueAsNumber || 0]));
    element('reset', HTMLButtonElement).addEventListener('click', () => {
      this.window = this.measured;
      this.chosen = false;
      this.draw();
    });
    onScheme(() => this.draw());
  }
}

const short = (value: number): string => `${Number(value.toPrecision(5))}`;
