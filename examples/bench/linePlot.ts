/** Results that lie along one axis, such as a histogram or a profile, as a line for each channel. */
import type { Shape, Volume } from 'brightfield';
import { latest } from 'brightfield/view';
import type uPlot from 'uplot';
import { colour, onScheme } from '../colours.js';
import { refuse } from '../page.js';

const MOST_LINES = 6;
const MOST_POINTS = 2 ** 20;
const STROKES = ['--accent', '--quiet', '--strong', '--wrong', '--text', '--pressed'] as const;

/** The axis that values lie along, where it is the only one. */
function lineAxis({ n, c, z, y, x }: Shape): 'z' | 'y' | 'x' | undefined {
  const long = Object.entries({ z, y, x }).filter(([, length]) => length > 1);
  return n === 1 && c <= MOST_LINES && long.length === 1 && z * y * x <= MOST_POINTS
    ? (long[0]?.[0] as 'z' | 'y' | 'x')
    : undefined;
}

export const isLine = (shape: Shape): boolean => lineAxis(shape) !== undefined;

export class LinePlot {
  private plot: uPlot | undefined;

  constructor(private readonly container: HTMLElement) {
    new ResizeObserver(() => this.adjust()).observe(container);
    onScheme(() => this.plot?.redraw(false, true));
  }

  /** Draws a volume that is a line; nothing where there is none. It is read at once. */
  readonly show = latest(
    async (volume: Volume | undefined) => {
      this.container.hidden = volume === undefined;
      if (volume) await this.draw(volume);
    },
    // it may have made way for the next one meanwhile
    refuse,
  );

  private async draw(volume: Volume): Promise<void> {
    const reading = volume.read();
    const [{ default: UPlot }, { data, shape }] = await Promise.all([import('uplot'), reading]);
    await import('uplot/dist/uPlot.min.css');
    const axis = lineAxis(shape) ?? 'x';
    const length = shape[axis];
    const places = Array.from({ length }, (_, at) => at);
    const lines = Array.from({ length: shape.c }, (_, c) =>
      Array.from(data.subarray(c * length, (c + 1) * length), Number),
    );
    this.plot?.destroy();
    const line = { stroke: () => colour('--line'), width: 1 };
    const scale = { stroke: () => colour('--quiet'), grid: line, ticks: line };
    this.plot = new UPlot(
      {
        width: this.container.clientWidth,
        height: this.container.clientHeight,
        legend: { show: shape.c > 1 },
        scales: { x: { time: false } },
        axes: [
          { ...scale, label: axis, stroke: () => colour('--quiet') },
          { ...scale, size: 70 },
        ],
        series: [
          { label: axis },
          ...lines.map((_, c) => ({
            label: `channel ${c + 1}`,
            stroke: () => colour(STROKES[c] ?? '--accent'),
            width: 1.5,
            points: { show: length <= 64 },
          })),
        ],
      },
      [places, ...lines],
      this.container,
    );
    this.container.setAttribute('aria-label', `a line of ${length} values along ${axis}`);
  }

  private adjust(): void {
    const { clientWidth: width, clientHeight: height } = this.container;
    if (this.plot && width > 0 && (width !== this.plot.width || height !== this.plot.height))
      this.plot.setSize({ width, height });
  }
}
