/**
 * What stands beneath the picture: switches for its channels, a slider through its batch, and how often its values occur, with handles for the window,
 * or for the number that a step compares with.
 */
import type { Volume } from 'brightfield';
import { type Channel, HistogramView, type recipe, type Viewer } from 'brightfield/view';
import { element } from '../page.js';
import { countsOf } from './counts.js';
import type { StageOptions } from './stage.js';

interface LookOptions extends StageOptions {
  /** Told when other channels are to be seen. */
  readonly onChange: () => void;
}

const DIGITS = 4;

export class Look {
  private readonly bar = element('look', HTMLDivElement);
  private readonly channels = element('channels', HTMLFieldSetElement);
  private readonly sliders = { n: this.slider('batch', 'n'), c: this.slider('channel', 'c') };
  private readonly histogram: HistogramView;
  private off = new Set<number>();
  private lights = '';
  private result: recipe.LiveResult | undefined;
  /** The step whose number the handle is. */
  private compares: string | undefined;

  constructor(
    private readonly viewer: Viewer,
    private readonly options: LookOptions,
  ) {
    this.histogram = new HistogramView(element('histogram', HTMLDivElement), {
      handles: ['black', 'white', 'threshold'],
      onChange: ({ black = 0, white = 1, threshold }, { handle, settled }) => {
        if (handle !== 'threshold') this.setWindow(black, white);
        else if (this.compares !== undefined && threshold !== undefined)
          options.onThreshold(this.compares, Number(threshold.toPrecision(DIGITS)), settled);
      },
    });
    viewer.on('window', () => this.place());
    viewer.on('drawn', () => this.place());
  }

  /** Whether a channel is to be seen. */
  isOn(c: number): boolean {
    return !this.off.has(c);
  }

  /** Which of a volume's batch and channels is looked at. */
  channelOf({ shape }: Volume): Channel {
    const at = (axis: 'n' | 'c'): number => Math.min(this.sliders[axis].input.valueAsNumber || 0, shape[axis] - 1);
    return { n: at('n'), c: at('c') };
  }

  /** Shows what there is to be switched of a result that is seen in these lights; nothing of what is no picture. */
  show(result: recipe.LiveResult, lights: readonly string[], isPicture: boolean): void {
    this.result = result;
    this.bar.hidden = !isPicture;
    const { shape } = result.volume;
    this.turn('n', shape.n);
    // channels that have no lights are looked at one by one
    this.turn('c', lights.length > 0 ? 1 : shape.c);
    if (lights.join() !== this.lights) this.switches(lights);
    this.count();
  }

  private switches(lights: readonly string[]): void {
    this.lights = lights.join();
    this.off = new Set();
    this.channels.hidden = lights.length < 2;
    // three are red, green and blue, as they are of a photograph
    const isColour = lights.length === 3;
    const boxes = lights.map((light, c) => {
      const label = document.createElement('label');
      const input = document.createElement('input');
      Object.assign(input, { type: 'checkbox', checked: true });
      input.addEventListener('change', () => {
        if (input.checked) this.off.delete(c);
        else this.off.add(c);
        this.options.onChange();
        this.count();
      });
      const dot = document.createElement('i');
      dot.dataset.light = light;
      label.append(input, dot, isColour ? light : `${c + 1}`);
      return label;
    });
    const legend = document.createElement('legend');
    legend.textContent = 'Channels';
    this.channels.replaceChildren(legend, ...boxes);
  }

  private slider(id: string, axis: 'n' | 'c'): { readonly row: HTMLElement; readonly input: HTMLInputElement } {
    const row = element(id, HTMLDivElement);
    const input = document.createElement('input');
    Object.assign(input, { type: 'range', min: '0', value: '0', id: `${id}-at` });
    const output = document.createElement('output');
    const words = document.createElement('label');
    words.htmlFor = input.id;
    words.textContent = axis === 'n' ? 'Time or batch (n)' : 'Channel (c)';
    row.append(words, input, output);
    input.addEventListener('input', () => {
      this.tell(axis);
      this.options.onChange();
      this.count();
    });
    return { row, input };
  }

  private turn(axis: 'n' | 'c', length: number): void {
    const { row, input } = this.sliders[axis];
    row.hidden = length === 1;
    input.max = `${length - 1}`;
    if (input.valueAsNumber > length - 1) input.value = '0';
    this.tell(axis);
  }

  private tell(axis: 'n' | 'c'): void {
    const { row, input } = this.sliders[axis];
    const output = row.querySelector('output');
    if (output) output.value = `${input.valueAsNumber + 1} of ${Number(input.max) + 1}`;
  }

  /** Counts the values of what is seen, or of what the step compares. */
  private count(): void {
    const { result } = this;
    if (!result) return;
    const { compared, wanted, view, sample } = result;
    const step = wanted.recipe.steps.find(({ id }) => id === view);
    this.compares = compared && typeof step?.inputs[1] === 'number' ? view : undefined;
    const { counts, range } = countsOf(
      compared ?? sample,
      this.channelOf(result.volume).n ?? 0,
      this.lights ? this.off : undefined,
    );
    this.histogram.show(counts, range);
    this.place();
  }

  private place(): void {
    const step = this.result?.wanted.recipe.steps.find(({ id }) => id === this.compares);
    const number = step?.inputs[1];
    const [window] = (this.viewer.scene?.images ?? [])
      .filter(({ visible = true }) => visible)
      .map((image) => image.window);
    this.histogram.place(
      typeof number === 'number'
        ? { threshold: number, black: undefined, white: undefined }
        : { threshold: undefined, black: window?.[0], white: window?.[1] },
    );
  }

  private setWindow(black: number, white: number): void {
    for (const image of (this.viewer.scene?.images ?? []).keys())
      this.viewer.setWindow(image, [Math.min(black, white), Math.max(black, white)]);
  }
}
