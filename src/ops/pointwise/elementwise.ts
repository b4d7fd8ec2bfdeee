/**
 * What every pointwise operation shares: the check that its inputs broadcast, and expressions for as many inputs as it has.
 * Types follow from the expression: u8, i8, u16, i16 and f16 compute in f32; i32 and u32 stay so among their own kind.
 */
import { broadcastShapes, formatShape } from '../../core/axes.js';
import type { DType } from '../../core/dtype.js';
import type { Expr } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise, type Upload } from '../../graph/primitive.js';

type ExprsOf<N extends readonly Node[]> = { readonly [K in keyof N]: Expr };

/** A pointwise node over inputs that broadcast by NumPy's rule on named axes; refuses, with the shapes, those that do not. */
export function elementwise<const N extends readonly Node[]>(
  inputs: N,
  refuse: RefuseCall,
  build: (args: ExprsOf<N>, upload: Upload) => Expr,
  dtype?: DType,
): Node {
  if (!broadcastShapes(inputs.map((node) => node.shape)))
    refuse('lengths must agree or be 1 on every axis', inputs.map((node) => formatShape(node.shape)).join(' and '));
  return pointwise(inputs, (args, upload) => build(args as unknown as ExprsOf<N>, upload), dtype);
}
