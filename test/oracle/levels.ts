/** Level sets from their definitions: curves as lists of points that are joined by where they are. */
import { type Field, fieldOf, type Position, at as voxel } from './field.js';

export interface ContourOptions {
  readonly level: number;
  readonly fullyConnected?: 'low' | 'high';
  readonly positiveOrientation?: 'low' | 'high';
  readonly mask?: Field | undefined;
}
type Point = readonly [y: number, x: number];
interface Segment {
  readonly from: Point;
  readonly to: Point;
  next?: Segment;
  before?: Segment;
}

/** Where the level lies between two neighbours, as a share of the way; what is infinite draws it to the other. */
function share(a: number, b: number, level: number): number {
  if (!Number.isFinite(a)) return Number.isFinite(b) ? 1 : 0.5;
  return Number.isFinite(b) ? (level - a) / (b - a) : 0;
}

/** What is drawn through one square, in order. */
function drawn(corners: readonly number[], y: number, x: number, options: ContourOptions): Segment[] {
  const { level, fullyConnected = 'low' } = options;
  const [ul = 0, ur = 0, ll = 0, lr = 0] = corners;
  const top: Point = [y, x + share(ul, ur, level)];
  const bottom: Point = [y + 1, x + share(ll, lr, level)];
  const left: Point = [y + share(ul, ll, level), x];
  const right: Point = [y + share(ur, lr, level), x + 1];
  const high = fullyConnected === 'high';
  const cases: Record<string, readonly (readonly [Point, Point])[]> = {
    '1000': [[top, left]],
    '0100': [[right, top]],
    '1100': [[right, left]],
    '0010': [[left, bottom]],
    '1010': [[top, bottom]],
    '0110': high
      ? [
          [left, top],
          [right, bottom],
        ]
      : [
          [right, top],
          [left, bottom],
        ],
    '1110': [[right, bottom]],
    '0001': [[bottom, right]],
    '1001': high
      ? [
          [top, right],
          [bottom, left],
        ]
      : [
          [top, left],
          [bottom, right],
        ],
    '0101': [[bottom, top]],
    '1101': [[bottom, left]],
    '0011': [[left, right]],
    '1011': [[top, right]],
    '0111': [[left, top]],
  };
  const found = cases[corners.map((corner) => Number(corner > level)).join('')] ?? [];
  return found.map(([from, to]) => ({ from, to })).filter(({ from, to }) => from[0] !== to[0] || from[1] !== to[1]);
}

/** The curves of a slice, in the order of their first segments. */
function curvesOf(image: Field, slice: Position, options: ContourOptions): Point[][] {
  const { mask } = options;
  const segments: Segment[] = [];
  for (let y = 0; y + 1 < image.shape.y; y++)
    for (let x = 0; x + 1 < image.shape.x; x++) {
      const places = [
        [y, x],
        [y, x + 1],
        [y + 1, x],
        [y + 1, x + 1],
      ].map(([v = 0, u = 0]) => ({ ...slice, y: v, x: u }));
      const corners = places.map((place) => (mask && voxel(mask, place) === 0 ? Number.NaN : voxel(image, place)));
      if (!corners.some(Number.isNaN)) segments.push(...drawn(corners, y, x, options));
    }
  // what ends, and what begins, where no other has yet gone on
  const [ends, begins] = [new Map<string, Segment>(), new Map<string, Segment>()];
  const join = (one: Segment, other: Segment): void => {
    one.next = other;
    other.before = one;
  };
  for (const segment of segments) {
    const [from, to] = [segment.from.join(' '), segment.to.join(' ')];
    const [head, tail] = [ends.get(from), begins.get(to)];
    if (head) join(head, segment);
    else begins.set(from, segment);
    if (tail) join(segment, tail);
    else ends.set(to, segment);
    if (head) ends.delete(from);
    if (tail) begins.delete(to);
  }
  const seen = new Set<Segment>();
  return segments.flatMap((segment): Point[][] => {
    if (seen.has(segment)) return [];
    let first = segment;
    while (first.before && first.before !== segment) first = first.before;
    const closed = first.before !== undefined;
    const points: Point[] = [];
    for (let one: Segment | undefined = closed ? segment : first; one && !seen.has(one); one = one.next) {
      seen.add(one);
      points.push(one.from);
      if (!one.next || seen.has(one.next)) points.push(one.to);
    }
    return [options.positiveOrientation === 'high' ? points.reverse() : points];
  });
}

/** Columns as long as the capacity. */
export function contours(image: Field, options: ContourOptions, capacity: number): Record<string, Field> {
  const axes = (['n', 'c', 'z'] as const).filter((axis) => image.shape[axis] > 1);
  const rows: Record<string, number>[] = [];
  let path = 0;
  for (let n = 0; n < image.shape.n; n++)
    for (let c = 0; c < image.shape.c; c++)
      for (let z = 0; z < image.shape.z; z++)
        for (const curve of curvesOf(image, { n, c, z, y: 0, x: 0 }, options)) {
          for (const [y, x] of curve) rows.push({ path, y, x, n, c, z });
          path++;
        }
  const column = (name: string): Field =>
    fieldOf(
      { x: capacity },
      Array.from({ length: capacity }, (_, at) => rows[at]?.[name] ?? 0),
    );
  const count = fieldOf({}, [rows.length]);
  return {
    ...Object.fromEntries(['path', 'y', 'x', ...axes].map((name) => [name, column(name)])),
    count,
    needs: count,
  };
}
