/** The plane: points are put there with the mouse, a finger or keys, and drawn over the surface. */
import type { Point } from './points.js';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 0.022;
/** Points that a drag leaves behind are so far apart. */
const APART = 0.09;
const STEP = 0.05;
const NAMES = ['blue', 'red'] as const;

export interface PlaneOptions {
  /** Told the points whenever there are others. */
  readonly onChange: (points: readonly Point[]) => void;
  /** The kind that is put down. */
  readonly kind: () => number;
  readonly choose: (kind: number) => void;
  /** Told in words what a key did. */
  readonly say: (words: string) => void;
}

export class Plane {
  private points: readonly Point[] = [];
  private readonly marks = document.createElementNS(SVG, 'g');
  private readonly cursor = document.createElementNS(SVG, 'path');
  private at = { x: 0, y: 0 };

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly options: PlaneOptions,
  ) {
    svg.tabIndex = 0;
    this.cursor.setAttribute('class', 'cursor');
    svg.append(this.marks, this.cursor);
    this.draw();
    let last: { readonly x: number; readonly y: number } | undefined;
    svg.addEventListener('pointerdown', (event) => {
      if (event.button > 2) return;
      svg.setPointerCapture(event.pointerId);
      last = this.placeOf(event);
      this.put(last, event.button === 2 || event.shiftKey);
    });
    svg.addEventListener('pointermove', (event) => {
      if (!last || !svg.hasPointerCapture(event.pointerId)) return;
      const place = this.placeOf(event);
      if (Math.hypot(place.x - last.x, place.y - last.y) < APART) return;
      last = place;
      this.put(place, (event.buttons & 2) > 0 || event.shiftKey);
    });
    svg.addEventListener('contextmenu', (event) => event.preventDefault());
    svg.addEventListener('keydown', (event) => this.press(event));
  }

  /** Shows points and tells nobody. */
  set(points: readonly Point[]): void {
    this.points = points;
    this.draw();
  }

  private press(event: KeyboardEvent): void {
    const { x, y } = this.at;
    const step = event.shiftKey ? 4 * STEP : STEP;
    const move = (dx: number, dy: number) => (): void => {
      const inside = (place: number): number => Math.min(1 - STEP, Math.max(STEP - 1, Math.round(place / STEP) * STEP));
      this.at = { x: inside(x + dx * step), y: inside(y + dy * step) };
      this.draw();
      this.options.say(`${this.at.x.toFixed(2)}, ${this.at.y.toFixed(2)}`);
    };
    const kind = (which: number) => (): void => this.options.choose(which);
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: move(-1, 0),
      ArrowRight: move(1, 0),
      ArrowUp: move(0, 1),
      ArrowDown: move(0, -1),
      Enter: () => this.put(this.at, event.shiftKey),
      ' ': () => this.put(this.at, event.shiftKey),
      Delete: () => this.remove(),
      Backspace: () => this.remove(),
      1: kind(0),
      2: kind(1),
    };
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  }

  private put(place: { readonly x: number; readonly y: number }, isOther: boolean): void {
    const kind = isOther ? 1 - this.options.kind() : this.options.kind();
    this.change([...this.points, { ...place, kind }], `a ${NAMES[kind]} point`);
  }

  /** Takes away the point next to the cursor. */
  private remove(): void {
    const far = ({ x, y }: Point): number => Math.hypot(x - this.at.x, y - this.at.y);
    const nearest = this.points.reduce<Point | undefined>((a, b) => (a && far(a) <= far(b) ? a : b), undefined);
    if (nearest)
      this.change(
        this.points.filter((point) => point !== nearest),
        'a point taken away',
      );
  }

  private change(points: readonly Point[], words: string): void {
    this.set(points);
    this.options.say(`${words}, ${points.length} in all`);
    this.options.onChange(points);
  }

  private placeOf({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const box = this.svg.getBoundingClientRect();
    const inside = (share: number): number => Math.min(1, Math.max(-1, 2 * share - 1));
    return { x: inside((clientX - box.left) / box.width), y: -inside((clientY - box.top) / box.height) };
  }

  private draw(): void {
    const marks = this.points.map(({ x, y, kind }) => {
      const name = kind ? 'rect' : 'circle';
      const mark = document.createElementNS(SVG, name);
      // a square of the area of the disk
      const side = RADIUS * Math.sqrt(Math.PI);
      const place = kind
        ? { x: x - side / 2, y: -y - side / 2, width: side, height: side }
        : { cx: x, cy: -y, r: RADIUS };
      for (const [key, value] of Object.entries(place)) mark.setAttribute(key, `${value}`);
      mark.setAttribute('class', kind ? 'warm' : 'cold');
      return mark;
    });
    this.marks.replaceChildren(...marks);
    const { x, y } = this.at;
    this.cursor.setAttribute('d', `M${x - 0.06},${-y}h0.12M${x},${-y - 0.06}v0.12`);
    this.svg.setAttribute('aria-label', `The plane, with ${this.points.length} points`);
  }
}
