/** What is made of the central moments of regions: columns that do not change with size, and Hu's, which do not change with direction either. */
import { constant, convert, type Expr, float, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise, type Upload } from '../../graph/primitive.js';

export const FIRST = ['X', 'Y', 'Z'] as const;
export const SECOND = ['XX', 'YY', 'ZZ', 'XY', 'XZ', 'YZ'] as const;
/** In the order of the rows of `regionSkew`. */
export const THIRD = ['XXX', 'XXY', 'XYY', 'YYY', 'ZZZ', 'XXZ', 'XZZ', 'YYZ', 'YZZ', 'XYZ'] as const;
export const HU = ['0', '1', '2', '3', '4', '5', '6'] as const;

/** A column of f32 that is made of others. */
export function columnOf(
  columns: readonly Node[],
  build: (args: readonly [Expr, ...Expr[]], upload: Upload) => Expr,
): Node {
  return pointwise(
    columns,
    (args, upload) => build(args.map((arg) => convert(arg, 'f32')) as [Expr, ...Expr[]], upload),
    'f32',
  );
}

/** moment · voxel / area^(1 + order / dimensions): a plain number, the same for a region that is larger. */
export function normalizedOf(moment: Node, mass: Node, order: 2 | 3, voxel: number, dimensions: 2 | 3): Node {
  return columnOf([moment, mass], ([m, n = m], upload) => {
    // behind the rows there are none
    const own = select(test('equal', n, constant(0)), constant(1), n);
    const area = numeric('multiply', own, upload(voxel));
    const mean = float('divide', numeric('multiply', m, upload(voxel)), area);
    return float('divide', mean, float('power', area, upload(order / dimensions)));
  });
}

/** Hu's seven of normalized moments, in scikit-image's order of axes: y first. */
export function huOf(normalized: Readonly<Record<'YY' | 'XX' | 'XY' | 'YYY' | 'XXX' | 'XYY' | 'XXY', Node>>): Node[] {
  const columns = [
    normalized.YY,
    normalized.XX,
    normalized.XY,
    normalized.YYY,
    normalized.XXX,
    normalized.XYY,
    normalized.XXY,
  ];
  return HU.map((_, at) => columnOf(columns, (args) => invariant(args, at)));
}

const add = (a: Expr, b: Expr): Expr => numeric('add', a, b);
const less = (a: Expr, b: Expr): Expr => numeric('subtract', a, b);
const times = (...factors: readonly [Expr, ...Expr[]]): Expr => factors.reduce((a, b) => numeric('multiply', a, b));
const triple = (a: Expr): Expr => times(constant(3), a);

function invariant(args: readonly [Expr, ...Expr[]], at: number): Expr {
  const [n20, n02 = n20, n11 = n20, n30 = n20, n03 = n20, n21 = n20, n12 = n20] = args;
  const [s, d] = [add(n20, n02), less(n20, n02)];
  const [a, b] = [add(n30, n12), add(n21, n03)];
  const [p, q] = [less(n30, triple(n12)), less(triple(n21), n03)];
  const [aa, bb] = [times(a, a), times(b, b)];
  const [u, v] = [times(a, less(aa, triple(bb))), times(b, less(triple(aa), bb))];
  const four = times(constant(4), n11);
  const all = [
    s,
    add(times(d, d), times(four, n11)),
    add(times(p, p), times(q, q)),
    add(aa, bb),
    add(times(p, u), times(q, v)),
    add(times(d, less(aa, bb)), times(four, a, b)),
    less(times(q, u), times(p, v)),
  ];
  return all[at] ?? s;
}
