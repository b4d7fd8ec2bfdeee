/** Products of matrices. */
import { broadcastShapes, formatShape, type Shape } from '../../core/axes.js';
import { flag } from '../../core/params.js';
import { byRows, formsOf } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, jointLayout, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';

/**
 * Rows of the result that one invocation makes. On a processor loads are what a product costs, so many: 1024² times 1024² on lavapipe 26.1, 4 rows 190 ms,
 * 8 rows 137, 16 rows 46 (47 GFLOP/s of the 55 that its multiplications and additions reach alone). The sums are the same.
 */
const tileOf = (rows: number, most: number): number => Math.min(most, rows > 8 ? 16 : rows > 4 ? 8 : 4);

/** Columns beyond which many lanes share their rows: a workgroup is 4 lines of 16 lanes at most then, and their rows fit into 8 KiB of its memory. */
const NARROW = 32;

/**
 * The product of two matrices, whose rows lie along y and whose columns lie along x: dst(i, j) = Σ_k a(i, k) b(k, j). The other axes are a batch and broadcast, as
 * `numpy.matmul` has it. `transposeA` and `transposeB` take a matrix the other way round, without a copy of it. f32, summed in the order of k, whatever the
 * device, the window or the batch; what is not finite goes its way as IEEE says. Spacing is dropped: rows and columns are no places.
 * Throws `ArgumentError` where a has not as many columns as b has rows, or where n, c or z are not the same and neither is 1.
 * @example
 * import { HostVolume, matmul, openEngine } from 'brightfield';
 * const a = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using product = await engine.run(matmul(a, a, { transposeB: true }));
 * (await product.read()).data; // 14, 32, 32, 77
 */
export const matmul = defineOp({
  name: 'matmul',
  summary: 'Multiply matrices.',
  alsoKnownAs: ['dot', 'bmm', 'gemm'],
  inputs: [
    { name: 'a', doc: 'The first matrix: rows along y, columns along x.' },
    { name: 'b', doc: 'The second, with as many rows as the first has columns.' },
  ],
  params: {
    transposeA: flag('Whether the first matrix is taken with rows along x and columns along y.', { default: false }),
    transposeB: flag('Whether the second is.', { default: false }),
  },
  lower([a, b], { transposeA, transposeB }, refuse) {
    const [rows, inner] = sides(a.shape, transposeA);
    const [other, columns] = sides(b.shape, transposeB);
    if (inner !== other) refuse(`b must have as many rows as a has columns, ${inner}`, `${other}`);
    const batch = broadcastShapes([flat(a.shape), flat(b.shape)]);
    if (!batch)
      return refuse(`n, c and z of b must be those of a (${formatShape(a.shape)}) or 1`, formatShape(b.shape));
    const shape = { ...batch, y: rows, x: columns };
    const tile = tileOf(rows, 16);
    return kernelOf({
      kernel: 'network/matmul',
      inputs: {
        a: {
          node: a,
          as: 'f32',
          loads: Math.min(inner, columns) / 4,
          reach: transposeA ? { y: 'all', x: 'all' } : { x: 'all' },
        },
        b: { node: b, as: 'f32', loads: Math.min(inner, rows) / tile, reach: { y: 'all', x: 'all' } },
      },
      outputs: {
        dst: { ...describedAs(a, { dtype: 'f32', shape, layout: withAxes(jointLayout([a, b]), shape) }), spacing: {} },
      },
      constants: { TILE: tile, SHARED: false, TRANSPOSE_A: transposeA, TRANSPOSE_B: transposeB },
      tile: { y: tile },
      forms: formsOf('network/matmul', (count, of) =>
        of === 'rows'
          ? byRows(tileOf(rows, count))
          : columns > NARROW
            ? { constants: { SHARED: true, DEPTH: count } }
            : undefined,
      ),
    });
  },
  vjp: ([given], [a, b], { transposeA, transposeB }) => [
    given && slopeOfA(given, b, transposeA, transposeB),
    given && slopeOfB(given, a, transposeA, transposeB),
  ],
});

/** Rows and columns of what a matrix is taken for. */
function sides({ y, x }: Shape, transposed: boolean): readonly [number, number] {
  return transposed ? [x, y] : [y, x];
}

function flat(shape: Shape): Shape {
  return { ...shape, y: 1, x: 1 };
}

/** G Bᵀ, or its transpose where a lies the other way round. */
function slopeOfA(given: Node, b: Node, transposeA: boolean, transposeB: boolean): Node {
  return transposeA
    ? matmul(b, given, { transposeA: transposeB, transposeB: true })
    : matmul(given, b, { transposeB: !transposeB });
}

/** Aᵀ G, or its transpose. */
function slopeOfB(given: Node, a: Node, transposeA: boolean, transposeB: boolean): Node {
  return transposeB
    ? matmul(given, a, { transposeA: true, transposeB: transposeA })
    : matmul(a, given, { transposeA: !transposeA });
}
