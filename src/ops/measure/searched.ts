/** The voxel of a rank along axes, exact: a search for its key that never leaves the GPU. */
import type { Axis } from '../../core/axes.js';
import { type ComputeType, DTYPES, type DType, isInteger } from '../../core/dtype.js';
import { convert, input, numeric, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernel, kernelOf, pointwise } from '../../graph/primitive.js';
import { counted } from './counted.js';
import { voxelsAlong } from './over.js';
import { KINDS, reduceAxes } from './reduce.js';

/** Bits of a digit. */
const DIGIT = 8;

export interface Keys {
  readonly bits: number;
  /** A value whose key no key exceeds: what masked voxels become. */
  readonly last: number;
  /** As what kernels that make the keys themselves read the values, or what `encodeFew` makes of them. */
  readonly kind: ComputeType;
  readonly encodeFew?: (values: Node) => Node;
  encode(values: Node): Node;
  decode(keys: Node): Node;
}

/** Keys of so many bits that compare as the values of a type. */
export function keysOf(dtype: DType): Keys {
  const { compute, bytes, min, max } = DTYPES[dtype];
  if (isInteger(dtype) && bytes < 4) {
    const encode = (values: Node): Node =>
      pointwise([values], ([v = input(0)], upload) => convert(numeric('subtract', v, upload(min)), 'u32'));
    return {
      bits: 8 * bytes,
      last: max,
      kind: 'u32',
      encode,
      encodeFew: encode,
      decode: (keys) => pointwise([keys], ([k = input(0)], upload) => numeric('add', convert(k, 'f32'), upload(min))),
    };
  }
  const convertBy = (file: string, node: Node, to: ComputeType): Node =>
    kernelOf({
      kernel: file,
      inputs: { src: { node } },
      outputs: { dst: describedAs(node, { dtype: to }) },
      constants: { KIND: KINDS.indexOf(compute) },
      tile: file === 'measure/orderedKey' ? { y: 4 } : {},
    });
  return {
    bits: 32,
    kind: compute,
    last: compute === 'f32' ? Number.NaN : max,
    encode: (values) => convertBy('measure/orderedKey', values, 'u32'),
    decode: (keys) => convertBy('measure/keyValue', keys, compute),
  };
}

/** From so many voxels on keys are counted by digits of 8 bits; fewer, such as those of every row, are found bit by bit in a fourth of the time. */
const LEAST_COUNTED = 2 ** 15;

/** The key of a rank, and how many keys are equal to it, counted from that rank on. */
interface Searched {
  readonly key: Node;
  readonly more: Node;
}

/** The key of every rank. */
export function searched(values: Node, rank: Node, axes: readonly Axis[], keys: Keys): Searched {
  const isLarge = axes.includes('x') && voxelsAlong(values.shape, axes) >= LEAST_COUNTED;
  return (isLarge ? byDigits : byBits)(values, rank, axes, keys);
}

/** The greatest number that no more than `rank` keys are below, bit by bit from the highest. */
function byBits(values: Node, rank: Node, axes: readonly Axis[], { bits, encode, decode }: Keys): Searched {
  const keys = encode(values);
  const like = describedAs(rank, {});
  let found = filled(0, like);
  let threshold = filled(2 ** (bits - 1), like);
  for (let bit = bits - 2; bit >= -1; bit--) {
    const less = pointwise([keys, threshold], ([k = input(0), t = input(1)]) => test('less', k, t), 'u32');
    const below = reduceAxes(less, axes, 'sum', 'u32');
    const [key = found, next = threshold] = kernel({
      kernel: 'measure/narrow',
      inputs: {
        below: { node: below },
        rank: { node: rank },
        threshold: { node: threshold },
        found: { node: found },
      },
      outputs: { key: like, next: like },
      params: { bit: bit < 0 ? 0 : 2 ** bit },
    });
    found = key;
    threshold = next;
  }
  // as values: -0 equals 0
  const upTo = pointwise([values, decode(found)], ([v = input(0), at = input(1)]) => test('lessEqual', v, at), 'u32');
  const more = pointwise([reduceAxes(upTo, axes, 'sum', 'u32'), rank], ([r = input(0), k = input(1)]) =>
    numeric('subtract', r, k),
  );
  return { key: found, more };
}

/** The same by histograms of digits, the highest first, of the keys that begin as is known by then (a radix search). */
function byDigits(values: Node, rank: Node, axes: readonly Axis[], { bits, kind, encodeFew }: Keys): Searched {
  const like = describedAs(rank, {});
  let state = { key: filled(0, like), rest: rank, more: rank };
  for (let shift = bits - DIGIT; shift >= 0; shift -= DIGIT) {
    const counts = counted(encodeFew ? encodeFew(values) : values, {
      kernel: 'measure/digitPart',
      as: kind,
      inputs: { found: { node: state.key } },
      params: { shift, above: shift + DIGIT < 32 ? 2 ** 32 - 2 ** (shift + DIGIT) : 0 },
      constants: { KIND: KINDS.indexOf(kind) },
      axes,
      bins: 2 ** DIGIT,
    });
    const [key = rank, rest = rank, more = rank] = kernel({
      kernel: 'measure/digit',
      inputs: { counts: { node: counts, reach: { x: 'all' } }, rank: { node: state.rest }, found: { node: state.key } },
      outputs: { key: like, rest: like, more: like },
      params: { shift },
    });
    state = { key, rest, more };
  }
  return state;
}
