/**
 * Volumes of which a line along an axis spans more than a binding holds: cut across another axis into slabs, in whose copies the positions of the line lie
 * nearer to each other, and joined again.
 */
import { AXES, type Axis, type Shape } from '../../core/axes.js';
import { copied } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { join } from '../geometry/join.js';
import { type Complex, mapped } from './complex.js';

/** As many as are joined by one kernel. Slabs that are still too large are cut again. */
const MOST = 7;

interface Slabs {
  readonly across: Axis;
  readonly starts: readonly number[];
}

/** The slabs across the longest of the axes that lie within one position of the line; nothing where that is one vector. */
export function slabsOf(shape: Shape, axis: Axis): Slabs | undefined {
  const within = AXES.slice(AXES.indexOf(axis) + 1);
  // x is cut between vectors, and rather not: rows become short
  const units = (each: Axis): number => (each === 'x' ? Math.ceil(shape.x / 4) : shape[each]);
  const long = within.filter((each) => units(each) > 1);
  const across = long.find((each) => each !== 'x' && units(each) >= MOST) ?? long.at(-1);
  if (!across) return undefined;
  const step = Math.ceil(units(across) / MOST) * (across === 'x' ? 4 : 1);
  const starts: number[] = [];
  for (let start = 0; start < shape[across]; start += step) starts.push(start);
  return { across, starts };
}

/** The same function of every slab. */
export function inSlabs(from: Complex, axis: Axis, change: (slab: Complex) => Complex): Complex {
  const slabs = slabsOf(from.re.shape, axis);
  if (!slabs) return change(from);
  const { across, starts } = slabs;
  const parts = starts.map((start, at) => {
    const stop = starts[at + 1] ?? from.re.shape[across];
    return change(mapped(from, (part) => copied(crop(part, { start: { [across]: start }, stop: { [across]: stop } }))));
  });
  const im = parts.flatMap((part) => part.im ?? []);
  return {
    re: join(
      parts.map((part) => part.re),
      across,
    ),
    im: im.length ? join(im, across) : undefined,
  };
}
