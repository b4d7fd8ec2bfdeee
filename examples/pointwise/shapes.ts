/** What a plot is drawn of: lines and bars in a square of a hundred units, and pairs of values as a cloud. */
const SVG = 'http://www.w3.org/2000/svg';
export const SIDE = 100;

/** Rare values are seen beside frequent ones. */
export const height = (count: number): number => Math.sqrt(count);

/** A square to draw in, as large as its room. */
export function drawing(): SVGSVGElement {
  const paper = document.createElementNS(SVG, 'svg');
  paper.setAttribute('viewBox', `0 0 ${SIDE} ${SIDE}`);
  paper.setAttribute('preserveAspectRatio', 'none');
  return paper;
}

export function shape<K extends 'path' | 'circle'>(parent: SVGElement, kind: K, name: string): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, kind);
  made.setAttribute('class', name);
  parent.append(made);
  return made;
}

/** Through values at equal steps; what lies beyond 0 and 1 is left out with the picture's edge. */
export function lineOf(values: ArrayLike<number>): string {
  const last = values.length - 1;
  const point = (value: number, k: number): string =>
    `${((SIDE * k) / last).toFixed(2)} ${(SIDE * (1 - Math.max(-1, Math.min(2, value)))).toFixed(2)}`;
  return last > 0 ? `M${Array.from(values, point).join('L')}` : '';
}

/** Lying bars, 0 below. */
export function barsOf(counts: ArrayLike<number>): string {
  const bars = Array.from(counts, height);
  const most = Math.max(...bars, 1e-9);
  const thick = SIDE / bars.length;
  return bars
    .map(
      (bar, k) => `M0 ${SIDE - (k + 1) * thick}h${((SIDE * bar) / most).toFixed(2)}v${thick}h${(-SIDE * bar) / most}z`,
    )
    .join('');
}

/** How often each pair of values occurs, a row for each value after, 0 below. */
export function paintPairs(canvas: HTMLCanvasElement, pairs: ArrayLike<number>, colour: string): void {
  const side = Math.round(Math.sqrt(pairs.length));
  canvas.width = side;
  canvas.height = side;
  const paper = canvas.getContext('2d');
  if (!paper || side === 0) return;
  paper.fillStyle = colour;
  const heights = Array.from(pairs, height);
  const most = Math.max(...heights);
  for (const [k, high] of heights.entries()) {
    paper.globalAlpha = Math.min(1, (1.6 * high) / most);
    paper.fillRect(k % side, side - 1 - Math.floor(k / side), 1, 1);
  }
}
