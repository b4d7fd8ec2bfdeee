/** One pass of a Fourier transform along one axis, and a chain of them. */
import type { Axis, Shape } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { describedAs, kernel } from '../../graph/primitive.js';
import type { Both, Complex } from './complex.js';
import type { Radix } from './radices.js';
import { rootsOf } from './roots.js';

/** How the numbers lie before and after a chain of passes. */
export interface Lies {
  /** The source is real, of twice the length: its numbers 2m and 2m + 1 are the complex number m. */
  readonly packed?: boolean;
  /** The result lies so, its parts exchanged. */
  readonly unpacked?: boolean;
}

/** Σ over m of x[m] exp(-2πikm/N) along an axis, N the product of the radices. Unpacked results are real. */
export function chained(
  from: Complex,
  axis: Axis,
  radices: readonly Radix[],
  { packed, unpacked }: Lies = {},
): Complex {
  let done = 1;
  let at = from;
  radices.forEach((radix, k) => {
    const first = k === 0 && packed;
    const last = k === radices.length - 1 && unpacked;
    at = pass(at, axis, radix, done, { packed: first === true, unpacked: last === true });
    done *= radix.a * radix.b;
  });
  return at;
}

function pass({ re, im }: Complex, axis: Axis, { a, b }: Radix, done: number, { packed, unpacked }: Lies): Complex {
  const length = packed ? re.shape[axis] / 2 : re.shape[axis];
  const radix = a * b;
  const isX = axis === 'x';
  const few = [a, b];
  const domain: Shape = { ...re.shape, [axis]: length };
  const result = describedAs(re, { dtype: 'f32', shape: unpacked ? { ...domain, [axis]: 2 * length } : domain });
  const reach = { [axis]: 'all' } as const;
  const [real, imaginary] = kernel({
    kernel: isX ? 'fourier/passX' : 'fourier/passY',
    inputs: { re: { node: re, as: 'f32', reach }, ...(im && { im: { node: im, as: 'f32', reach } }) },
    outputs: { real: result, ...(!unpacked && { imaginary: result }) },
    constants: {
      A: a,
      B: b,
      SPAN: Math.max(a, b),
      HAS_4: few.includes(4),
      HAS_8: few.includes(8),
      HAS_ODD: few.some((n) => n % 2 === 1 && n > 1),
      IS_FIRST: done === 1,
      IS_REAL: !im,
      IS_PACKED: packed === true,
      IS_UNPACKED: unpacked === true,
    },
    params: { count: length / radix, done, step: length / (radix * done) },
    tables: { roots: rootsOf(length) },
    domain,
    along: isX ? 'y' : axis,
    tile: isX ? { x4: radix } : { y: radix },
    spreads: [axis],
  });
  return { re: real as Node, im: imaginary };
}

/** See shaders/fourier/hermitian: a packed transform becomes half of that of the real numbers, or the reverse. */
export function halfOf({ re, im }: Both, axis: Axis, back: boolean): Both {
  const half = re.shape[axis] - (back ? 1 : 0);
  const shape = { ...re.shape, [axis]: back ? half : half + 1 };
  const result = describedAs(re, { dtype: 'f32', shape });
  const isX = axis === 'x';
  const reach = { [axis]: 'all' } as const;
  const [real, imaginary] = kernel({
    kernel: 'fourier/hermitian',
    inputs: { re: { node: re, as: 'f32', reach, loads: 2 }, im: { node: im, as: 'f32', reach, loads: 2 } },
    outputs: { real: result, imaginary: result },
    constants: { IS_X: isX, IS_BACK: back },
    params: { half },
    tables: { roots: rootsOf(2 * half) },
    along: isX ? 'y' : axis,
  });
  return { re: real as Node, im: imaginary as Node };
}
