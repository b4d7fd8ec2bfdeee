/**
 * The curve of a pointwise operation, from the value before (across) to the value after (up), with how often each value occurs
 * behind it and beside it. It is read with the pointer or the arrow keys; handles on it are the histogram's.
 */
import { HistogramView } from 'brightfield/view';
import { barsOf, drawing, height, lineOf, paintPairs, SIDE, shape } from './shapes.js';

export interface PlotOptions {
  /** Told whenever a handle is put elsewhere. */
  readonly onHandle: (values: Readonly<Record<string, number>>) => void;
}

export interface Plotted {
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
  /** Values at equal steps from 0 to 1; none where there is no curve. */
  readonly curve?: ArrayLike<number> | undefined;
  /** How often each pair of values occurs, a row a value after: shown where there is no curve. */
  readonly pairs?: ArrayLike<number> | undefined;
  /** Said where no value is read. */
  readonly words: string;
}

const STEP = 1 / 128;

export class TransferPlot {
  private readonly histogram = document.createElement('div');
  private readonly cloud = document.createElement('canvas');
  private readonly paper = drawing();
  private readonly beside = drawing();
  private readonly words = document.createElement('output');
  private readonly line = shape(this.paper, 'path', 'curve');
  private readonly cross = shape(this.paper, 'path', 'cross');
  private readonly dot = shape(this.paper, 'path', 'dot');
  private readonly bars = shape(this.beside, 'path', 'bars');
  private view: HistogramView;
  private plotted: Plotted = { before: [], after: [], words: '' };
  private at: number | undefined;

  constructor(
    parent: HTMLElement,
    private readonly options: PlotOptions,
  ) {
    const figure = document.createElement('div');
    figure.className = 'transfer';
    const square = document.createElement('div');
    square.className = 'square';
    this.histogram.className = 'behind';
    const [grid, same] = [shape(this.paper, 'path', 'grid'), shape(this.paper, 'path', 'same')];
    grid.setAttribute('d', [25, 50, 75].map((k) => `M${k} 0V${SIDE}M0 ${k}H${SIDE}`).join(''));
    same.setAttribute('d', `M0 ${SIDE}L${SIDE} 0`);
    this.paper.prepend(grid, same);
    this.beside.setAttribute('class', 'beside');
    this.beside.setAttribute('aria-hidden', 'true');
    const names = ['u', 'v'].map((name) => {
      const label = document.createElement('i');
      label.className = name;
      label.textContent = name;
      return label;
    });
    square.append(this.histogram, this.cloud, this.paper, ...names);
    figure.append(square, this.beside, this.words);
    parent.append(figure);
    this.view = this.handled([]);
    this.listen(square);
  }

  /** Gives the histogram other handles. */
  handles(names: readonly string[]): void {
    this.view.dispose();
    this.view = this.handled(names);
  }

  /** Puts handles without telling of it. */
  place(values: Readonly<Record<string, number>>): void {
    this.view.place(values);
  }

  show(plotted: Plotted): void {
    this.plotted = plotted;
    this.view.show(Array.from(plotted.before, height), [0, 1]);
    this.line.setAttribute('d', lineOf(plotted.curve ?? []));
    this.bars.setAttribute('d', barsOf(plotted.after));
    paintPairs(this.cloud, plotted.pairs ?? [], getComputedStyle(this.line).stroke);
    if (this.at !== undefined) this.read(this.at);
    else if (!this.dot.getAttribute('d')) this.mark();
  }

  /** Marks a pair of values, as those of the pixel under the pointer; none where they are left out. */
  mark(before?: number, after?: number): void {
    const known = before !== undefined && after !== undefined;
    const [x, y] = [SIDE * (before ?? 0), SIDE * (1 - Math.max(0, Math.min(1, after ?? 0)))];
    this.cross.setAttribute('d', known ? `M${x} ${SIDE}V${y}H${SIDE}` : '');
    // no length and round ends: round, however wide the drawing is
    this.dot.setAttribute('d', known ? `M${x} ${y}h0` : '');
    this.words.textContent = known ? `u = ${before.toFixed(3)}   v = ${after.toFixed(3)}` : this.plotted.words;
    this.paper.setAttribute('aria-valuenow', (before ?? 0).toFixed(3));
    this.paper.setAttribute('aria-valuetext', known ? `value ${before.toFixed(3)} becomes ${after.toFixed(3)}` : '');
  }

  private handled(handles: readonly string[]): HistogramView {
    return new HistogramView(this.histogram, { handles, logarithmic: false, onChange: this.options.onHandle });
  }

  /** Reads the curve at a value. */
  private read(value: number | undefined): void {
    this.at = value === undefined ? undefined : Math.max(0, Math.min(1, value));
    const { curve } = this.plotted;
    if (this.at === undefined || !curve) this.mark();
    else this.mark(this.at, curve[Math.round(this.at * (curve.length - 1))] ?? Number.NaN);
  }

  private listen(square: HTMLElement): void {
    const { paper } = this;
    paper.setAttribute('tabindex', '0');
    paper.setAttribute('role', 'slider');
    paper.setAttribute('aria-label', 'value that is read on the curve');
    paper.setAttribute('aria-valuemin', '0');
    paper.setAttribute('aria-valuemax', '1');
    this.mark();
    square.addEventListener('pointermove', (event) => {
      const { left, width } = square.getBoundingClientRect();
      this.read((event.clientX - left) / width);
    });
    square.addEventListener('pointerleave', () => this.read(undefined));
    paper.addEventListener('keydown', (event) => {
      const by = { ArrowLeft: -STEP, ArrowRight: STEP, ArrowDown: -STEP, ArrowUp: STEP, Home: -1, End: 1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      this.read((this.at ?? 0.5) + by);
    });
    paper.addEventListener('blur', () => this.read(undefined));
  }
}
