/** Packs the `Params` struct of a kernel by the layout that the build reflected from its text. */
import { KERNELS } from '../generated/kernels.js';

/** Where one field of a kernel's `Params` lies. */
export interface FieldLayout {
  readonly offset: number;
  readonly scalar: 'f32' | 'i32' | 'u32';
  /** How many numbers it holds: 1 for a scalar, more for vectors; arrays hold as many as are given. */
  readonly length: number;
  /** Whether it is an array of vec4, filled without gaps. */
  readonly array: boolean;
}

export type KernelLayout = Readonly<Record<string, FieldLayout>>;

function layoutOf(kernel: string): { readonly size: number; readonly params: KernelLayout } {
  const known = KERNELS as Readonly<Record<string, { readonly size: number; readonly params: KernelLayout }>>;
  return known[kernel] ?? { size: 0, params: {} };
}

/** The bytes of a kernel's parameters. Throws when the declaration and the kernel do not name the same fields. */
export function packParams(kernel: string, params: Readonly<Record<string, number | readonly number[]>>): Uint8Array {
  const { size, params: layout } = layoutOf(kernel);
  const names = Object.keys(layout);
  if (names.length !== Object.keys(params).length || names.some((name) => !(name in params)))
    throw new Error(
      `${kernel}: its Params are ${names.join(', ') || 'none'}, given ${Object.keys(params).join(', ') || 'none'}`,
    );
  const view = new DataView(new ArrayBuffer(Math.ceil(size / 16) * 16));
  for (const name of names) {
    const { offset, scalar } = layout[name] as FieldLayout;
    const given = params[name] ?? 0;
    (typeof given === 'number' ? [given] : given).forEach((number, at) => {
      const where = offset + 4 * at;
      if (scalar === 'f32') view.setFloat32(where, number, true);
      else if (scalar === 'i32') view.setInt32(where, number, true);
      else view.setUint32(where, number, true);
    });
  }
  return new Uint8Array(view.buffer);
}
