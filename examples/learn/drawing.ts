/** A network drawn: a map for each unit from the GPU, and over it, as lines, what it takes from the units before. */
import type { Engine, HostVolume, Volume } from 'brightfield';
import { colourOf } from '../colours.js';
import { ColumnPlan } from './atlas.js';
import type { Screen } from './screen.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Voxels of a map, and between maps. */
const SIZE = 32;
const GAP = 8;
const BETWEEN = 72;
/** How many times as wide as the plane the drawing may be. */
const WIDEST = 1.4;
/** The width of a line, in voxels of the picture. */
const WIDTH = [0.4, 4] as const;

export class Drawing {
  private lines: { readonly line: SVGPathElement; readonly layer: number; readonly place: number }[] = [];
  /** The screen's own once they are shown. */
  private gaps: Volume | undefined;
  plan = new ColumnPlan([2, 1], SIZE, GAP, BETWEEN);

  constructor(
    private readonly engine: Engine,
    private readonly screen: Screen,
    private readonly svg: SVGSVGElement,
  ) {}

  /** Draws a network of so many units a column anew. */
  async arrange(units: readonly number[]): Promise<void> {
    const plan = new ColumnPlan(units, SIZE, GAP, BETWEEN);
    this.plan = plan;
    this.gaps = await this.engine.upload(plan.gaps());
    this.svg.setAttribute('viewBox', `0 0 ${plan.width} ${plan.height}`);
    // as tall as the plane beside it, which is a square
    const proportion = plan.width / plan.height;
    this.svg.parentElement?.style.setProperty('--proportion', `${proportion}`);
    document.body.style.setProperty('--columns', `minmax(0, ${Math.min(WIDEST, proportion)}fr) minmax(0, 1fr)`);
    const hidden = units.slice(1, -1).join(' and ');
    this.svg.setAttribute('aria-label', `The network: x and y, ${hidden} hidden units, one number`);
    this.svg.replaceChildren();
    this.lines = [];
    const middle = (column: number, unit: number): number => plan.top(column, unit) + SIZE / 2;
    units.slice(1).forEach((count, layer) => {
      const before = units[layer] ?? 0;
      const [from, to] = [plan.left(layer) + SIZE, plan.left(layer + 1)];
      for (let unit = 0; unit < count; unit++)
        for (let source = 0; source < before; source++) {
          const line = document.createElementNS(SVG, 'path');
          const [y0, y1, bend] = [middle(layer, source), middle(layer + 1, unit), (to - from) / 2];
          line.setAttribute('d', `M${from},${y0}C${from + bend},${y0} ${to - bend},${y1} ${to},${y1}`);
          line.append(document.createElementNS(SVG, 'title'));
          this.svg.append(line);
          this.lines.push({ line, layer, place: unit * before + source });
        }
    });
    units.forEach((count, column) => {
      for (let unit = 0; unit < count; unit++) {
        const frame = document.createElementNS(SVG, 'rect');
        const place = { x: plan.left(column), y: plan.top(column, unit), width: SIZE, height: SIZE };
        for (const [name, value] of Object.entries(place)) frame.setAttribute(name, `${value}`);
        this.svg.append(frame);
      }
    });
  }

  /** Shows the maps of the units, whose picture is its own from then on, and the weights of each layer. */
  show(units: Volume, weights: readonly HostVolume[]): void {
    this.screen.show(units, { window: [-1, 1], colormap: 'coolwarm', masks: this.masks });
    const most = weights.map(({ data }) => Math.max(1e-6, ...Array.from(data, Math.abs)));
    for (const { line, layer, place } of this.lines) {
      const weight = weights[layer]?.data[place] ?? 0;
      const share = Math.abs(weight) / (most[layer] ?? 1);
      line.setAttribute('class', weight < 0 ? 'cold' : 'warm');
      line.style.strokeWidth = `${WIDTH[0] + (WIDTH[1] - WIDTH[0]) * share}`;
      line.style.opacity = `${0.25 + 0.75 * share}`;
      if (line.firstChild) line.firstChild.textContent = weight.toFixed(3);
    }
  }

  /** Draws again, where the page has other colours. */
  again(): void {
    this.screen.again(this.masks);
  }

  private get masks() {
    return this.gaps ? [{ volume: this.gaps, colour: colourOf('--ground'), opacity: 1 }] : [];
  }
}
