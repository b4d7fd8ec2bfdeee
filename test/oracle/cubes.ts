/** How a level goes through a cube of eight voxels, of the trilinear interpolant: curves on the faces, traced point by point, and what hangs together inside. Corner i lies at its bits along x, y and z. */

/** Triangles between edges (4a + o runs along axis a with the bits of o along the other two; 12 is inside). */
export type Triangles = readonly (readonly number[])[];
type Place = readonly number[];

const AXES = [0, 1, 2];
const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7];
const bit = (corner: number, axis: number): number => (corner >> axis) & 1;
const minus = (a: Place, b: Place): number[] => AXES.map((i) => (a[i] ?? 0) - (b[i] ?? 0));
const dot = (a: Place, b: Place): number => AXES.reduce((sum, i) => sum + (a[i] ?? 0) * (b[i] ?? 0), 0);
const cross = (a: Place, b: Place): number[] =>
  AXES.map((i) => (a[(i + 1) % 3] ?? 0) * (b[(i + 2) % 3] ?? 0) - (a[(i + 2) % 3] ?? 0) * (b[(i + 1) % 3] ?? 0));

/** The edge between two neighbouring corners, and its middle. */
function edgeOf(a: number, b: number): number {
  const axis = AXES.find((i) => bit(a, i) !== bit(b, i)) ?? 0;
  const [first = 0, second = 0] = AXES.filter((i) => i !== axis);
  return 4 * axis + bit(a, first) + 2 * bit(a, second);
}
const middleOf = (a: number, b: number): Place => AXES.map((i) => (bit(a, i) + bit(b, i)) / 2);

/** The curves on one face, as pairs of edges: high lies on the right, as seen from outside. */
function onFace(values: readonly number[], axis: number, side: number): (readonly [number, number])[] {
  const face = CORNERS.filter((corner) => bit(corner, axis) === side);
  const isHigh = (corner: number): boolean => (values[corner] ?? 0) > 0;
  const neighbours = (corner: number): number[] => face.filter((other) => [1, 2, 4].includes(other ^ corner));
  const opposite = (corner: number): number => face.find((other) => ![0, 1, 2, 4].includes(other ^ corner)) ?? 0;
  const outside = AXES.map((i) => (i === axis ? 2 * side - 1 : 0));
  /** Between two edges so that a corner that is high (or low) lies on its side. */
  const directed = (from: readonly [number, number], to: readonly [number, number], corner: number) => {
    const [p, q] = [middleOf(...from), middleOf(...to)];
    const isLeft = dot(cross(outside, minus(q, p)), minus(middleOf(corner, corner), p)) > 0;
    const [a, b] = [edgeOf(...from), edgeOf(...to)];
    return isLeft === isHigh(corner) ? ([b, a] as const) : ([a, b] as const);
  };
  const around = (corner: number) => {
    const [one = 0, two = 0] = neighbours(corner);
    return directed([corner, one], [corner, two], corner);
  };
  const high = face.filter(isHigh);
  const [first = 0, second = 0] = high;
  if (high.length === 1) return [around(first)];
  if (high.length === 3) return face.filter((corner) => !isHigh(corner)).map(around);
  if (high.length !== 2) return [];
  if (opposite(first) === second) {
    // the bilinear saddle is (ac - bd) / (a + c - b - d): no lower than the level where the high two have the greater product
    const product = (corner: number): number => (values[corner] ?? 0) * (values[opposite(corner)] ?? 0);
    const low = face.filter((corner) => !isHigh(corner));
    return (product(first) >= product(low[0] ?? 0) ? low : high).map(around);
  }
  const across = (corner: number): [number, number] => [
    corner,
    neighbours(corner).find((other) => !isHigh(other)) ?? 0,
  ];
  return [directed(across(first), across(second), first)];
}

