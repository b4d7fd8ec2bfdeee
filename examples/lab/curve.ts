/** What falls by iteration, as a curve over a logarithmic axis: a duality gap, a loss. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colour } from '../colours.js';

export interface CurveOptions {
  /** The axis goes from here to 1, where the points do not ask for more. */
  readonly floor?: number;
}

/** More points than this are thinned out: a curve has no more pixels. */
const MOST = 1000;

/** Draws points as they come in; `clear` begins again. */
export class Curve {
  private readonly plot: uPlot;
  private iterations: number[] = [];
  private gaps: number[] = [];

  constructor(container: HTMLElement, { floor = 1e-4 }: CurveOptions = {}) {
    const line = { stroke: () => colour('--line'), width: 1 };
    const axis = { stroke: () => colour('--quiet'), grid: line, ticks: line };
    this.plot = new uPlot(
      {
        width: container.clientWidth,
        height: container.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false },
          y: { distr: 3, range: (_plot, low, high) => [Math.min(low || floor, floor), Math.max(high || 1, 1)] },
        },
        axes: [
          axis,
          {
            ...axis,
            values: (_plot, ticks) => ticks.map((tick) => (tick === null ? '' : tick.toExponential(0))),
            size: 56,
          },
        ],
        series: [{}, { stroke: () => colour('--accent'), width: 2, points: { show: true, size: 4 } }],
      },
      [[], []],
      container,
    );
    // without its padding: a plot that is larger than its room would make the room larger
    new ResizeObserver(([room]) => {
      const { width = 0, height = 0 } = room?.contentRect ?? {};
      if (width !== this.plot.width || height !== this.plot.height) this.plot.setSize({ width, height });
    }).observe(container);
  }

  /** The points so far: how many. */
  get length(): number {
    return this.gaps.length;
  }

  clear(): void {
    this.iterations = [];
    this.gaps = [];
    this.plot.setData([[], []]);
  }

  /** Draws again in the colours that the page has now. */
  recolour(): void {
    this.plot.redraw(false, true);
  }

  /** Adds a point further on than all others; others, and gaps that are none, are left out. */
  add(iterations: number, gap: number): void {
    if (!(iterations > (this.iterations.at(-1) ?? 0)) || !(gap > 0)) return;
    this.iterations.push(iterations);
    this.gaps.push(gap);
    if (this.gaps.length > MOST) {
      const isKept = (_: number, at: number): boolean => at % 2 === 1;
      this.iterations = this.iterations.filter(isKept);
      this.gaps = this.gaps.filter(isKept);
    }
    this.plot.setData([this.iterations, this.gaps]);
  }
}
