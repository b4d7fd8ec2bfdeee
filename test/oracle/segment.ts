/** Segmentation from its definitions. */
import { type PerAxis, SPATIAL_AXES } from '../../src/core/axes.js';
import { build, type Field, fieldOf, indexOf, itemAt, type Position, perAxis, positionOf } from './field.js';

/** The neighbours of a place, which differ along so many axes at most; those along fewer axes first. */
export function neighboursOf(x: Field, place: number, connectivity: number): number[] {
  const centre = positionOf(x.shape, place);
  const found: { axes: number; place: number }[] = [];
  for (let direction = 0; direction < 27; direction++) {
    const steps = [Math.floor(direction / 9) - 1, (Math.floor(direction / 3) % 3) - 1, (direction % 3) - 1];
    const axes = steps.filter((step) => step !== 0).length;
    const at: Position = { ...centre };
    SPATIAL_AXES.forEach((axis, i) => {
      at[axis] += steps[i] ?? 0;
    });
    const inside = SPATIAL_AXES.every((axis) => at[axis] >= 0 && at[axis] < x.shape[axis]);
    if (axes > 0 && axes <= connectivity && inside) found.push({ axes, place: indexOf(x.shape, at) });
  }
  return found.sort((a, b) => a.axes - b.axes || a.place - b.place).map(({ place }) => place);
}

/** Meyer's flooding: a queue by value, then by the time of entry. */
export function watershed(
  x: Field,
  markers: Field,
  { connectivity = 1, mask }: { readonly connectivity?: number; readonly mask?: Field | undefined } = {},
): Field {
  const open = (place: number): boolean =>
    !Number.isNaN(itemAt(x.data, place)) && (!mask || itemAt(mask.data, place) !== 0);
  const labels = build(x.shape, (_, place) => (open(place) ? itemAt(markers.data, place) : 0));
  const queue = [...labels.data.keys()].filter((place) => labels.data[place] !== 0);
  while (queue.length > 0) {
    let next = 0;
    queue.forEach((place, at) => {
      if (itemAt(x.data, place) < itemAt(x.data, queue[next] ?? 0)) next = at;
    });
    const [place = 0] = queue.splice(next, 1);
    for (const neighbour of neighboursOf(x, place, connectivity)) {
      if (!open(neighbour) || labels.data[neighbour] !== 0) continue;
      labels.data[neighbour] = itemAt(labels.data, place);
      queue.push(neighbour);
    }
  }
  return labels;
}

interface Waiting {
  readonly cost: number;
  readonly place: number;
  readonly source: number;
}

/**
 * The queue of scikit-image where floods pay for the way from their marker, or lines part them: a voxel waits once for every neighbour
 * that was taken before it, and the first of these counts.
 */
export function compactWatershed(
  x: Field,
  markers: Field,
  { connectivity = 1, compactness = 0, watershedLine = false, mask = undefined as Field | undefined } = {},
): Field {
  const open = [...x.data.keys()].map(
    (place) => !Number.isNaN(itemAt(x.data, place)) && (!mask || itemAt(mask.data, place) !== 0),
  );
  const labels = build(x.shape, (_, place) => (open[place] ? itemAt(markers.data, place) : 0));
  const queue: Waiting[] = [...labels.data.keys()]
    .filter((place) => labels.data[place] !== 0)
    .map((place) => ({ cost: itemAt(x.data, place), place, source: place }));
  const distance = (p: number, q: number): number => {
    const [from, to] = [positionOf(x.shape, p), positionOf(x.shape, q)];
    return Math.hypot(...SPATIAL_AXES.map((axis) => from[axis] - to[axis]));
  };
  while (queue.length > 0) {
    let next = 0;
    queue.forEach(({ cost }, at) => {
      if (cost < (queue[next]?.cost ?? 0)) next = at;
    });
    const [{ place, source } = { place: 0, source: 0 }] = queue.splice(next, 1);
    if (labels.data[place] !== 0 && place !== source) continue;
    const around = neighboursOf(x, place, connectivity);
    const numbers = new Set(around.filter((near) => open[near]).map((near) => itemAt(labels.data, near)));
    numbers.delete(0);
    // a line is closed to those who come later
    if (watershedLine && numbers.size > 1) {
      if (place !== source) open[place] = false;
      continue;
    }
    if (!open[place]) continue;
    labels.data[place] = itemAt(labels.data, source);
    for (const near of around)
      if (open[near] && labels.data[near] === 0)
        queue.push({ cost: itemAt(x.data, near) + compactness * distance(near, source), place: near, source });
  }
  return labels;
}

