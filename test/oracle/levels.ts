/** Level sets from their definitions: curves as lists of points that are joined by where they are. */
import type { PerAxis } from '../../src/core/axes.js';
import { cubeFiller, type Triangles, type Tunnels } from './cubes.js';
import { type Field, fieldOf, type Position, perAxis, positionOf, at as voxel } from './field.js';

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

export interface SurfaceOptions {
  readonly level: number;
  readonly method?: Tunnels;
  readonly spacing?: PerAxis<number>;
  readonly mask?: Field | undefined;
}
type Vector = readonly [x: number, y: number, z: number];
const XYZ = ['x', 'y', 'z'] as const;
const moved = (place: Position, by: readonly number[]): Position => ({
  ...place,
  x: place.x + (by[0] ?? 0),
  y: place.y + (by[1] ?? 0),
  z: place.z + (by[2] ?? 0),
});
const cornerOf = (corner: number): Vector => [corner & 1, (corner >> 1) & 1, corner >> 2];
const unitAlong = (axis: number): Vector => [Number(axis === 0), Number(axis === 1), Number(axis === 2)];
const scaledTo1 = (v: readonly number[]): number[] => {
  const length = Math.hypot(...v);
  return v.map((item) => (length > 0 && Number.isFinite(length) ? item / length : 0));
};

/** The edge number of lib/cubes from where it begins and its axis. */
function edgeStart(edge: number): Vector {
  const others = [0, 1, 2].filter((axis) => axis !== edge >> 2);
  return [0, 1, 2].map((axis) => (axis === edge >> 2 ? 0 : (edge >> others.indexOf(axis)) & 1)) as unknown as Vector;
}

/** Columns as long as the capacity: vertices in the order of the voxels that own them, triangles in that of their cubes, as one of `fillings`. */
export function isosurface(
  image: Field,
  options: SurfaceOptions,
  capacity: number,
  fillings: readonly Triangles[],
): Record<string, Field> {
  const { level, mask, method = 'lewiner' } = options;
  const { shape } = image;
  const filler = cubeFiller(fillings);
  const inside = (place: Position): boolean => XYZ.every((axis) => place[axis] >= 0 && place[axis] < shape[axis]);
  const value = (place: Position): number => {
    if (!inside(place)) return Number.NaN;
    return mask && voxel(mask, place) === 0 ? Number.NaN : voxel(image, place);
  };
  const cube = (place: Position): number[] => Array.from({ length: 8 }, (_, i) => value(moved(place, cornerOf(i))));
  const isWhole = (place: Position): boolean => !cube(place).some(Number.isNaN);
  const spacing = XYZ.map((axis) => perAxis(options.spacing, axis, 1));
  const slope = (place: Position, axis: number): number => {
    const here = value(place);
    const [before, after] = [-1, 1].map((step) =>
      value(
        moved(
          place,
          unitAlong(axis).map((u) => u * step),
        ),
      ),
    ) as [number, number];
    if (Number.isFinite(before) && Number.isFinite(after)) return (after - before) / 2;
    if (Number.isFinite(before)) return here - before;
    return Number.isFinite(after) ? after - here : 0;
  };
  const onEdge = (place: Position, axis: number): { at: number[]; normal: number[] } => {
    const other = moved(place, unitAlong(axis));
    const t = share(value(place), value(other), level);
    const at = XYZ.map((name, i) => (place[name] + t * (unitAlong(axis)[i] ?? 0)) * (spacing[i] ?? 1));
    const steep = [0, 1, 2].map((i) => (-(1 - t) * slope(place, i) - t * slope(other, i)) / (spacing[i] ?? 1));
    return { at, normal: scaledTo1(steep) };
  };
  const trianglesAt = (place: Position): Triangles =>
    isWhole(place)
      ? filler(
          cube(place).map((item) => item - level),
          method,
        )
      : [];
  const numbers = new Map<string, number>();
  const key = (place: Position, kind: number): string => `${Object.values(place)} ${kind}`;
  const vertices: Record<string, number>[] = [];
  const faces: number[][] = [];
  const all = Array.from(image.data, (_, at) => positionOf(shape, at));
  for (const place of all) {
    const add = (kind: number, at: readonly number[], normal: readonly number[]): void => {
      numbers.set(key(place, kind), vertices.length);
      const [x = 0, y = 0, z = 0] = at;
      const [nx = 0, ny = 0, nz = 0] = normal;
      vertices.push({ x, y, z, nx, ny, nz, channel: place.c, image: place.n });
    };
    for (const axis of [0, 1, 2]) {
      const around = [0, 1, 2, 3, 4, 5, 6, 7].map(cornerOf).filter((by) => by[axis] === 0);
      const used = around.some((by) =>
        isWhole(
          moved(
            place,
            by.map((step) => -step),
          ),
        ),
      );
      const [here, there] = [value(place), value(moved(place, unitAlong(axis)))];
      if (!used || here > level === there > level) continue;
      const { at, normal } = onEdge(place, axis);
      add(axis, at, normal);
    }
    if (!trianglesAt(place).flat().includes(12)) continue;
    // the middle of a fan: corners weigh by how near to the level they are
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => moved(place, cornerOf(corner)));
    const weights = corners.map((corner) => 1 / Math.max(Math.abs(value(corner) - level), 1e-30));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = (of: (corner: Position, axis: number) => number) =>
      [0, 1, 2].map((axis) =>
        corners.reduce((sum, corner, i) => {
          const weight = weights[i] ?? 0;
          return weight > 0 ? sum + (weight / whole) * of(corner, axis) : sum;
        }, 0),
      );
    add(
      3,
      mean((corner, axis) => corner[XYZ[axis] ?? 'x'] * (spacing[axis] ?? 1)),
      scaledTo1(mean((corner, axis) => -slope(corner, axis) / (spacing[axis] ?? 1))),
    );
  }
  for (const place of all)
    for (const triangle of trianglesAt(place))
      faces.push(
        triangle.map(
          (edge) => numbers.get(edge === 12 ? key(place, 3) : key(moved(place, edgeStart(edge)), edge >> 2)) ?? -1,
        ),
      );
  const column = (of: (row: number) => number | undefined): Field =>
    fieldOf(
      { x: capacity },
      Array.from({ length: capacity }, (_, row) => of(row) ?? 0),
    );
  const names = [
    'x',
    'y',
    'z',
    'nx',
    'ny',
    'nz',
    ...(shape.c > 1 ? ['channel'] : []),
    ...(shape.n > 1 ? ['image'] : []),
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, column((row) => vertices[row]?.[name])])),
    ...Object.fromEntries(['a', 'b', 'c'].map((name, at) => [name, column((row) => faces[row]?.[at])])),
    vertices: fieldOf({}, [vertices.length]),
    faces: fieldOf({}, [faces.length]),
    needs: fieldOf({}, [Math.max(vertices.length, faces.length)]),
  };
}
