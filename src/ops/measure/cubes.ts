/**
 * What a level draws through a cube of eight voxels, as triangles between the points where it crosses the cube's edges: worked out from the rules, for every case.
 * On each face the curve of marching squares; where both diagonals of a face differ, a decision says whether its high corners are connected. The curves
 * of the six faces join into loops, and each loop is filled by triangles of which no side but the loop's own lies in a face: neighbouring cubes then share the
 * loops' sides and nothing else, and the surface is closed. A loop that cannot be filled so is fanned from a point in its middle.
 */

/** Corner i of a cube lies at these; edge 4a + o runs along axis a (x, y, z), with the bits of o along the other two, in order. */
const cornerAt = (corner: number): readonly number[] => [corner & 1, (corner >> 1) & 1, corner >> 2];
const AXES = [0, 1, 2] as const;
/** The point of a fan. */
const CENTRE = 12;

/** The corners that an edge runs between, the lower first. */
function cornersOf(edge: number): readonly [number, number] {
  const axis = edge >> 2;
  const [first = 0, second = 0] = AXES.filter((other) => other !== axis);
  const from = ((edge & 1) << first) | (((edge >> 1) & 1) << second);
  return [from, from | (1 << axis)];
}

const EDGES = Array.from({ length: CENTRE }, (_, edge) => cornersOf(edge));

function edgeBetween(a: number, b: number): number {
  return EDGES.findIndex(([from, to]) => (from === a && to === b) || (from === b && to === a));
}

/** The faces, two an axis: their corners in a circle, all the same way round as seen from outside. */
const FACES = AXES.flatMap((axis) =>
  [0, 1].map((side) => {
    const [first = 0, second = 0] = [(axis + 1) % 3, (axis + 2) % 3];
    const circle = [0, 1 << first, (1 << first) | (1 << second), 1 << second].map((corner) => corner | (side << axis));
    return side === 1 ? circle.reverse() : circle;
  }),
);

/** Whether two edges lie in one face. */
function shareFace(a: number, b: number): boolean {
  const corners = [...(EDGES[a] ?? []), ...(EDGES[b] ?? [])];
  return FACES.some((face) => corners.every((corner) => face.includes(corner)));
}

/** Of each face the edge where it falls, going round, to the edge where it rises; `joined` says of each face whether its high corners are connected. */
function segmentsOf(high: number, joined: number): Map<number, number> {
  const next = new Map<number, number>();
  FACES.forEach((face, at) => {
    const isHigh = face.map((corner) => ((high >> corner) & 1) === 1);
    const edges = face.map((corner, i) => edgeBetween(corner, face[(i + 1) % 4] ?? 0));
    const [falls, rises] = [true, false].map((first) =>
      [0, 1, 2, 3].filter((i) => isHigh[i] === first && isHigh[(i + 1) % 4] !== first),
    ) as [number[], number[]];
    for (const i of falls) {
      const step = ((joined >> at) & 1) === 1 ? 1 : 3;
      const to = rises.length === 2 ? (i + step) % 4 : (rises[0] ?? 0);
      next.set(edges[i] ?? 0, edges[to] ?? 0);
    }
  });
  return next;
}

function loopsOf(high: number, joined: number): number[][] {
  const next = segmentsOf(high, joined);
  const loops: number[][] = [];
  for (const start of [...next.keys()].sort((a, b) => a - b)) {
    if (loops.some((loop) => loop.includes(start))) continue;
    const loop = [start];
    for (let edge = next.get(start); edge !== undefined && edge !== start; edge = next.get(edge)) loop.push(edge);
    loops.push(loop);
  }
  return loops;
}

type Triangle = readonly [number, number, number];

const middle = (edge: number): readonly number[] => {
  const [a = [], b = []] = (EDGES[edge] ?? []).map(cornerAt);
  return a.map((place, axis) => (place + (b[axis] ?? 0)) / 2);
};

function area(corners: Triangle): number {
  const [a = [], b = [], c = []] = corners.map(middle);
  const [u, v] = [b, c].map((p) => p.map((place, axis) => place - (a[axis] ?? 0))) as [number[], number[]];
  const across = AXES.map((axis) => {
    const [i, j] = [(axis + 1) % 3, (axis + 2) % 3];
    return (u[i] ?? 0) * (v[j] ?? 0) - (u[j] ?? 0) * (v[i] ?? 0);
  });
  return Math.hypot(...across) / 2;
}