/** Components by floods from one voxel to the next, in the order of memory; and how many there are of each n and c. */
export function label(x: Field, connectivity: number, background = 0): { labels: Field; count: Field } {
  const labels = fieldOf(x.shape);
  const count = fieldOf({ n: x.shape.n, c: x.shape.c });
  x.data.forEach((value, start) => {
    if (value === background || labels.data[start] !== 0) return;
    const { n, c } = positionOf(x.shape, start);
    const number = itemAt(count.data, n * x.shape.c + c) + 1;
    count.data[n * x.shape.c + c] = number;
    labels.data[start] = number;
    for (const stack = [start]; stack.length > 0; )
      for (const next of neighboursOf(x, stack.pop() ?? 0, connectivity)) {
        if (itemAt(x.data, next) !== value || labels.data[next] !== 0) continue;
        labels.data[next] = number;
        stack.push(next);
      }
  });
  return { labels, count };
}

/** For every voxel what `of` says of its component of equal value, as its voxels' places; 0 at the background. */
function perComponent(x: Field, connectivity: number, of: (places: readonly number[]) => number): Field {
  const { labels } = label(x, connectivity);
  const members = new Map<string, number[]>();
  const keyOf = (place: number): string => {
    const { n, c } = positionOf(x.shape, place);
    return `${n} ${c} ${labels.data[place]}`;
  };
  for (const place of x.data.keys()) {
    const key = keyOf(place);
    const places = members.get(key);
    if (places) places.push(place);
    else members.set(key, [place]);
  }
  const said = new Map([...members].map(([key, places]) => [key, of(places)]));
  return build(x.shape, (_, place) => (labels.data[place] === 0 ? 0 : (said.get(keyOf(place)) ?? 0)));
}

const size = (places: readonly number[]): number => places.length;
const where = (x: Field, test: (place: number) => boolean): Field =>
  build(x.shape, (_, place) => (test(place) ? itemAt(x.data, place) : 0));
const background = (x: Field): Field => build(x.shape, (_, place) => (x.data[place] === 0 ? 1 : 0));

function atBorder(x: Field, margin: number): (places: readonly number[]) => number {
  return (places) =>
    places.filter((place) => {
      const p = positionOf(x.shape, place);
      return SPATIAL_AXES.some(
        (axis) => x.shape[axis] > 1 && (p[axis] <= margin || p[axis] >= x.shape[axis] - 1 - margin),
      );
    }).length;
}

export function removeSmallObjects(x: Field, { minSize = 64, connectivity = 1 } = {}): Field {
  const sizes = perComponent(x, connectivity, size);
  return where(x, (place) => itemAt(sizes.data, place) >= minSize);
}

/** All voxels of one number are one object. */
export function removeSmallLabels(x: Field, minSize: number): Field {
  const sizes = new Map<string, number>();
  const nameOf = (place: number): string => {
    const { n, c } = positionOf(x.shape, place);
    return `${n} ${c} ${itemAt(x.data, place)}`;
  };
  x.data.forEach((_, place) => {
    sizes.set(nameOf(place), 1 + (sizes.get(nameOf(place)) ?? 0));
  });
  return where(x, (place) => (sizes.get(nameOf(place)) ?? 0) >= minSize);
}

export function removeSmallHoles(x: Field, { areaThreshold = 64, connectivity = 1 } = {}): Field {
  const sizes = perComponent(background(x), connectivity, size);
  return build(x.shape, (_, place) => (itemAt(sizes.data, place) < areaThreshold ? 1 : 0));
}

export function clearBorder(x: Field, { bufferSize = 0, connectivity = 3 } = {}): Field {
  const touching = perComponent(x, connectivity, atBorder(x, bufferSize));
  return where(x, (place) => touching.data[place] === 0);
}

export function binaryFillHoles(x: Field, { connectivity = 1 } = {}): Field {
  const touching = perComponent(background(x), connectivity, atBorder(x, 0));
  return build(x.shape, (_, place) => (touching.data[place] === 0 ? 1 : 0));
}

