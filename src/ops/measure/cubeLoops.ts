/**
 * The polygons in which a level leaves a cube of eight voxels: on each face the curve of marching squares; where both diagonals of a face differ, a
 * decision says whether its high corners are joined. The curves of the six faces make closed loops. All from the rules, nothing from a table.
 */

/** Corner i of a cube lies at its bits along x, y and z. */
export const cornerAt = (corner: number): readonly number[] => [corner & 1, (corner >> 1) & 1, corner >> 2];

const AXES = [0, 1, 2] as const;

/** The corners that an edge runs between, the lower first: edge 4a + o runs along axis a (x, y, z), with the bits of o along the other two, in order. */
function cornersOf(edge: number): readonly [number, number] {
  const axis = edge >> 2;
  const [first = 0, second = 0] = AXES.filter((other) => other !== axis);
  const from = ((edge & 1) << first) | (((edge >> 1) & 1) << second);
  return [from, from | (1 << axis)];
}

export const EDGES = Array.from({ length: 12 }, (_, edge) => cornersOf(edge));

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

const SHARED = EDGES.map((one) =>
  EDGES.map((other) => FACES.some((face) => [...one, ...other].every((corner) => face.includes(corner)))),
);

/** Whether two edges lie in one face. */
export function shareFace(a: number, b: number): boolean {
  return SHARED[a]?.[b] ?? false;
}

/** The faces, as bits, on which both diagonals differ. */
export function ambiguousFaces(high: number): number {
  return FACES.reduce((bits, face, at) => {
    const isHigh = face.map((corner) => (high >> corner) & 1);
    return isHigh[0] === isHigh[2] && isHigh[1] === isHigh[3] && isHigh[0] !== isHigh[1] ? bits | (1 << at) : bits;
  }, 0);
}

/** All ways to decide the ambiguous faces of a cube, as the bits of those whose high corners are joined. */
export function decisionsOf(high: number): number[] {
  const faces = FACES.map((_, at) => at).filter((at) => ((ambiguousFaces(high) >> at) & 1) === 1);
  return Array.from({ length: 1 << faces.length }, (_, chosen) =>
    faces.reduce((bits, face, i) => bits | (((chosen >> i) & 1) << face), 0),
  );
}

/** Of each face the edge where it falls, going round, to the edge where it rises. */
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

/** The loops of a cube as edges, each from its lowest on: seen from where it is low against the clock in x, y and z. */
export function loopsOf(high: number, joined: number): number[][] {
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

/** Of each corner which group it is in: what hangs together along edges and faces, high and low numbered apart, by their first corners. */
export function groupsOf(high: number, joined: number): number[] {
  const isHigh = (corner: number): number => (high >> corner) & 1;
  const ambiguous = ambiguousFaces(high);
  const diagonals = FACES.flatMap((face, at) => {
    const linked = (joined >> at) & 1;
    const pairs = [0, 1].map((i) => [face[i] ?? 0, face[i + 2] ?? 0] as const);
    return (ambiguous >> at) & 1 ? pairs.filter(([corner]) => isHigh(corner) === linked) : [];
  });
  const links = [...EDGES.filter(([a, b]) => isHigh(a) === isHigh(b)), ...diagonals];
  const first = [0, 1, 2, 3, 4, 5, 6, 7];
  for (let round = 0; round < 8; round++)
    for (const [a, b] of links) first[a] = first[b] = Math.min(first[a] ?? 0, first[b] ?? 0);
  return first.map((own, corner) => {
    const before = first.filter((other, at) => other === at && at < own && isHigh(at) === isHigh(corner));
    return before.length;
  });
}
