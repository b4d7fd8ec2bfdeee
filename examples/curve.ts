/** The duality gap by iteration, as a curve over a logarithmic axis. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

const STYLE = getComputedStyle(document.documentElement);
const colour = (name: string): string => STYLE.getPropertyValue(name).trim();

/** The axis goes from here to 1, where the points do not ask for more. */
const FLOOR = 1e-4;

/** Draws points as they come in; `clear` begins again. */
export class Curve {
  private readonly plot: uPlot;
  private iterations: number[] = [];
  private gaps: number[] = [];

  constructor(container: HTMLElement) {
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line') }, ticks: { stroke: colour('--line') } };
    this.plot = new uPlot(
      {
        width: container.clientWidth,
        height: container.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false },
          y: { distr: 3, range: (_plot, low, high) => [Math.min(low || FLOOR, FLOOR), Math.max(high || 1, 1)] },
        },
        axes: [
          axis,
          {
            ...axis,
            values: (_plot, ticks) => ticks.map((tick) => (tick === null ? '' : tick.toExponential(0))),
            size: 56,
          },
        ],
        series: [{}, { stroke: colour('--accent'), width: 2, points: { show: true, size: 4 } }],
      },
      [[], []],
      container,
    );
    new ResizeObserver(() =>
      this.plot.setSize({ width: container.clientWidth, height: container.clientHeight }),
    ).observe(container);
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

  /** Adds a point further on than all others; others, and gaps that are none, are left out. */
  add(iterations: number, gap: number): void {
    if (!(iterations > (this.iterations.at(-1) ?? 0)) || !(gap > 0)) return;
    this.iterations.push(iterations);
    this.gaps.push(gap);
    this.plot.setData([this.iterations, this.gaps]);
  }
}
