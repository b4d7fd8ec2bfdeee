/**
 * How often each gray value occurs, as a picture, with handles to drag: a threshold, or the ends of a window. Counting is the
 * engine's; this draws counts, and tells where handles are put.
 */
import { short } from './furniture/over.js';
import { adoptStyle } from './style.js';

export interface HistogramOptions {
  /** Names of the handles, as `threshold`, or `low` and `high`. */
  readonly handles?: readonly string[];
  /** Told whenever a handle is put elsewhere: where all are, which one it was, and whether it was let go. */
  readonly onChange?: (
    values: Readonly<Record<string, number>>,
    moved: { readonly handle: string; readonly settled: boolean },
  ) => void;
  /** Bars as high as the logarithm of their count, so that rare values are seen; true where left out. */
  readonly logarithmic?: boolean;
}

export class HistogramView implements Disposable {
  private readonly canvas = document.createElement('canvas');
  private readonly handles = new Map<string, HTMLDivElement>();
  private readonly ends = [document.createElement('span'), document.createElement('span')] as const;
  private readonly observer = new ResizeObserver(() => this.draw());
  private counts: ArrayLike<number> = [];
  private range: readonly [number, number] = [0, 1];
  private placed: Record<string, number | undefined> = {};

  /**
   * Makes a histogram in an element.
   * @example
   * const view = new HistogramView(container, { handles: ['threshold'], onChange: ({ threshold }) => update(threshold) });
   * view.show(counts, [0, 255]);
   */
  constructor(
    private readonly container: HTMLElement,
    private readonly options: HistogramOptions = {},
  ) {
    adoptStyle();
    container.classList.add('brightfield-histogram');
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', 'histogram');
    const [low, high] = this.ends;
    low.style.left = '2px';
    high.style.right = '2px';
    container.append(this.canvas, low, high);
    for (const name of options.handles ?? []) this.addHandle(name);
    this.observer.observe(container);
  }

  /** Shows counts of values from the lower end of a range to its upper one, in bars of equal width. */
  show(counts: ArrayLike<number>, range: readonly [number, number]): void {
    this.counts = counts;
    this.range = range;
    const [low, high] = this.ends;
    [low.textContent, high.textContent] = range.map(short) as [string, string];
    this.draw();
    this.arrange();
  }

  /** Puts handles without telling of it; one that is undefined is not there. */
  place(values: Readonly<Record<string, number | undefined>>): void {
    this.placed = { ...this.placed, ...values };
    this.arrange();
  }

  dispose(): void {
    this.observer.disconnect();
    this.container.replaceChildren();
    this.container.classList.remove('brightfield-histogram');
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private addHandle(name: string): void {
    const handle = document.createElement('div');
    handle.tabIndex = 0;
    handle.setAttribute('role', 'slider');
    handle.setAttribute('aria-label', name);
    const move = (value: number, settled: boolean): void => {
      const [low, high] = this.range;
      this.place({ [name]: Math.max(low, Math.min(high, value)) });
      const there = Object.entries(this.placed).filter(([, place]) => place !== undefined);
      this.options.onChange?.(Object.fromEntries(there) as Record<string, number>, { handle: name, settled });
    };
    handle.addEventListener('pointerdown', (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener('pointermove', (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = this.canvas.getBoundingClientRect();
      const [low, high] = this.range;
      move(low + ((event.clientX - box.left) / box.width) * (high - low), false);
    });
    handle.addEventListener('pointerup', () => {
      const value = this.placed[name];
      if (value !== undefined) move(value, true);
    });
    handle.addEventListener('keydown', (event) => {
      const [low, high] = this.range;
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      move((this.placed[name] ?? low) + (by * (high - low)) / 200, true);
    });
    this.handles.set(name, handle);
    this.container.append(handle);
  }

  private arrange(): void {
    const [low, high] = this.range;
    for (const [name, handle] of this.handles) {
      const value = this.placed[name];
      handle.hidden = value === undefined || !(high > low);
      handle.style.left = `${(100 * ((value ?? low) - low)) / (high - low || 1)}%`;
      handle.setAttribute('aria-valuemin', short(low));
      handle.setAttribute('aria-valuemax', short(high));
      handle.setAttribute('aria-valuenow', short(value ?? low));
    }
  }

  private draw(): void {
    const { canvas, options } = this;
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
    const paper = canvas.getContext('2d');
    if (!paper || this.counts.length === 0) return;
    const height = options.logarithmic === false ? (count: number) => count : (count: number) => Math.log1p(count);
    const bars = Array.from(this.counts, height);
    const most = Math.max(...bars, 1e-9);
    paper.fillStyle = getComputedStyle(this.container).color;
    const wide = canvas.width / bars.length;
    for (const [k, bar] of bars.entries()) {
      const high = Math.round((bar / most) * canvas.height);
      // from edge to edge, so that no two overlap or leave a gap; wide ones are told apart
      const [left, right] = [Math.floor(k * wide), Math.floor((k + 1) * wide)];
      paper.fillRect(left, canvas.height - high, Math.max(1, right - left - (wide > 6 ? 1 : 0)), high);
    }
  }
}
