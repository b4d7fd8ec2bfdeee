/** Layers of networks, and what is given of their inputs, from the definitions. */
import { SPATIAL_AXES, type SpatialAxis } from '../../src/core/axes.js';
import { type Field, fieldOf, indexOf, itemAt } from './field.js';

export interface ConvOptions {
  readonly stride?: number | Partial<Record<SpatialAxis, number>>;
  readonly dilation?: number | Partial<Record<SpatialAxis, number>>;
  readonly padding?: number | Partial<Record<SpatialAxis, number>>;
  readonly outputPadding?: number | Partial<Record<SpatialAxis, number>>;
  readonly groups?: number;
}

type Given = ConvOptions['stride'];

/** A number for all spatial axes is for those that the image has: y and x always, z where it is longer than one. */
function along(given: Given, axis: SpatialAxis, depth: number, otherwise: number): number {
  if (typeof given === 'number') return axis === 'z' && depth === 1 ? otherwise : given;
  return given?.[axis] ?? otherwise;
}

/** Every product of a layer: a voxel of the image, one of the result, and the weight between them, by their places. */
function products(
  image: Field['shape'],
  weights: Field['shape'],
  result: Field['shape'],
  options: ConvOptions,
  visit: (image: number, weight: number, result: number) => void,
): void {
  const { groups = 1 } = options;
  const number = (given: Given, axis: SpatialAxis, otherwise: number) => along(given, axis, image.z, otherwise);
  for (let n = 0; n < image.n; n++)
    for (let o = 0; o < weights.n; o++)
      for (let i = 0; i < weights.c; i++)
        for (let kz = 0; kz < weights.z; kz++)
          for (let ky = 0; ky < weights.y; ky++)
            for (let kx = 0; kx < weights.x; kx++)
              for (let z = 0; z < result.z; z++)
                for (let y = 0; y < result.y; y++)
                  for (let x = 0; x < result.x; x++) {
                    const tap = { z: kz, y: ky, x: kx };
                    const out = { z, y, x };
                    const at = {} as Record<SpatialAxis, number>;
                    for (const axis of SPATIAL_AXES)
                      at[axis] =
                        out[axis] * number(options.stride, axis, 1) -
                        number(options.padding, axis, 0) +
                        tap[axis] * number(options.dilation, axis, 1);
                    if (SPATIAL_AXES.some((axis) => at[axis] < 0 || at[axis] >= image[axis])) continue;
                    const c = Math.floor(o / (weights.n / groups)) * weights.c + i;
                    visit(
                      indexOf(image, { n, c, ...at }),
                      indexOf(weights, { n: o, c: i, ...tap }),
                      indexOf(result, { n, c: o, ...out }),
                    );
                  }
}

const window = (length: number, dilation: number): number => dilation * (length - 1) + 1;

/** Looks through filters. */
export function conv(src: Field, weights: Field, options: ConvOptions = {}, bias?: Field): Field {
  const lengths = {} as Record<SpatialAxis, number>;
  for (const axis of SPATIAL_AXES) {
    const number = (given: Given, otherwise: number) => along(given, axis, src.shape.z, otherwise);
    const room = src.shape[axis] + 2 * number(options.padding, 0);
    const spanned = window(weights.shape[axis], number(options.dilation, 1));
    lengths[axis] = Math.floor((room - spanned) / number(options.stride, 1)) + 1;
  }
  const result = fieldOf({ n: src.shape.n, c: weights.shape.n, ...lengths });
  products(src.shape, weights.shape, result.shape, options, (from, weight, to) => {
    result.data[to] = itemAt(result.data, to) + itemAt(weights.data, weight) * itemAt(src.data, from);
  });
  return biased(result, bias);
}

/** What image and weights are given of what is given of the result. */
export function convGradients(src: Field, weights: Field, given: Field, options: ConvOptions = {}) {
  const image = fieldOf(src.shape);
  const filters = fieldOf(weights.shape);
  products(src.shape, weights.shape, given.shape, options, (from, weight, to) => {
    const item = itemAt(given.data, to);
    image.data[from] = itemAt(image.data, from) + itemAt(weights.data, weight) * item;
    filters.data[weight] = itemAt(filters.data, weight) + itemAt(src.data, from) * item;
  });
  return { image, filters };
}

/** Adds up windows. */
export function convTranspose(src: Field, weights: Field, options: ConvOptions = {}, bias?: Field): Field {
  const { groups = 1 } = options;
  const lengths = {} as Record<SpatialAxis, number>;
  for (const axis of SPATIAL_AXES) {
    const number = (given: Given, otherwise: number) => along(given, axis, src.shape.z, otherwise);
    lengths[axis] =
      (src.shape[axis] - 1) * number(options.stride, 1) -
      2 * number(options.padding, 0) +
      window(weights.shape[axis], number(options.dilation, 1)) +
      number(options.outputPadding, 0);
  }
  const result = fieldOf({ n: src.shape.n, c: weights.shape.c * groups, ...lengths });
  products(result.shape, weights.shape, src.shape, options, (to, weight, from) => {
    result.data[to] = itemAt(result.data, to) + itemAt(weights.data, weight) * itemAt(src.data, from);
  });
  return biased(result, bias);
}

function biased(field: Field, bias: Field | undefined): Field {
  if (!bias) return field;
  const { shape } = field;
  const size = shape.z * shape.y * shape.x;
  const data = field.data.map((item, at) => item + itemAt(bias.data, Math.floor(at / size) % shape.c));
  return fieldOf(shape, data);
}
