/** Complex volumes as two real ones: each part is fused, windowed and stored like any other. */
import { type Expr, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernel, pointwise } from '../../graph/primitive.js';

/** A complex volume: its two parts, f32 of one shape; without an imaginary part it is real. */
export interface Complex {
  readonly re: Node;
  readonly im: Node | undefined;
}

/** One with both parts. */
export interface Both extends Complex {
  readonly im: Node;
}

/** The outputs of a transform as one complex volume. */
export function partsOf({ real, imaginary }: { readonly real: Node; readonly imaginary: Node }): Both {
  return { re: real, im: imaginary };
}

/** The same with an imaginary part of zeros where it has none. */
export function both({ re, im }: Complex): Both {
  return { re, im: im ?? filled(0, { ...re, dtype: 'f32' }) };
}

/** The same function of both parts. */
export function mapped({ re, im }: Complex, change: (part: Node) => Node): Complex {
  return { re: change(re), im: im && change(im) };
}

/** The same, held: both parts are computed in one pass, for what reads them more than once. */
export function held({ re, im }: Both): Both {
  const part = describedAs(re, { dtype: 'f32' });
  const [real, imaginary] = kernel({
    kernel: 'fourier/pair',
    inputs: { re: { node: re, as: 'f32' }, im: { node: im, as: 'f32' } },
    outputs: { real: part, imaginary: part },
  });
  return { re: real as Node, im: imaginary as Node };
}

/** i times the conjugate: parts exchanged. */
export function exchanged(z: Both): Both {
  return { re: z.im, im: z.re };
}

function times(part: Node, factor: number): Node {
  return pointwise([part], ([a = input(0)], upload) => numeric('multiply', a, upload(factor)), 'f32');
}

/** Both parts times a number. */
export function scaled(z: Complex, factor: number): Complex {
  return factor === 1 ? z : mapped(z, (part) => times(part, factor));
}

/** The conjugate. */
export function conjugate({ re, im }: Complex): Complex {
  return { re, im: im && times(im, -1) };
}

/** The product, voxel by voxel; shapes broadcast. */
export function product(a: Complex, b: Both): Both;
export function product(a: Complex, b: Complex): Complex;
export function product(a: Complex, b: Complex): Complex {
  if (!a.im || !b.im) {
    const [real, other] = a.im ? [b, a] : [a, b];
    return mapped(other, (part) => pointwise([part, real.re], (args) => numeric('multiply', ...args), 'f32'));
  }
  return { re: crossed('subtract', a.re, b.re, a.im, b.im), im: crossed('add', a.re, b.im, a.im, b.re) };
}

/** The conjugate of one times another: no volume holds the conjugate. */
export function conjugateProduct(a: Complex, b: Both): Both {
  if (!a.im) return product(a, b);
  return { re: crossed('add', a.re, b.re, a.im, b.im), im: crossed('subtract', a.re, b.im, a.im, b.re) };
}

/** p q ± r s. */
function crossed(signed: 'subtract' | 'add', ...four: readonly [p: Node, q: Node, r: Node, s: Node]): Node {
  return pointwise(
    four,
    ([p, q, r, s]) =>
      numeric(signed, numeric('multiply', p as Expr, q as Expr), numeric('multiply', r as Expr, s as Expr)),
    'f32',
  );
}
