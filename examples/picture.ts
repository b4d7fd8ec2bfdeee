/**
 * The picture: a slice of what there is, in a grey window, and what wheel, keys, drags and fields do to it. Nothing is computed
 * here.
 */
import { colormap, type Volume } from 'brightfield';
import type { ImageLayer, SliceView } from 'brightfield/view';
import { listen } from './gestures.js';
import { choose, element, write } from './page.js';
import type { Mode } from './stages.js';
import type { Window } from './window.js';

type Plane = 'z' | 'y' | 'x';

const MASK = { colour: [1, 0.69, 0.18], opacity: 0.55 } as const;
/** Grey windows in the scanner's units: soft tissue to bone. A gradient is smaller; what any operation gives is measured. */
const WINDOWS: Readonly<Partial<Record<Mode, Window>>> = {
  original: [0, 500],
  blurred: [0, 500],
  gradient: [0, 150],
  mask: [0, 500],
};

/** What is on the canvas. */
export interface Shown {
  readonly mode: Mode;
  readonly what: string;
  readonly image: Volume;
  readonly mask?: Volume | undefined;
  readonly measured?: Window | undefined;
}

export class Picture {
  private readonly canvas = element('canvas', HTMLCanvasElement);
  private readonly slider = element('position', HTMLInputElement);
  private readonly low = element('low', HTMLInputElement);
  private readonly high = element('high', HTMLInputElement);
  private readonly colours = element('colours', HTMLSelectElement);
  private readonly windows: Partial<Record<Mode, Window | undefined>> = { ...WINDOWS };
  private readonly position: Record<Plane, number>;
  private plane: Plane = 'z';

  constructor(
    private readonly view: SliceView,
    private current: Shown,
  ) {
    const { z, y, x } = current.image.shape;
    this.position = { z: z >> 1, y: y >> 1, x: x >> 1 };
    this.listenToGestures();
    this.listenToControls();
  }

  /** What is shown now. Its volumes must live until another is shown. */
  get shown(): Shown {
    return this.current;
  }

  show(next: Shown): void {
    this.current = next;
    this.draw();
  }

  /** Forgets the window that was chosen for a mode. */
  resetWindow(mode: Mode): void {
    this.windows[mode] = WINDOWS[mode];
  }

  private get window(): Window {
    return this.windows[this.current.mode] ?? this.current.measured ?? [0, 1];
  }

  /** Of the picture shown: a result may have fewer slices than the stack. */
  private get slices(): number {
    return this.current.image.shape[this.plane];
  }

  private get slice(): number {
    return Math.min(this.position[this.plane], this.slices - 1);
  }

  private draw(): void {
    const { image, mask, mode, what } = this.current;
    const { plane, slice, slices, window } = this;
    const masks = mask ? [{ volume: mask, ...MASK }] : [];
    const colormap = this.colours.value as NonNullable<ImageLayer['colormap']>;
    this.view.show({ axis: plane, position: slice, image: { volume: image, window, colormap }, masks });
    this.slider.max = `${slices - 1}`;
    this.slider.value = `${slice}`;
    const place = `${plane} ${slice + 1} of ${slices}`;
    write('position-label', plane);
    write('position-value', `${slice + 1} of ${slices}`);
    write('place', `slice ${place}`);
    this.canvas.setAttribute('aria-label', `${what}, slice ${place}`);
    [this.low.value, this.high.value] = [round(window[0]), round(window[1])];
    document.body.dataset.shown = mode;
    document.body.dataset.what = what;
  }

  private go(to: number): void {
    this.position[this.plane] = Math.max(0, Math.min(this.slices - 1, to));
    this.draw();
  }

  private changeWindow([from, to]: Window): void {
    this.windows[this.current.mode] = [from, Math.max(to, from)];
    this.draw();
  }

  private listenToGestures(): void {
    listen(this.canvas, {
      step: (by) => this.go(this.slice + by),
      first: () => this.go(0),
      last: () => this.go(this.slices - 1),
      window: (wider, brighter) => {
        const [from, to] = this.window;
        const middle = (from + to) / 2 - brighter * (to - from);
        // grey values of a scanner are whole numbers; what an operation gives may all lie within one
        const least = this.current.measured ? 1e-6 * Math.abs(middle) + 1e-30 : 0.5;
        const half = Math.max(least, ((to - from) / 2) * wider);
        this.changeWindow([middle - half, middle + half]);
      },
    });
  }

  private listenToControls(): void {
    const { slider, low, high, colours } = this;
    for (const name of colormap.params.name?.choices ?? []) colours.add(new Option(name));
    colours.addEventListener('change', () => this.draw());
    slider.addEventListener('input', () => this.go(slider.valueAsNumber));
    for (const field of [low, high])
      field.addEventListener('change', () => this.changeWindow([low.valueAsNumber || 0, high.valueAsNumber || 0]));
    element('reset', HTMLButtonElement).addEventListener('click', () => {
      this.resetWindow(this.current.mode);
      this.draw();
    });
    choose('planes', (value) => {
      this.plane = value as Plane;
      this.draw();
    });
  }
}

const round = (value: number): string => `${Number(value.toPrecision(4))}`;
