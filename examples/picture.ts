/**
 * The picture: a slice of what there is, in a grey window, and what wheel, keys, drags and fields do to it. Nothing is computed
 * here.
 */
import { colormap, type Volume } from 'brightfield';
import type { ImageLayer, Viewer } from 'brightfield/view';
import { choose, element, write } from './page.js';
import type { Mode } from './stages.js';

type Window = readonly [number, number];

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

  constructor(
    private readonly view: Viewer,
    private current: Shown,
  ) {
    for (const name of colormap.params.name?.choices ?? []) this.colours.add(new Option(name));
    this.draw();
    view.on('state', () => this.write());
    view.on('window', ({ window }) => {
      if (!window) return;
      // one for each mode is kept here
      view.setWindow(0);
      this.changeWindow(window);
    });
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
    return Math.min(this.view.state.position[this.plane], this.slices - 1);
  }

  private get plane(): Plane {
    return this.view.state.axis;
  }

  private draw(): void {
    const { image, mask } = this.current;
    const masks = mask ? [{ volume: mask, ...MASK }] : [];
    const colormap = this.colours.value as NonNullable<ImageLayer['colormap']>;
    this.view.show({ images: [{ volume: image, window: this.window, colormap }], masks });
    this.write();
  }

  /** Says what is shown. */
  private write(): void {
    const { mode, what } = this.current;
    const { plane, window } = this;
    const [slice, slices] = [this.slice, this.slices];
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
    this.view.set({ position: { ...this.view.state.position, [this.plane]: to } });
  }

  private changeWindow([from, to]: Window): void {
    this.windows[this.current.mode] = [from, Math.max(to, from)];
    this.draw();
  }

  private listenToControls(): void {
    const { slider, low, high, colours } = this;
    colours.addEventListener('change', () => this.draw());
    slider.addEventListener('input', () => this.go(slider.valueAsNumber));
    for (const field of [low, high])
      field.addEventListener('change', () => this.changeWindow([low.valueAsNumber || 0, high.valueAsNumber || 0]));
    element('reset', HTMLButtonElement).addEventListener('click', () => {
      this.resetWindow(this.current.mode);
      this.draw();
    });
    choose('planes', (value) => {
      this.view.set({ axis: value as Plane });
    });
  }
}

const round = (value: number): string => `${Number(value.toPrecision(4))}`;
