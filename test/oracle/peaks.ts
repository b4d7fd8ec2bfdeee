/** Peaks from their definition: the greatest of a box, taken in the order of memory. */
import { AXES } from '../../src/core/axes.js';
import { build, type Field, fieldOf, itemAt, type Position, positionOf } from './field.js';

interface Options {
  readonly minDistance: number;
  readonly thresholdAbs?: number | undefined;
  readonly thresholdRel?: number | undefined;
  readonly excludeBorder?: number | undefined;
  readonly capacity: number;
}

export function peakLocalMax(image: Field, options: Options): Record<string, Field> {
  const { minDistance, excludeBorder = minDistance, capacity } = options;
  const { shape, data } = image;
  const near = (a: Position, b: Position, distance: number): boolean =>
    a.n === b.n && a.c === b.c && (['z', 'y', 'x'] as const).every((axis) => Math.abs(a[axis] - b[axis]) <= distance);
  const at = Array.from(data, (_, place) => positionOf(shape, place));
  const peaks: number[] = [];
  data.forEach((value, place) => {
    const here = at[place] as Position;
    const all = at.flatMap((other, i) => (near(here, other, Number.POSITIVE_INFINITY) ? [itemAt(data, i)] : []));
    const levels = [
      options.thresholdAbs ?? Math.min(...all),
      ...(options.thresholdRel === undefined ? [] : [Math.max(...all) * options.thresholdRel]),
    ];
    const box = at.flatMap((other, i) => (near(here, other, minDistance) ? [itemAt(data, i)] : []));
    const inside = (['z', 'y', 'x'] as const).every(
      (axis) => shape[axis] === 1 || (here[axis] >= excludeBorder && here[axis] < shape[axis] - excludeBorder),
    );
    if (!inside || !(value > Math.max(...levels)) || !(value === Math.max(...box))) return;
    if (!peaks.some((peak) => near(here, at[peak] as Position, minDistance - 1))) peaks.push(place);
  });
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
