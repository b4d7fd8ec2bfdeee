/**
 * The forms of kernels besides their own: the same outputs, made in larger or smaller pieces. Which one is fastest depends on the device, so a profile names them
 * (`rows16`), and a kernel's call says what each changes. All forms of a kernel have the same bits; only `radix` (the most numbers that a pass of
 * a Fourier transform takes) sums in another order, in other passes.
 */
import type { KernelVariant } from './node.js';

/** What a form is a number of, and which numbers there are. */
interface Counted {
  readonly of: 'rows' | 'groups' | 'filters' | 'radix';
  readonly counts: readonly number[];
}

export const KERNEL_FORMS = {
  'filter/convolveAxisLongY': { of: 'rows', counts: [4, 8] },
  'filter/convolveAxisX': { of: 'groups', counts: [1, 2, 4] },
  'filter/convolveAxisY': { of: 'rows', counts: [4, 8] },
  'filter/correlate': { of: 'rows', counts: [1, 2, 8] },
  'fourier/passX': { of: 'radix', counts: [8, 16] },
  'fourier/passY': { of: 'radix', counts: [8, 16] },
  'gradient/components': { of: 'rows', counts: [2, 4] },
  'gradient/differences': { of: 'rows', counts: [2, 4, 8, 16] },
  'morphology/extremeAxisY': { of: 'rows', counts: [8, 16, 32] },
  'morphology/extremeSquare': { of: 'rows', counts: [2, 4, 6] },
  'network/conv': { of: 'filters', counts: [4, 8, 16] },
  'network/convTranspose': { of: 'filters', counts: [4, 8] },
  'network/matmul': { of: 'rows', counts: [4, 8] },
  'pointwise/map': { of: 'rows', counts: [1, 2, 4, 8, 16] },
  'rank/histogram': { of: 'rows', counts: [32, 64, 256] },
  'rank/median3': { of: 'rows', counts: [2, 4] },
  'rank/median5': { of: 'rows', counts: [2, 4] },
} as const satisfies Readonly<Record<string, Counted>>;

export type FormedKernel = keyof typeof KERNEL_FORMS;

/** A kernel as its operation calls it. */
export const OWN = 'own';

const isFormed = (kernel: string): kernel is FormedKernel => Object.hasOwn(KERNEL_FORMS, kernel);

/** The names of a kernel's forms, its own first; undefined where there is no choice, or no such kernel. */
export function formNames(kernel: string): readonly string[] | undefined {
  if (!isFormed(kernel)) return undefined;
  const { of, counts } = KERNEL_FORMS[kernel];
  return [OWN, ...counts.map((count) => `${of}${count}`)];
}

/** The forms of a kernel's call: what each changes, or nothing where a call cannot take it. */
export function formsOf(
  kernel: FormedKernel,
  variant: (count: number) => KernelVariant | undefined = byRows,
): Readonly<Record<string, KernelVariant>> {
  const { of, counts } = KERNEL_FORMS[kernel];
  const forms: Record<string, KernelVariant> = {};
  for (const count of counts) {
    const form = variant(count);
    if (form) forms[`${of}${count}`] = form;
  }
  return forms;
}

/** So many rows an invocation, where a kernel's constant `TILE` says nothing else. */
export function byRows(rows: number): KernelVariant {
  return { constants: { TILE: rows }, tile: { y: rows } };
}
