/** The numbers that the access module of a kernel reads its window, shapes and strides from. */
import { countedBy, jointStride, type Port } from './access.js';
import type { Part } from './interior.js';
import { asKernelSees, broadcastStrides } from './leaf.js';
import type { Window } from './windows.js';

/** The value of one field of the `Views` struct, as a 32-bit word. */
export function viewField(field: string, { dispatch, x }: Part, window: Window): number {
  const { domain, leaves } = dispatch;
  const box = asKernelSees(dispatch, window.box);
  const shape = asKernelSees(dispatch, domain);
  const leafField = /^l(\d+)_(\w+?)(\d*)$/.exec(field);
  if (leafField) {
    const at = Number(leafField[1]);
    const leaf = leaves[at];
    const pieces = window.pieces[at] ?? [];
    if (!leaf) throw new Error(`no leaf for ${field}`);
    const strides = asKernelSees(dispatch, broadcastStrides(leaf));
    if (leafField[2] === 'start') return pieces[Number(leafField[3])]?.start ?? 0;
    if (leafField[2] === 'base') return leaf.start - (pieces.length === 1 ? (pieces[0]?.start ?? 0) : 0);
    if (leafField[2] === 'channels') return countedBy(leaf, dispatch).c;
    if (leafField[2] === 'sb') return jointStride(leaf, dispatch);
    return strides[(leafField[2] ?? '').slice(1) as 'y'];
  }
  const joint = box.n[0] * shape.c + box.c[0];
  switch (field) {
    case 'x_begin':
      return x[0];
    case 'x_end':
      return x[1];
    case 'y_begin':
      return box.y[0];
    case 'y_end':
      return box.y[1];
    case 'z_begin':
      return box.z[0];
    case 'z_end':
      return box.z[1];
    case 'b_begin':
      return joint;
    case 'b_end':
      return joint + (box.n[1] - box.n[0] === 1 ? box.c[1] - box.c[0] : (box.n[1] - box.n[0]) * shape.c);
  }
  const port: Port | undefined = [...dispatch.inputs, ...dispatch.outputs].find(({ name }) =>
    field.startsWith(`${name}_n`),
  );
  if (!port) throw new Error(`no value for ${field}`);
  const seen = asKernelSees(dispatch, port.shape);
  const axis = field.slice(-1);
  return axis === 'x' ? port.shape.x : axis === 'b' ? seen.n * seen.c : seen[axis as 'y' | 'z'];
}
