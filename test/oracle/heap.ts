/** Floods from a binary heap, from its definition: a row of entries of which none is before its parent, the one half as far from the beginning. */
import { SPATIAL_AXES } from '../../src/core/axes.js';
import { build, type Field, itemAt, positionOf } from './field.js';
import { neighboursOf } from './segment.js';

interface Entry {
  readonly cost: number;
  readonly age: number;
  readonly place: number;
  readonly source: number;
}

class Heap {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  private isBefore(a: number, b: number): boolean {
    const [p, q] = [this.entries[a] as Entry, this.entries[b] as Entry];
    return p.cost < q.cost || (p.cost === q.cost && p.age < q.age);
  }

  private swap(a: number, b: number): void {
    [this.entries[a], this.entries[b]] = [this.entries[b] as Entry, this.entries[a] as Entry];
  }

  /** The new one is the last, and changes places with its parent as long as it is before it. */
  push(entry: Entry): void {
    let at = this.entries.push(entry) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && this.isBefore(at, parent); parent = (at - 1) >> 1) {
      this.swap(at, parent);
      at = parent;
    }
  }

  /** The last takes the place of the first, and changes places with the first of its children, the left one where both are equal, as long as that is before it. */
  pop(): Entry {
    this.swap(0, this.entries.length - 1);
    const popped = this.entries.pop() as Entry;
    for (let at = 0, first = -1; first !== at; ) {
      first = first < 0 ? 0 : first;
      at = first;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.entries.length && this.isBefore(child, first)) first = child;
      if (first !== at) this.swap(at, first);
    }
    return popped;
  }
}

/**
 * scikit-image's queue: markers of age 0 in the order of memory, then every push is older by one. With compactness or lines a voxel waits once for every neighbour that was popped before it; what lies
 * among several numbers is no one's, or a marker that floods nothing, and counts no more. Volumes only with six neighbours, which come in the order of memory.
 */
export function watershed(
  x: Field,
  markers: Field,
  { connectivity = 1, compactness = 0, watershedLine = false, mask = undefined as Field | undefined } = {},
): Field {
  const open = [...x.data.keys()].map(
    (place) => !Number.isNaN(itemAt(x.data, place)) && (!mask || itemAt(mask.data, place) !== 0),
  );
  const labels = build(x.shape, (_, place) => (open[place] ? itemAt(markers.data, place) : 0));
  const numberOf = (place: number): number => itemAt(labels.data, place);
  const isLate = compactness > 0 || watershedLine;
  const distance = (p: number, q: number): number => {
    const [from, to] = [positionOf(x.shape, p), positionOf(x.shape, q)];
    return Math.sqrt(SPATIAL_AXES.reduce((sum, axis) => sum + (from[axis] - to[axis]) ** 2, 0));
  };
  // every n and c has a heap of its own: what is first in one hangs on all that is in it
  const heaps = new Map<string, Heap>();
  labels.data.forEach((number, place) => {
    const { n, c } = positionOf(x.shape, place);
    const heap = heaps.get(`${n} ${c}`) ?? new Heap();
    if (number !== 0) heap.push({ cost: itemAt(x.data, place), age: 0, place, source: place });
    heaps.set(`${n} ${c}`, heap);
  });
  for (const heap of heaps.values())
    for (let age = 1; heap.size > 0; ) {
      const { place, source } = heap.pop();
      if (isLate && numberOf(place) !== 0 && place !== source) continue;
      if (!open[place]) continue;
      const around = neighboursOf(x, place, connectivity).filter((near) => open[near]);
      if (watershedLine && new Set(around.map(numberOf).filter((number) => number !== 0)).size > 1) {
        open[place] = false;
        continue;
      }
      labels.data[place] = numberOf(source);
      for (const near of around) {
        if (numberOf(near) !== 0) continue;
        if (!isLate) labels.data[near] = numberOf(source);
        const cost = itemAt(x.data, near) + (compactness > 0 ? compactness * distance(near, source) : 0);
        heap.push({ cost, age, place: near, source });
        age++;
      }
    }
  return labels;
}
