/** Sums of channels. */
import { array, begun, type NumberArray, optionalArray } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes, withoutAxis } from '../geometry/layout.js';

/**
 * Every output channel a weighted sum of the input channels, plus an offset: dst(c) = offset(c) + Σ matrix(c, k) src(k), with a row
 * of the matrix for each channel that is made. Any number of channels along c in, f32 out, in the unit of the image;
 * nothing is rescaled or clipped. A weight of 0 reads nothing, so that NaN stays in the channels that use it. Throws
 * `ArgumentError` where the rows have not a weight for each channel, or the offset not a number for each row.
 * @example
 * import { HostVolume, mixChannels, openEngine } from 'brightfield';
 * const colour = new HostVolume({ shape: { c: 3, x: 1 }, data: Float32Array.of(1, 2, 4) });
 * using engine = await openEngine();
 * using mixed = await engine.run(mixChannels(colour, { matrix: [[0, 0, 1], [0.5, 0.5, 0]], offset: [0, 1] }));
 * (await mixed.read()).data; // 4, 2.5
 */
export const mixChannels = defineOp({
  name: 'mixChannels',
  summary: 'Make channels as weighted sums of channels.',
  inputs: [{ name: 'src', doc: 'The image, its channels along c.' }],
  params: {
    matrix: begun(array('A row of weights for each channel that is made.', { maxRank: 2 }), ({ shape: { c } }) =>
      Array.from({ length: c }, (_, row) => Array.from({ length: c }, (_weight, at) => Number(at === c - 1 - row))),
    ),
    offset: optionalArray('What is added to each channel that is made; 0 when left out.'),
  },
  linear: ({ offset }) => !offset?.data.some((number) => number !== 0),
  lower: ([src], { matrix, offset }, refuse) => mixed(src, rowsOf(matrix, src, refuse), offset?.data, refuse),
});

function rowsOf({ shape, data }: NumberArray, src: Node, refuse: RefuseCall): readonly (readonly number[])[] {
  const { c } = src.shape;
  const [rows = 1, columns = 0] = shape.length === 1 ? [1, shape[0]] : shape;
  if (columns !== c) refuse(`matrix must have rows of ${c} weights, one for each channel`, `${columns}`);
  return Array.from({ length: rows }, (_, row) => data.slice(row * c, (row + 1) * c));
}

/** Channels that one invocation makes at most. */
const MOST_AT_ONCE = 8;

/** The sums, for operations that know their matrix. */
export function mixed(
  src: Node,
  rows: readonly (readonly number[])[],
  offset: readonly number[] | undefined,
  refuse: RefuseCall,
): Node {
  if (offset && offset.length !== rows.length)
    refuse(`offset must have ${rows.length} numbers, one for each row of the matrix`, `${offset.length}`);
  const shape = { ...src.shape, c: rows.length };
  const TILE = Math.min(rows.length, MOST_AT_ONCE);
  const passes = Math.ceil(rows.length / TILE);
  return kernelOf({
    kernel: 'color/mixChannels',
    inputs: { src: { node: src, as: 'f32', loads: (passes * src.shape.c) / rows.length, reach: { c: 'all' } } },
    outputs: {
      dst: describedAs(src, {
        dtype: 'f32',
        shape,
        layout: shape.c > 1 ? withAxes(src.layout, shape) : withoutAxis(src.layout, 'c'),
      }),
    },
    constants: { TILE },
    tables: { matrix: Float32Array.from(rows.flatMap((row, at) => [...row, offset?.[at] ?? 0])) },
    along: 'c',
    tile: { y: TILE },
    gradient: {
      kind: 'vjp',
      of: [src],
      vjp: ([given]) => [
        given &&
          mixed(
            given,
            Array.from({ length: src.shape.c }, (_, c) => rows.map((row) => row[c] ?? 0)),
            undefined,
            refuse,
          ),
      ],
    },
  });
}
