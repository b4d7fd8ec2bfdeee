/** Convex polygons of points of whole numbers, exact below 2^25. */

export type Point = readonly [y: number, x: number];

/** More than 0 where o, a, b turn one way, less where they turn the other, 0 in a line. */
function turn(o: Point, a: Point, b: Point): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

/** The corners of the hull, the two chains from the first to the last along y: at the least x and at the greatest (Andrew 1979). */
export function hullChains(points: readonly Point[]): readonly [low: Point[], high: Point[]] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (side: 1 | -1): Point[] => {
    const kept: Point[] = [];
    for (const point of sorted) {
      // of the points that are first, and of those that are last along y, the outermost
      const same = kept.at(-1);
      if (same && same[0] === point[0] && side * (point[1] - same[1]) >= 0) continue;
      while (kept.length > 0 && kept.at(-1)?.[0] === point[0]) kept.pop();
      while (kept.length > 1 && side * turn(kept.at(-2) as Point, kept.at(-1) as Point, point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept;
  };
  return [chain(1), chain(-1)];
}

/** Corners of the hull, each once. */
export function hullCorners(points: readonly Point[]): Point[] {
  const [low, high] = hullChains(points);
  const same = (a: Point | undefined, b: Point | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];
  // the chains meet where the hull begins or ends in a corner
  return [...low, ...high.filter((point) => !same(point, low[0]) && !same(point, low.at(-1)))];
}

/** Where a chain is along x at a place along y, as a fraction of whole numbers. */
export function chainAt(chain: readonly Point[], y: number): readonly [numerator: number, denominator: number] {
  const after = Math.max(
    1,
    chain.findIndex((point) => point[0] >= y),
  );
  const [a, b] = [chain[after - 1] as Point, chain[Math.min(after, chain.length - 1)] as Point];
  const height = b[0] - a[0];
  return height === 0 ? [a[1], 1] : [a[1] * height + (b[1] - a[1]) * (y - a[0]), height];
}
