/** Convex hulls of points of whole numbers in space, exact where products of three distances are below 2^51. */

export type Point3 = readonly [z: number, y: number, x: number];

/** A side of a hull: normal · p = offset on it, and less inside. */
export interface Plane {
  readonly normal: Point3;
  readonly offset: number;
}

interface Facet extends Plane {
  readonly corners: readonly [number, number, number];
  /** Points that are beyond it and not yet known to be inside. */
  beyond: number[];
}

const dot = (a: Point3, b: Point3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const less = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Point3, b: Point3): Point3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The hull's triangles and corners; undefined where all points are in one plane. Quickhull (Barber, Dobkin and Huhdanpaa 1996). */
export function hullOf(points: readonly Point3[]): { planes: Plane[]; corners: Point3[] } | undefined {
  const at = (index: number): Point3 => points[index] as Point3;
  const facetOf = (a: number, b: number, c: number): Facet => {
    const normal = cross(less(at(b), at(a)), less(at(c), at(a)));
    return { corners: [a, b, c], normal, offset: dot(normal, at(a)), beyond: [] };
  };
  const height = (facet: Facet, index: number): number => dot(facet.normal, at(index)) - facet.offset;
  const first = tetrahedronOf(points);
  if (!first) return undefined;
  const [a, b, c, d] = first;
  const below = height(facetOf(a, b, c), d) < 0;
  let facets = (
    below
      ? [
          [a, b, c],
          [a, d, b],
          [b, d, c],
          [c, d, a],
        ]
      : [
          [a, c, b],
          [a, b, d],
          [b, c, d],
          [c, a, d],
        ]
  ).map(([p = 0, q = 0, r = 0]) => facetOf(p, q, r));
  const hand = (indices: readonly number[], to: readonly Facet[]): void => {
    for (const index of indices) to.find((facet) => height(facet, index) > 0)?.beyond.push(index);
  };
  hand(
    points.map((_, index) => index),
    facets,
  );
  for (
    let next = facets.find(({ beyond }) => beyond.length > 0);
    next;
    next = facets.find(({ beyond }) => beyond.length > 0)
  ) {
    const facet = next;
    const apex = facet.beyond.reduce((best, index) => (height(facet, index) > height(facet, best) ? index : best));
    // those in whose plane it is stay
    const seen = facets.filter((each) => height(each, apex) > 0);
    const edges = new Set(seen.flatMap(({ corners: [p, q, r] }) => [`${p} ${q}`, `${q} ${r}`, `${r} ${p}`]));
    const rim = [...edges].map((edge) => edge.split(' ').map(Number)).filter(([p, q]) => !edges.has(`${q} ${p}`));
    const made = rim.map(([p = 0, q = 0]) => facetOf(p, q, apex));
    hand(
      seen.flatMap(({ beyond }) => beyond),
      made,
    );
    const gone = new Set(seen);
    facets = [...facets.filter((each) => !gone.has(each)), ...made];
  }
  const corners = new Set(facets.flatMap(({ corners }) => corners));
  return { planes: facets, corners: [...corners].map(at) };
}

/** Four points that are not in one plane. */
function tetrahedronOf(points: readonly Point3[]): [number, number, number, number] | undefined {
  const farthest = (from: (point: Point3) => number): number | undefined => {
    let best: number | undefined;
    let most = 0;
    points.forEach((point, index) => {
      const far = from(point);
      if (far > most) [best, most] = [index, far];
    });
    return best;
  };
  const origin = points[0] as Point3;
  const b = farthest((point) => dot(less(point, origin), less(point, origin)));
  if (b === undefined) return undefined;
  const axis = less(points[b] as Point3, origin);
  const aside = (point: Point3): Point3 => cross(axis, less(point, origin));
  const c = farthest((point) => dot(aside(point), aside(point)));
  if (c === undefined) return undefined;
  const normal = aside(points[c] as Point3);
  const d = farthest((point) => Math.abs(dot(normal, less(point, origin))));
  return d === undefined ? undefined : [0, b, c, d];
}
