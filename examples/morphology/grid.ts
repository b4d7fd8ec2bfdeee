/** A grid to paint a structuring element on: by mouse or finger, and by arrow keys and space. */
import { type Cells, REACH } from './element.js';

const LENGTH = 2 * REACH + 1;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Grid {
  private readonly buttons: HTMLButtonElement[] = [];
  private at = REACH * LENGTH + REACH;

  /** Makes a grid in an element; `onPaint` is told of what a hand has changed. */
  constructor(
    parent: HTMLElement,
    label: string,
    private readonly onPaint: (cells: Cells) => void,
  ) {
    const element = document.createElement('div');
    element.className = 'element';
    element.setAttribute('role', 'group');
    element.setAttribute('aria-label', label);
    for (let place = 0; place < LENGTH * LENGTH; place++) {
      const button = document.createElement('button');
      const [right, down] = [(place % LENGTH) - REACH, Math.floor(place / LENGTH) - REACH];
      Object.assign(button, { type: 'button', tabIndex: place === this.at ? 0 : -1 });
      button.setAttribute('aria-label', place === this.at ? 'the pixel itself' : `${right} right, ${down} down`);
      this.buttons.push(button);
      element.append(button);
    }
    this.listenToPointer(element);
    element.addEventListener('keydown', (event) => this.press(event));
    parent.append(element);
  }

  get cells(): Cells {
    const bits = this.buttons.map((button) => (button.ariaPressed === 'true' ? 1 : 0));
    return Array.from({ length: LENGTH }, (_, y) => bits.slice(y * LENGTH, (y + 1) * LENGTH));
  }

  /** Shows cells, without telling of it. */
  set cells(cells: Cells) {
    for (const [place, bit] of cells.flat().entries()) this.put(place, bit === 1);
  }

  private put(place: number, on: boolean): void {
    const button = this.buttons[place];
    if (button) button.ariaPressed = `${on}`;
  }

  private isOn(place: number): boolean {
    return this.buttons[place]?.ariaPressed === 'true';
  }

  private placeOf(target: EventTarget | null): number {
    return target instanceof HTMLButtonElement ? this.buttons.indexOf(target) : -1;
  }

  private listenToPointer(element: HTMLElement): void {
    // what the first cell becomes, all become that a drag goes over
    let paints: boolean | undefined;
    const paint = (event: PointerEvent): void => {
      const place = this.placeOf(document.elementFromPoint(event.clientX, event.clientY));
      if (place < 0) return;
      paints ??= !this.isOn(place);
      if (this.isOn(place) === paints) return;
      this.put(place, paints);
      this.go(place);
      this.onPaint(this.cells);
    };
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      paints = undefined;
      paint(event);
    });
    element.addEventListener('pointermove', (event) => {
      if (element.hasPointerCapture(event.pointerId)) paint(event);
    });
    // the pointer has done it already; what clicks without one is a key or a screen reader
    element.addEventListener('click', (event) => {
      const place = this.placeOf(event.target);
      if (event.detail !== 0 || place < 0) return;
      this.put(place, !this.isOn(place));
      this.onPaint(this.cells);
    });
  }

  private press(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const within = (to: number): number => Math.max(0, Math.min(LENGTH - 1, to));
    const place = within(Math.floor(this.at / LENGTH) + step[1]) * LENGTH + within((this.at % LENGTH) + step[0]);
    this.go(place);
    this.buttons[place]?.focus();
  }

  /** The one cell that the tabulator key stops at. */
  private go(place: number): void {
    for (const [at, tabIndex] of [
      [this.at, -1],
      [place, 0],
    ] as const) {
      const button = this.buttons[at];
      if (button) button.tabIndex = tabIndex;
    }
    this.at = place;
  }
}