/** The groups of high corners (of low ones with `sign` -1) that hang together inside, by slices across x: between two where something changes they are all alike. */
export function insideGroups(values: readonly number[], sign: 1 | -1): number[][] {
  const [near, far] = [0, 1].map((x) => [0, 2, 6, 4].map((corner) => sign * (values[corner + x] ?? 0))) as [
    number[],
    number[],
  ];
  const slice = (x: number): number[] => near.map((value, i) => value * (1 - x) + (far[i] ?? 0) * x);
  const rise = near.map((value, i) => (far[i] ?? 0) - value) as [number, number, number, number];
  const [a, b, c, d] = near as [number, number, number, number];
  const [square, slope, constant] = [
    rise[0] * rise[2] - rise[1] * rise[3],
    a * rise[2] + c * rise[0] - b * rise[3] - d * rise[1],
    a * c - b * d,
  ];
  const root = Math.sqrt(slope ** 2 - 4 * square * constant);
  const changes = [
    ...near.map((value, i) => -value / (rise[i] ?? 0)),
    ...(square === 0 ? [-constant / slope] : [root, -root].map((r) => (r - slope) / (2 * square))),
  ];
  const ends = [0, ...changes.filter((x) => x > 0 && x < 1).sort((x, y) => x - y), 1];
  const above = sign === 1 ? (value: number) => value > 0 : (value: number) => value >= 0;
  let groups: number[][] = [];
  const join = (items: readonly number[]): void => {
    const touched = groups.filter((group) => group.some((item) => items.includes(item)));
    groups = [...groups.filter((group) => !touched.includes(group)), [...new Set([...touched.flat(), ...items])]];
  };
  // corner columns of slice k are 4k to 4k + 3
  const middles = ends.slice(1).map((x, k) => slice((x + (ends[k] ?? 0)) / 2));
  const slices = [near, ...middles, far];
  slices.forEach((own, k) => {
    const on = [0, 1, 2, 3].filter((i) => above(own[i] ?? 0));
    for (const i of on) {
      join([4 * k + i]);
      if (on.includes((i + 1) % 4)) join([4 * k + i, 4 * k + ((i + 1) % 4)]);
      if (k > 0 && above(slices[k - 1]?.[i] ?? 0)) join([4 * k + i, 4 * k - 4 + i]);
    }
    const [p = 0, q = 0] = on;
    const product = (i: number): number => (own[i] ?? 0) * (own[(i + 2) % 4] ?? 0);
    if (on.length === 2 && q === p + 2 && (sign === 1 ? product(p) >= product(1 - p) : product(p) > product(1 - p)))
      join([4 * k + p, 4 * k + q]);
  });
  const last = 4 * (slices.length - 1);
  const cornerOf = (item: number): number[] => {
    const column = [0, 2, 6, 4][item % 4] ?? 0;
    return item < 4 ? [column] : item >= last ? [column + 1] : [];
  };
  return groups.map((group) => group.flatMap(cornerOf)).filter(({ length }) => length > 0);
}

/** The loops in which the curves of the faces join. */
export function loopsThrough(values: readonly number[]): number[][] {
  const next = new Map(AXES.flatMap((axis) => [0, 1].flatMap((side) => onFace(values, axis, side))));
  const loops: number[][] = [];
  for (const start of next.keys()) {
    if (loops.some((loop) => loop.includes(start))) continue;
    const loop = [start];
    for (let edge = next.get(start); edge !== undefined && edge !== start; edge = next.get(edge)) loop.push(edge);
    loops.push(loop);
  }
  return loops;
}

/** Which tunnels there are: those that scikit-image looks for, or all of the trilinear interpolant. */
export type Tunnels = 'lewiner' | 'trilinear';

