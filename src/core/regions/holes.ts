/** Holes of a region: what of its complement hangs together with nothing outside, also by corners (`scipy.ndimage.binary_fill_holes` with a full structure). */
import type { Region, Row } from './runs.js';

/** How many voxels are in holes. */
export function holesOf({ rows }: Region, isVolume: boolean): number {
  const [z0, z1] = range(rows.map(({ z }) => z));
  const [y0, y1] = range(rows.map(({ y }) => y));
  const [left, right] = range(rows.flatMap(({ ends }) => [ends[0] ?? 0, ends.at(-1) ?? 0]));
  // with a frame, so that every row has neighbours
  const pitch = y1 - y0 + 3;
  const indexOf = (z: number, y: number): number => (z - z0 + 1) * pitch + y - y0 + 1;
  const byPlace: Row[] = [];
  for (const row of rows) byPlace[indexOf(row.z, row.y)] = row;
  const parts = new Parts();
  const gaps: Gap[][] = [];
  for (let z = z0; z <= z1; z++)
    for (let y = y0; y <= y1; y++) {
      const at = indexOf(z, y);
      const onRim = y === y0 || y === y1 || (isVolume && (z === z0 || z === z1));
      const own = gapsOf(byPlace[at], left - 1, right + 1).map(
        ([from, to]): Gap => ({ from, to, part: onRim || from < left || to > right ? 0 : parts.add() }),
      );
      for (const before of [1, pitch + 1, pitch, pitch - 1]) join(own, gaps[at - before] ?? [], parts);
      gaps[at] = own;
    }
  let inside = 0;
  for (const row of gaps) for (const { from, to, part } of row ?? []) if (parts.rootOf(part) !== 0) inside += to - from;
  return inside;
}

/** Part 0 is what lies outside. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly part: number;
}

const range = (values: readonly number[]): [number, number] =>
  values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );

function gapsOf(row: Row | undefined, from: number, to: number): [number, number][] {
  const ends = [from, ...(row?.ends ?? []), to];
  return Array.from({ length: ends.length / 2 }, (_, at): [number, number] => [
    ends[2 * at] ?? 0,
    ends[2 * at + 1] ?? 0,
  ]).filter(([begin, end]) => end > begin);
}

/** Gaps of two rows that touch, by sides or corners. */
function join(a: readonly Gap[], b: readonly Gap[], parts: Parts): void {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [p, q] = [a[i] as Gap, b[j] as Gap];
    if (p.from <= q.to && q.from <= p.to) parts.unite(p.part, q.part);
    if (p.to < q.to) i++;
    else j++;
  }
}

/** Which parts hang together: each names one before it, the first of all itself. */
class Parts {
  private readonly parents = [0];

  add(): number {
    return this.parents.push(this.parents.length) - 1;
  }

  rootOf(part: number): number {
    let at = part;
    for (let up = this.parents[at] ?? 0; up !== at; up = this.parents[at] ?? 0) {
      this.parents[at] = this.parents[up] ?? 0;
      at = up;
    }
    return at;
  }

  unite(a: number, b: number): void {
    const [p, q] = [this.rootOf(a), this.rootOf(b)];
    this.parents[Math.max(p, q)] = Math.min(p, q);
  }
}
