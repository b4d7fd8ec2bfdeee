/** Flat morphology from its definition: the extreme over every offset of a footprint, one voxel at a time. */
import { AXES, type SpatialAxis } from '../../src/core/axes.js';
import { type Border, borderIndex, build, type Field, indexOf, itemAt } from './field.js';

export interface FlatOptions {
  /** Where the neighbours are, from the voxel. */
  readonly offsets: readonly Readonly<Record<SpatialAxis, number>>[];
  readonly border?: Border | 'ignore';
  readonly value?: number;
}

/** NaN if one is among them. */
const least = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (numbers: readonly number[]): number => -least(numbers.map((number) => -number));

function flat(x: Field, options: FlatOptions, pick: (numbers: readonly number[]) => number, sign: 1 | -1): Field {
  const { offsets, border = 'ignore', value = 0 } = options;
  return build(x.shape, (centre) => {
    const window = offsets.flatMap((offset) => {
      const position = { ...centre };
      for (const axis of AXES) {
        const step = axis === 'n' || axis === 'c' ? 0 : sign * offset[axis];
        const found = borderIndex(centre[axis] + step, x.shape[axis], border === 'ignore' ? 'constant' : border);
        if (found === undefined) return border === 'ignore' ? [] : [value];
        position[axis] = found;
      }
      return [itemAt(x.data, indexOf(x.shape, position))];
    });
    return pick(window);
  });
}

export const erosion = (x: Field, options: FlatOptions): Field => flat(x, options, least, 1);
export const dilation = (x: Field, options: FlatOptions & { readonly mirror?: boolean }): Field =>
  flat(x, options, greatest, options.mirror === false ? 1 : -1);