/** Loops that bound one piece of the surface: between the same high and the same low corners, as they hang together inside. */
export function piecesThrough(values: readonly number[], tunnels: Tunnels): number[][][] {
  const loops = loopsThrough(values);
  const apart = loops.map((loop) => [loop]);
  if (loops.length < 2 || !values.every(Number.isFinite)) return apart;
  const isHigh = (corner: number): boolean => (values[corner] ?? 0) > 0;
  const beside = (loop: readonly number[], high: boolean): number[] =>
    CORNERS.filter(
      (a) =>
        isHigh(a) === high && [1, 2, 4].some((step) => isHigh(a ^ step) !== high && loop.includes(edgeOf(a, a ^ step))),
    );
  if (tunnels === 'lewiner') {
    // two opposite corners apart from the others, or two opposite edges that are high and no face joins
    const sizes = loops.map((loop) => [beside(loop, true).length, beside(loop, false).length].join(' '));
    const lone = CORNERS.filter((corner) => [1, 2, 4].every((step) => isHigh(corner) !== isHigh(corner ^ step)));
    const corners = sizes.length === 2 && lone.length === 2 && (lone[0] ?? 0) + (lone[1] ?? 0) === 7;
    if (!corners && sizes.join() !== '2 4,2 4') return apart;
    if (corners && !isHigh(lone[0] ?? 0) && !isTellingApart(values)) return [loops];
  }
  const groups = ([1, -1] as const).map((sign) => insideGroups(values, sign));
  const between = (loop: readonly number[]): string =>
    groups.map((own, i) => own.findIndex((group) => group.includes(beside(loop, i === 0)[0] ?? 0))).join();
  const pieces = new Map<string, number[][]>();
  for (const loop of loops) pieces.set(between(loop), [...(pieces.get(between(loop)) ?? []), loop]);
  return [...pieces.values()];
}

/** Whether scikit-image finds low corners apart: the slice across z where ac - bd is extreme lies inside, and its signs do not alternate. */
function isTellingApart(values: readonly number[]): boolean {
  const [a, b, c, d] = [0, 1, 3, 2].map((corner) => {
    const [low = 0, high = 0] = [values[corner], values[corner + 4]];
    return { low, rise: high - low };
  }) as [Line, Line, Line, Line];
  const slope = a.low * c.rise + c.low * a.rise - b.low * d.rise - d.low * b.rise;
  const z = -slope / 2 / (a.rise * c.rise - b.rise * d.rise);
  if (!(z > 0 && z < 1)) return false;
  const signs = [a, b, c, d].map(({ low, rise }) => low + z * rise > 0);
  return !(signs[0] === signs[2] && signs[1] === signs[3] && signs[0] !== signs[1]);
}

interface Line {
  readonly low: number;
  readonly rise: number;
}

/** What tells a set of triangles from others: its pieces by the sides that they have on the faces. */
function nameOf(pieces: readonly (readonly (readonly [number, number])[])[]): string {
  return pieces
    .map((sides) => sides.map(String).sort().join(' '))
    .sort()
    .join(', ');
}

const sidesOf = (items: readonly number[]): [number, number][] =>
  items.map((from, i): [number, number] => [from, items[(i + 1) % items.length] ?? 0]);

/** Of triangles that fill cubes (any that do: by which diagonals is a convention) those whose pieces are what goes through a cube with these values. */
export function cubeFiller(all: readonly Triangles[]): (values: readonly number[], tunnels: Tunnels) => Triangles {
  const known = new Map(
    all.map((triangles) => {
      const pieces: { points: Set<number>; sides: [number, number][] }[] = [];
      for (const triangle of triangles) {
        const touched = pieces.filter(({ points }) => triangle.some((point) => points.has(point)));
        const points = new Set([...touched.flatMap((piece) => [...piece.points]), ...triangle]);
        const sides = [...touched.flatMap((piece) => piece.sides), ...sidesOf(triangle)];
        pieces.splice(0, pieces.length, ...pieces.filter((piece) => !touched.includes(piece)), { points, sides });
      }
      const rims = pieces.map(({ sides }) =>
        sides.filter(([from, to]) => !sides.some(([other, end]) => other === to && end === from)),
      );
      return [nameOf(rims), triangles];
    }),
  );
  return (values, tunnels) => {
    const name = nameOf(piecesThrough(values, tunnels).map((loops) => loops.flatMap(sidesOf)));
    const found = known.get(name);
    if (!found) throw new Error(`no triangles go through a cube by ${name}`);
    return found;
  };
}
