/** Segmentation from its definitions. */
import { SPATIAL_AXES } from '../../src/core/axes.js';
import { build, type Field, fieldOf, indexOf, itemAt, type Position, positionOf } from './field.js';

/** The neighbours of a place, which differ along so many axes at most; those along fewer axes first. */
function neighboursOf(x: Field, place: number, connectivity: number): number[] {
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
  x.data.forEach((_, place) => {
    members.set(keyOf(place), [...(members.get(keyOf(place)) ?? []), place]);
  });
  return build(x.shape, (_, place) => (labels.data[place] === 0 ? 0 : of(members.get(keyOf(place)) ?? [])));
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
