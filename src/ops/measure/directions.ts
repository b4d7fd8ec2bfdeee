/** How much each direction to a neighbour counts in Crofton's formula: the share of all directions that are nearest to it. */

type Vector = readonly [x: number, y: number, z: number];

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scaled = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
const sum = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const length = (a: Vector): number => Math.hypot(...a);
const unit = (a: Vector): Vector => scaled(a, 1 / length(a));

/** Steps to half of the neighbours, in the order of `(dz + 1) 9 + (dy + 1) 3 + dx + 1`. */
function steps(): Vector[] {
  return Array.from({ length: 13 }, (_, code) => [
    (code % 3) - 1,
    (Math.floor(code / 3) % 3) - 1,
    Math.floor(code / 9) - 1,
  ]);
}

/**
 * What a crossing counts, in the order of the codes of neighbours from 0 to 12: a region's surface is the sum over all directions of how often lines along them, both ways, leave
 * it, times these (Crofton's formula, with directions by the shares of the sphere that are nearest to them: Lehmann and Legland 2012). In a plane the perimeter, of four directions.
 */
export function crossingWeights(spacing: Readonly<Record<'x' | 'y' | 'z', number>>, dimensions: 2 | 3): number[] {
  const used = (step: Vector): boolean => dimensions === 3 || step[2] === 0;
  const vectors = steps().map((step): Vector => [step[0] * spacing.x, step[1] * spacing.y, step[2] * spacing.z]);
  const directions = vectors.flatMap((vector, at) => (used(steps()[at] as Vector) ? [unit(vector)] : []));
  const both = directions.flatMap((direction) => [direction, scaled(direction, -1)]);
  const voxel = spacing.x * spacing.y * (dimensions === 3 ? spacing.z : 1);
  return vectors.map((vector, at) => {
    if (!used(steps()[at] as Vector)) return 0;
    const share = dimensions === 3 ? sphereShare(unit(vector), both) : circleShare(unit(vector), both);
    // lines are as far apart as leaves each voxel one; a line that enters leaves on the other side, and both are counted
    return (dimensions === 3 ? 2 : Math.PI / 2) * 2 * share * (voxel / length(vector));
  });
}

/** The part of a circle that is nearer to one direction than to all others. */
function circleShare(direction: Vector, all: readonly Vector[]): number {
  const angle = (a: Vector): number => Math.atan2(cross(direction, a)[2], dot(direction, a));
  const angles = all.map(angle).filter((a) => Math.abs(a) > 1e-9);
  const ahead = Math.min(...angles.filter((a) => a > 0));
  const behind = Math.max(...angles.filter((a) => a < 0));
  return (ahead - behind) / 2 / (2 * Math.PI);
}

/** The part of a sphere that is nearer to one direction than to all others: a polygon of the plane that touches the sphere there, cut by a line for every other direction. */
function sphereShare(direction: Vector, all: readonly Vector[]): number {
  const aside = unit(cross(direction, Math.abs(direction[0]) < 0.6 ? [1, 0, 0] : [0, 1, 0]));
  const up = cross(direction, aside);
  const far = 1e3;
  let polygon: Vector[] = [
    [-far, -far],
    [far, -far],
    [far, far],
    [-far, far],
  ].map(([a = 0, b = 0]) => sum(direction, sum(scaled(aside, a), scaled(up, b))));
  for (const other of all) {
    const apart = sum(direction, scaled(other, -1));
    if (length(apart) > 1e-9) polygon = cut(polygon, apart);
  }
  let angle = 0;
  for (let at = 1; at + 1 < polygon.length; at++)
    angle += solidAngle(polygon[0] as Vector, polygon[at] as Vector, polygon[at + 1] as Vector);
  return angle / (4 * Math.PI);
}

/** The part of a convex polygon on the side of the origin's plane that a normal points to. */
function cut(polygon: readonly Vector[], normal: Vector): Vector[] {
  return polygon.flatMap((here, at) => {
    const next = polygon[(at + 1) % polygon.length] as Vector;
    const [a, b] = [dot(here, normal), dot(next, normal)];
    const kept = a >= 0 ? [here] : [];
    return a >= 0 === b >= 0 ? kept : [...kept, sum(here, scaled(sum(next, scaled(here, -1)), a / (a - b)))];
  });
}

/** What a triangle covers of the sphere around the origin (Van Oosterom and Strackee 1983). */
function solidAngle(p: Vector, q: Vector, r: Vector): number {
  const [a, b, c] = [unit(p), unit(q), unit(r)];
  return Math.abs(2 * Math.atan2(dot(a, cross(b, c)), 1 + dot(a, b) + dot(b, c) + dot(c, a)));
}