/** The number of the nearest labelled voxel; of several the one of least x, then y, then z. */
export function expandLabels(
  x: Field,
  { distance = 1, spacing = 1 }: { readonly distance?: number; readonly spacing?: PerAxis<number> } = {},
): Field {
  const found = [...x.data.keys()]
    .filter((place) => x.data[place] !== 0)
    .map((place) => ({ place, at: positionOf(x.shape, place) }))
    .sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y || a.at.z - b.at.z);
  return build(x.shape, (p) => {
    let nearest = { square: Number.POSITIVE_INFINITY, value: 0 };
    for (const { place, at } of found) {
      if (at.n !== p.n || at.c !== p.c) continue;
      const square = SPATIAL_AXES.reduce((sum, a) => sum + (perAxis(spacing, a, 1) * (at[a] - p[a])) ** 2, 0);
      if (square < nearest.square) nearest = { square, value: itemAt(x.data, place) };
    }
    return Math.sqrt(nearest.square) <= distance ? nearest.value : 0;
  });
}

/** What differs from a neighbour; an object's voxel is outside of it where objects meet. */
export function findBoundaries(
  x: Field,
  {
    connectivity = 1,
    mode = 'thick',
    background = 0,
  }: { connectivity?: number; mode?: string; background?: number } = {},
): Field {
  if (mode === 'subpixel') return subpixelBoundaries(x);
  return build(x.shape, (_, place) => {
    const value = itemAt(x.data, place);
    const around = neighboursOf(x, place, connectivity).map((near) => itemAt(x.data, near));
    const nearby = [place, ...neighboursOf(x, place, 3)].map((near) => itemAt(x.data, near));
    if (around.every((other) => other === value)) return 0;
    if (mode === 'thick') return 1;
    if (mode === 'inner') return value === background ? 0 : 1;
    const least = Math.min(...nearby.filter((other) => other !== background));
    return value === background || Math.max(...nearby) !== least ? 1 : 0;
  });
}

function subpixelBoundaries(x: Field): Field {
  const shape = { ...x.shape };
  for (const axis of SPATIAL_AXES) shape[axis] = 2 * shape[axis] - 1;
  return build(shape, (p) => {
    const values = new Set<number>();
    for (let corner = 0; corner < 8; corner++) {
      const at = { ...p };
      SPATIAL_AXES.forEach((axis, i) => {
        at[axis] = (corner >> i) & 1 ? Math.ceil(p[axis] / 2) : Math.floor(p[axis] / 2);
      });
      values.add(itemAt(x.data, indexOf(x.shape, at)));
    }
    return values.size > 1 ? 1 : 0;
  });
}

/** The place of each voxel's numbers among all of its n and c, and these in their order. */
function ordered(images: readonly Field[]): { ranks: Field; sorted: (n: number, c: number) => number[][] } {
  const [first] = images as [Field];
  const tupleAt = (place: number): number[] => images.map((image) => itemAt(image.data, place));
  const byName = new Map<string, number[]>();
  const nameOf = (place: number): string => {
    const { n, c } = positionOf(first.shape, place);
    return `${n} ${c} ${tupleAt(place)}`;
  };
  first.data.forEach((_, place) => {
    if (tupleAt(place).some((value) => value !== 0)) byName.set(nameOf(place), tupleAt(place));
  });
  const sorted = (n: number, c: number): number[][] =>
    [...byName]
      .filter(([name]) => name.startsWith(`${n} ${c} `))
      .map(([, tuple]) => tuple)
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
  const ranks = build(first.shape, ({ n, c }, place) =>
    byName.has(nameOf(place)) ? 1 + sorted(n, c).findIndex((tuple) => `${tuple}` === `${tupleAt(place)}`) : 0,
  );
  return { ranks, sorted };
}

export function relabelSequential(x: Field, { offset = 1, most = 65536 } = {}): Record<string, Field> {
  const { ranks, sorted } = ordered([x]);
  const { n, c, z, y } = x.shape;
  return {
    labels: { ...ranks, data: ranks.data.map((rank) => (rank === 0 ? 0 : rank + offset - 1)) },
    count: build({ n, c }, (p) => sorted(p.n, p.c).length),
    values: build({ n, c, x: Math.min(most, z * y * x.shape.x) }, (p) => sorted(p.n, p.c)[p.x]?.[0] ?? 0),
  };
}

export function joinSegmentations(a: Field, b: Field): Field {
  return ordered([a, b]).ranks;
}
