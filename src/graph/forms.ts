/**
 * The forms of kernels besides their own: the same outputs, made in larger or smaller pieces. Which one is fastest depends on the device, so a profile names them
 * (`rows16`), and a kernel's call says what each changes. All forms of a kernel have the same bits; only `radix` (the most numbers that a pass of
 * a Fourier transform takes) sums in another order, in other passes.
 */
import type { KernelVariant } from './node.js';

/** What a form is a number of, and which numbers there are. `shared`: so many numbers of every row are kept in workgroup memory, for all lanes that read them. */
type Counted = Readonly<Partial<Record<'rows' | 'groups' | 'filters' | 'radix' | 'shared', readonly number[]>>>;

export const KERNEL_FORMS = {
  'filter/convolveAxisLongY': { rows: [4, 8] },
  'filter/convolveAxisX': { groups: [1, 2, 4] },
  'filter/convolveAxisY': { rows: [4, 8] },
  'filter/correlate': { rows: [1, 2, 8] },
  'fourier/passX': { radix: [8, 16] },
  'fourier/passY': { radix: [8, 16] },
  'gradient/components': { rows: [2, 4] },
  'gradient/differences': { rows: [2, 4, 8, 16] },
  'morphology/extremeAxisY': { rows: [8, 16, 32] },
  'morphology/extremeSquare': { rows: [2, 4, 6] },
  'network/conv': { filters: [4, 8, 16] },
  'network/convTranspose': { filters: [4, 8] },
  'network/matmul': { rows: [4, 8], shared: [16, 32] },
  'pointwise/map': { rows: [1, 2, 4, 8, 16] },
  'rank/histogram': { rows: [32, 64, 256] },
  'rank/median3': { rows: [2, 4] },
  'rank/median5': { rows: [2, 4] },
} as const satisfies Readonly<Record<string, Counted>>;

export type FormedKernel = keyof typeof KERNEL_FORMS;

/** A kernel as its operation calls it. */
export const OWN = 'own';

const isFormed = (kernel: string): kernel is FormedKernel => Object.hasOwn(KERNEL_FORMS, kernel);

function allOf(kernel: FormedKernel): { of: keyof Counted; count: number }[] {
  const forms: [string, readonly number[]][] = Object.entries(KERNEL_FORMS[kernel]);
  return forms.flatMap(([of, counts]) => counts.map((count) => ({ of: of as keyof Counted, count })));
}

/** The names of a kernel's forms, its own first; undefined where there is no choice, or no such kernel. */
export function formNames(kernel: string): readonly string[] | undefined {
  if (!isFormed(kernel)) return undefined;
  return [OWN, ...allOf(kernel).map(({ of, count }) => `${of}${count}`)];
}

/** The forms of a kernel's call: what each changes, or nothing where a call cannot take it. */
export function formsOf(
  kernel: FormedKernel,
  variant: (count: number, of: keyof Counted) => KernelVariant | undefined = byRows,
): Readonly<Record<string, KernelVariant>> {
  const forms: Record<string, KernelVariant> = {};
  for (const { of, count } of allOf(kernel)) {
    const form = variant(count, of);
    if (form) forms[`${of}${count}`] = form;
  }
  return forms;
}

/** So many rows an invocation, where a kernel's constant `TILE` says nothing else. */
export function byRows(rows: number): KernelVariant {
  return { constants: { TILE: rows }, tile: { y: rows } };
}
