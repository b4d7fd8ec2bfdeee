/** Peaks from their definition: the greatest of a box, taken in the order of memory. */
import { AXES } from '../../src/core/axes.js';
import { build, type Field, fieldOf, itemAt, type Position, positionOf } from './field.js';

interface Options {
  readonly minDistance: number;
  readonly thresholdAbs?: number | undefined;
  readonly thresholdRel?: number | undefined;
  readonly excludeBorder?: number | undefined;
  readonly numPeaks?: number | undefined;
  readonly numPeaksPerLabel?: number | undefined;
  readonly labels?: Field | undefined;
  readonly capacity: number;
}

export function peakLocalMax(image: Field, options: Options): Record<string, Field> {
  const { minDistance, excludeBorder = minDistance, numPeaks, labels, capacity } = options;
  const { shape, data } = image;
  const near = (a: Position, b: Position, distance: number): boolean =>
    a.n === b.n &&
    a.c === b.c &&
    Math.abs(a.z - b.z) <= distance &&
    Math.abs(a.y - b.y) <= distance &&
    Math.abs(a.x - b.x) <= distance;
  const at = Array.from(data, (_, place) => positionOf(shape, place));
  const inside = (here: Position): boolean =>
    (['z', 'y', 'x'] as const).every(
      (axis) => shape[axis] === 1 || (here[axis] >= excludeBorder && here[axis] < shape[axis] - excludeBorder),
    );
  /** Voxels of one label are by themselves, and those of none at all, also at the border. */
  const labelOf = (place: number): number =>
    !labels ? 1 : inside(at[place] as Position) ? Math.max(0, itemAt(labels.data, place)) : 0;
  const peaks: number[] = [];
  const levels = new Map<string, number>();
  /** What a peak of an image must exceed. */
  const levelOf = (here: Position): number => {
    const image = `${here.n} ${here.c}`;
    const known = levels.get(image);
    if (known !== undefined) return known;
    const all = at.flatMap((other, i) => (near(here, other, Number.POSITIVE_INFINITY) ? [itemAt(data, i)] : []));
    const level = Math.max(
      options.thresholdAbs ?? Math.min(...all),
      ...(options.thresholdRel === undefined ? [] : [Math.max(...all) * options.thresholdRel]),
    );
    levels.set(image, level);
    return level;
  };
  data.forEach((value, place) => {
    const here = at[place] as Position;
    const own = labelOf(place);
    if (own === 0 || !inside(here) || !(value > levelOf(here))) return;
    const box = at.flatMap((other, i) =>
      near(here, other, minDistance) && labelOf(i) === own ? [itemAt(data, i)] : [],
    );
    if (!(value === Math.max(...box))) return;
    const tooNear = (peak: number): boolean =>
      near(here, at[peak] as Position, minDistance - 1) && labelOf(peak) === own;
    if (!peaks.some(tooNear)) peaks.push(place);
  });
  const better = (a: number, b: number): boolean =>
    itemAt(data, a) > itemAt(data, b) || (itemAt(data, a) === itemAt(data, b) && a < b);
  const ofImage = (a: number, b: number): boolean =>
    near(at[a] as Position, at[b] as Position, Number.POSITIVE_INFINITY);
  const keepBest = (most: number, together: (a: number, b: number) => boolean): void => {
    const kept = peaks.filter(
      (peak) => peaks.filter((other) => together(peak, other) && better(other, peak)).length < most,
    );
    peaks.splice(0, peaks.length, ...kept);
  };
  if (options.numPeaksPerLabel !== undefined)
    keepBest(options.numPeaksPerLabel, (a, b) => ofImage(a, b) && labelOf(a) === labelOf(b));
  if (numPeaks !== undefined) keepBest(numPeaks, ofImage);
  const column = (of: (place: number) => number): Field =>
    fieldOf(
      { x: capacity },
      Array.from({ length: capacity }, (_, row) => (row < peaks.length ? of(peaks[row] ?? 0) : 0)),
    );
  const active = AXES.filter((axis) => shape[axis] > 1);
  const axes = active.length > 0 ? active : (['x'] as const);
  return {
    ...Object.fromEntries(axes.map((axis) => [axis, column((place) => at[place]?.[axis] ?? 0)])),
    value: column((place) => itemAt(data, place)),
    count: fieldOf({}, [peaks.length]),
    mask: build(shape, (_, place) => Number(peaks.includes(place))),
  };
}
