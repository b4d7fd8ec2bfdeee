/** Paper to draw a digit on, and what a scanner of the kind that made the data set sees of it. */

type Place = readonly [x: number, y: number];
/** Strokes in shares of the paper. */
export type Strokes = readonly (readonly Place[])[];

const SIDE = 8;
/** Points of the scan for a pixel, along each side; a pixel counts those with ink. */
const FINE = 4;
/** Half the width of a pen, in points of the scan. */
const PEN = 2;
/** As wide as a digit may be, in points of the scan; it is as tall as there is room. */
const WIDE = 22;

/** How far a point is from a piece of a stroke. */
function distance([x, y]: Place, [x0, y0]: Place, [x1, y1]: Place): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length)) : 0;
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}

/** 8 x 8 numbers from 0 to 1: the drawing is moved to the middle and made as tall as the scan, as those of the data set are; each pixel is the share of its 16 points with ink. */
export function scanned(strokes: Strokes): Float32Array<ArrayBuffer> {
  const pixels = new Float32Array(SIDE * SIDE);
  const all = strokes.flat();
  if (all.length === 0) return pixels;
  const range = (axis: 0 | 1): readonly [number, number] => {
    const along = all.map((place) => place[axis]);
    return [Math.min(...along), Math.max(...along)];
  };
  const [[left, right], [top, bottom]] = [range(0), range(1)];
  const size = SIDE * FINE;
  const room = size - 2 * PEN;
  // a dot stays one
  const scale = Math.min(room / Math.max(0.1, bottom - top), (WIDE - 2 * PEN) / Math.max(0.02, right - left));
  const moved = strokes.map((stroke) =>
    stroke.map(
      ([x, y]): Place => [size / 2 + (x - (left + right) / 2) * scale, size / 2 + (y - (top + bottom) / 2) * scale],
    ),
  );
  const pieces = moved.flatMap((stroke) => stroke.map((place, at) => [stroke[at - 1] ?? place, place] as const));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (pieces.some(([from, to]) => distance([x + 0.5, y + 0.5], from, to) <= PEN)) {
        const at = Math.floor(y / FINE) * SIDE + Math.floor(x / FINE);
        pixels[at] = (pixels[at] ?? 0) + 1 / FINE ** 2;
      }
  return pixels;
}

/** The paper: draws what is drawn, and tells what the scanner sees of it. */
export class Paper {
  private strokes: Place[][] = [];

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onDrawn: (pixels: Float32Array<ArrayBuffer>) => void,
  ) {
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.strokes.push([this.placeOf(event)]);
      this.tell();
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      this.strokes.at(-1)?.push(this.placeOf(event));
      this.tell();
    });
  }

  /** Wipes the paper; digits that are not drawn lie on it as what the scanner saw of them. */
  wipe(pixels?: ArrayLike<number>): void {
    this.strokes = [];
    const context = this.cleared();
    const { width } = this.canvas;
    const step = width / SIDE;
    for (let at = 0; at < (pixels?.length ?? 0); at++) {
      const ink = Math.round(255 * (pixels?.[at] ?? 0));
      context.fillStyle = `rgb(${ink} ${ink} ${ink})`;
      context.fillRect((at % SIDE) * step, Math.floor(at / SIDE) * step, step, step);
    }
  }

  private tell(): void {
    const context = this.cleared();
    const { width } = this.canvas;
    context.strokeStyle = '#fff';
    context.lineWidth = width / 9;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (const stroke of this.strokes) {
      context.beginPath();
      stroke.forEach(([x, y], at) => {
        if (at === 0) context.moveTo(x * width, y * width);
        context.lineTo(x * width, y * width);
      });
      context.stroke();
    }
    this.onDrawn(scanned(this.strokes));
  }

  private cleared(): CanvasRenderingContext2D {
    const context = this.canvas.getContext('2d');
    if (!context) throw new Error('this canvas cannot be drawn on');
    context.fillStyle = '#000';
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    return context;
  }

  private placeOf({ clientX, clientY }: PointerEvent): Place {
    const box = this.canvas.getBoundingClientRect();
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  }
}
