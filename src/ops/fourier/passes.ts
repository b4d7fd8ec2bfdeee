/** One pass of a Fourier transform along one axis, and a chain of them. */
import type { Axis, Shape } from '../../core/axes.js';
import { formsOf } from '../../graph/forms.js';
import type { KernelCall, Node } from '../../graph/node.js';
import { describedAs, kernel } from '../../graph/primitive.js';
import type { Both, Complex } from './complex.js';
import type { Chain, Radix } from './radices.js';
import { rootsOf } from './roots.js';
import { inSlabs, slabsOf } from './slabs.js';

/** How the numbers lie before and after a chain of passes. */
export interface Lies {
  /** The source is real, of twice the length: its numbers 2m and 2m + 1 are the complex number m. */
  readonly packed?: boolean;
  /** The result lies so, its parts exchanged. */
  readonly unpacked?: boolean;
}

/** Σ over m of x[m] exp(-2πikm/N) along an axis, N the product of the radices. Unpacked results are real. Its forms are chains of smaller radices. */
export function chained(from: Complex, axis: Axis, { radices, upTo }: Chain, lies: Lies = {}): Complex {
  const forms = formsOf(kernelAlong(axis), (most) => {
    const fewer = upTo(most);
    const isOther = fewer && radices.some(({ a, b }) => a * b > most);
    return isOther ? { instead: () => partsOf(chain(from, axis, fewer, lies)) } : undefined;
  });
  return chain(from, axis, radices, lies, forms);
}

const kernelAlong = (axis: Axis) => (axis === 'x' ? 'fourier/passX' : 'fourier/passY');

const partsOf = ({ re, im }: Complex): readonly Node[] => (im ? [re, im] : [re]);

function chain(
  from: Complex,
  axis: Axis,
  radices: readonly Radix[],
  { packed = false, unpacked = false }: Lies,
  forms?: KernelCall['forms'],
): Complex {
  let done = 1;
  let at = from;
  radices.forEach((radix, k) => {
    const isLast = k === radices.length - 1;
    const last = isLast && unpacked;
    const narrower = (): Complex =>
      inSlabs(from, axis, (slab) => chain(slab, axis, radices.slice(0, k + 1), { packed, unpacked: last }));
    at = pass(at, axis, radix, done, {
      packed: k === 0 && packed,
      unpacked: last,
      narrower: slabsOf(from.re.shape, axis) ? narrower : undefined,
      forms: isLast ? forms : undefined,
    });
    done *= radix.a * radix.b;
  });
  return at;
}

interface Form extends Lies {
  /** The same of a volume whose lines no binding holds. */
  readonly narrower: (() => Complex) | undefined;
  readonly forms: KernelCall['forms'] | undefined;
}

function pass(
  { re, im }: Complex,
  axis: Axis,
  { a, b }: Radix,
  done: number,
  { packed, unpacked, narrower, forms }: Form,
): Complex {
  const length = packed ? re.shape[axis] / 2 : re.shape[axis];
  const radix = a * b;
  const isX = axis === 'x';
  const few = [a, b];
  const domain: Shape = { ...re.shape, [axis]: length };
  const result = describedAs(re, { dtype: 'f32', shape: unpacked ? { ...domain, [axis]: 2 * length } : domain });
  const reach = { [axis]: 'all' } as const;
  const [real, imaginary] = kernel({
    kernel: kernelAlong(axis),
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
    narrower: narrower && (() => partsOf(narrower())),
    ...(forms && { forms }),
  });
  return { re: real as Node, im: imaginary };
}

/** See shaders/fourier/hermitian: a packed transform becomes half of that of the real numbers, or the reverse. */
export function halfOf({ re, im }: Both, axis: Axis, back: boolean): Both {
  const half = re.shape[axis] - (back ? 1 : 0);
  const shape = { ...re.shape, [axis]: back ? half : half + 1 };
  const result = describedAs(re, { dtype: 'f32', shape });
  const isX = axis === 'x';
  // numbers k and H - k, round and round
  const own = { from: axis, scale: 1, offset: 0, before: 0, after: 0, wraps: true } as const;
  const here = { [axis]: isX ? 'all' : own } as const;
  const there = { [axis]: isX ? 'all' : { ...own, scale: -1, offset: half } } as const;
  const loads = isX ? 2 : 1;
  const [real, imaginary] = kernel({
    kernel: 'fourier/hermitian',
    inputs: {
      re: { node: re, as: 'f32', reach: here },
      im: { node: im, as: 'f32', reach: here },
      re_there: { node: re, as: 'f32', reach: there, loads },
      im_there: { node: im, as: 'f32', reach: there, loads },
    },
    outputs: { real: result, imaginary: result },
    constants: { IS_X: isX, IS_BACK: back, SPAN: 2, HAS_4: false, HAS_8: false, HAS_ODD: false },
    params: { half },
    tables: { roots: rootsOf(2 * half) },
    along: isX ? 'y' : axis,
  });
  return { re: real as Node, im: imaginary as Node };
}