/** The triangles of least area that fill part of a loop, from one corner to another; none where no filling keeps off the faces. */
function filled(
  loop: readonly number[],
  from: number,
  to: number,
): { triangles: Triangle[]; area: number } | undefined {
  if (to - from < 2) return { triangles: [], area: 0 };
  const isSide = (i: number, j: number): boolean => j - i === 1 || (i === 0 && j === loop.length - 1);
  const allowed = (i: number, j: number): boolean => isSide(i, j) || !shareFace(loop[i] ?? 0, loop[j] ?? 0);
  let best: { triangles: Triangle[]; area: number } | undefined;
  for (let between = from + 1; between < to; between++) {
    if (!allowed(from, between) || !allowed(between, to)) continue;
    const [before, after] = [filled(loop, from, between), filled(loop, between, to)];
    if (!before || !after) continue;
    const triangle: Triangle = [loop[from] ?? 0, loop[between] ?? 0, loop[to] ?? 0];
    const whole = before.area + after.area + area(triangle);
    if (!best || whole < best.area - 1e-9)
      best = { triangles: [...before.triangles, triangle, ...after.triangles], area: whole };
  }
  return best;
}

/** One way in which a level goes through a cube. */
export interface Config {
  /** Edges, or `CENTRE`; seen from where it is low, against the clock in x, y and z. */
  readonly triangles: readonly Triangle[];
  /** The edges of the loop that has a point in its middle, as bits. */
  readonly fanned: number;
}

/** How a level goes through a cube whose high corners are these bits, and whose faces are joined so. */
export function configOf(high: number, joined: number): Config {
  const triangles: Triangle[] = [];
  let fanned = 0;
  for (const loop of loopsOf(high, joined)) {
    const own = filled(loop, 0, loop.length - 1)?.triangles;
    if (own) triangles.push(...own);
    else {
      fanned |= loop.reduce((bits, edge) => bits | (1 << edge), 0);
      triangles.push(...loop.map((edge, i): Triangle => [edge, loop[(i + 1) % loop.length] ?? 0, CENTRE]));
    }
  }
  return { triangles, fanned };
}

/** The faces, as bits, on which both diagonals differ. */
export function ambiguousFaces(high: number): number {
  return FACES.reduce((bits, face, at) => {
    const isHigh = face.map((corner) => (high >> corner) & 1);
    return isHigh[0] === isHigh[2] && isHigh[1] === isHigh[3] && isHigh[0] !== isHigh[1] ? bits | (1 << at) : bits;
  }, 0);
}

/** Words of the table before its configs: a case each. */
const CASES = 256;

let table: Uint32Array | undefined;

/**
 * All of it in one table for shaders (lib/cubes): 256 cases, the number of the first of their configs and the faces to be decided, from bit 12 on; then
 * configs, two words each: where their triangles stand, how many from bit 16 on, and the fanned edges; then triangles, four bits an edge.
 */
export function cubeTable(): Uint32Array {
  if (table) return table;
  const cases: number[] = [];
  const configs: Config[] = [];
  for (let high = 0; high < CASES; high++) {
    const ambiguous = ambiguousFaces(high);
    const faces = FACES.map((_, at) => at).filter((at) => ((ambiguous >> at) & 1) === 1);
    cases.push(configs.length | (ambiguous << 12));
    for (let decided = 0; decided < 1 << faces.length; decided++)
      configs.push(
        configOf(
          high,
          faces.reduce((bits, at, i) => bits | (((decided >> i) & 1) << at), 0),
        ),
      );
  }
  const triangles: Triangle[] = [];
  const words = configs.flatMap((config) => {
    triangles.push(...config.triangles);
    const first = CASES + 2 * configs.length + triangles.length - config.triangles.length;
    return [first | (config.triangles.length << 16), config.fanned];
  });
  table = Uint32Array.of(...cases, ...words, ...triangles.map(([a, b, c]) => a | (b << 4) | (c << 8)));
  return table;
}
