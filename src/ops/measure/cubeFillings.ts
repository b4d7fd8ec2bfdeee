/**
 * Triangles between the points of loops. No side of theirs but the loops' own lies in a face of the cube: neighbouring cubes then share the loops'
 * sides and nothing else, and the surface is closed.
 */
import { cornerAt, EDGES, shareFace } from './cubeLoops.js';

/** Points by their edges, against the clock as seen from where it is low. */
export type Triangle = readonly [number, number, number];

/** All ways to fill a loop by diagonals, by what is cut off first. */
export function cubeFillings(loop: readonly number[]): Triangle[][] {
  const last = loop.length - 1;
  const allowed = (i: number, j: number): boolean =>
    j - i === 1 || (i === 0 && j === last) || !shareFace(loop[i] ?? 0, loop[j] ?? 0);
  const between = (i: number, j: number): Triangle[][] => {
    if (j - i < 2) return [[]];
    const cuts = Array.from({ length: j - i - 1 }, (_, at) => i + 1 + at).filter((k) => allowed(i, k) && allowed(k, j));
    return cuts.flatMap((k) => {
      const own: Triangle = [loop[i] ?? 0, loop[k] ?? 0, loop[j] ?? 0];
      const after = between(k, j);
      return between(i, k).flatMap((before) => after.map((rest) => [...before, own, ...rest]));
    });
  };
  return between(0, last);
}

const middle = (edge: number): readonly number[] => {
  const [a = [], b = []] = (EDGES[edge] ?? []).map(cornerAt);
  return a.map((place, axis) => (place + (b[axis] ?? 0)) / 2);
};

const areas = new Map<number, number>();

/** The area of a triangle between the middles of edges. */
function area(corners: Triangle): number {
  const key = corners[0] + 12 * corners[1] + 144 * corners[2];
  const known = areas.get(key);
  if (known !== undefined) return known;
  const [a = [], b = [], c = []] = corners.map(middle);
  const [u, v] = [b, c].map((p) => p.map((place, axis) => place - (a[axis] ?? 0))) as [number[], number[]];
  const across = [0, 1, 2].map((axis) => {
    const [i, j] = [(axis + 1) % 3, (axis + 2) % 3];
    return (u[i] ?? 0) * (v[j] ?? 0) - (u[j] ?? 0) * (v[i] ?? 0);
  });
  const found = Math.hypot(...across) / 2;
  areas.set(key, found);
  return found;
}

/** All strips of triangles between two loops: a step along one, or back along the other, a triangle. */
function stripsBetween(one: readonly number[], other: readonly number[]): Triangle[][] {
  const [n, m] = [one.length, other.length];
  const at = (loop: readonly number[], i: number): number => loop[(i + loop.length) % loop.length] ?? 0;
  return other.flatMap((_, start) => {
    // i points of one and j of the other are behind, the last `run` of these without a step along one
    const from = (i: number, j: number, run: number): Triangle[][] => {
      // it begins where the other's points that the first of one is joined to begin, lest it come twice; and ends there
      if (i === n) return j === m ? [[]] : [];
      // all of the other around one point would come back to where they began
      if (run === m) return [];
      const here: Triangle = [at(one, i), at(one, i + 1), at(other, start - j)];
      const there: Triangle = [at(other, start - j - 1), at(other, start - j), at(one, i)];
      return [
        ...from(i + 1, j, 0).map((rest) => [here, ...rest]),
        ...(j < m ? from(i, j + 1, run + 1).map((rest) => [there, ...rest]) : []),
      ];
    };
    return from(0, 0, 0);
  });
}

/**
 * The strips of least area that make a tunnel of two loops; of those that keep off the faces, if there are any. Between opposite edges of a cube there are none: two tunnels side by side may
 * then share a side, which four triangles have.
 */
export function cubeTunnels(one: readonly number[], other: readonly number[]): Triangle[][] {
  const all = stripsBetween(one, other);
  const keepsOff = (strip: readonly Triangle[]): boolean =>
    strip.every((triangle) =>
      triangle.every((edge, i) => {
        const next = triangle[(i + 1) % 3] ?? 0;
        return one.includes(edge) === one.includes(next) || !shareFace(edge, next);
      }),
    );
  const apart = all.filter(keepsOff);
  const strips = apart.length > 0 ? apart : all;
  const sums = strips.map((strip) => strip.reduce((sum, triangle) => sum + area(triangle), 0));
  const least = Math.min(...sums);
  return strips.filter((_, i) => (sums[i] ?? 0) < least + 1e-9);
}
