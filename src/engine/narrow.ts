/**
 * Devices that cannot bind all that a kernel reads at once along a line. Where the kernel's call names a narrower form of the
 * same bits (more passes, each over fewer positions), that is planned in its place.
 */
import type { Limits } from '../gpu/context.js';
import { geometryOf } from '../gpu/storage.js';
import { type KernelCall, type KernelInput, lowered, type Node } from '../graph/node.js';
import { ROW_AXES, type RowAxis } from './leaf.js';
import { CHEAP_PIECES } from './windows.js';

/** Nodes behind an input that are looked at; what is fused is no more. */
const MOST_SEEN = 64;

/** A call has one narrower form: graphs know nodes by who they are. */
const forms = new WeakMap<KernelCall, readonly Node[]>();

/** The narrower form of a kernel's output, if it has one and what the kernel reads spans more than a few bindings. */
export function narrower(node: Node, limits: Limits): Node | undefined {
  const { call } = node;
  if (call.kind !== 'kernel' || !call.narrower) return undefined;
  // what is stored all along an axis is bound whole beside what is read: each in one piece, as there are several. What would not fit when fused is stored
  const room = call.spreads.length ? Math.min(limits.maxBinding, limits.maxBuffer) : CHEAP_PIECES * limits.maxBinding;
  const fused = call.spreads.length === 0;
  if (!call.inputs.some((input) => spanOf(input, fused) > room) && !(spreadOf(call) > room)) return undefined;
  const outputs = forms.get(call) ?? call.narrower();
  forms.set(call, outputs);
  return outputs[node.output];
}

/** From the first to the last byte of what one position of the result reads along an axis, at the most; what may be `fused` is looked behind. */
function spanOf({ node, reach }: KernelInput, fused: boolean): number {
  let most = 0;
  for (const axis of ROW_AXES) {
    const along = reach[axis];
    if (!along) continue;
    const length = node.shape[axis];
    const positions = along === 'all' ? length : Math.min(length, along.before + along.after + 1);
    if (positions > 1) most = Math.max(most, positions * distanceAlong(node, axis, fused));
  }
  return most;
}

/** The same of what a cell stores all along an axis. */
function spreadOf({ spreads, outputs }: KernelCall): number {
  const spans = outputs.flatMap(({ description: { shape, dtype } }) => {
    const { strides, bytesPerGroup } = geometryOf(shape, dtype);
    return spreads.map((axis) => (axis === 'x' ? 0 : shape[axis] * strides[axis] * bytesPerGroup));
  });
  return Math.max(0, ...spans);
}

/** Bytes from one position to the next, as far as they lie apart in any of the volumes that are walked or fused here. */
function distanceAlong(node: Node, axis: RowAxis, fused: boolean): number {
  let most = 0;
  const stack: { node: Node; axis: RowAxis; step: number }[] = [{ node: lowered(node), axis, step: 1 }];
  for (let seen = 0; seen < MOST_SEEN; seen++) {
    const top = stack.pop();
    if (!top) break;
    const { call, shape, dtype } = top.node;
    if (shape[top.axis] === 1) continue;
    if (call.kind === 'view') {
      const { axis: walked, step } = call.walk[top.axis];
      if (walked !== 'x') stack.push({ node: lowered(call.input), axis: walked, step: top.step * Math.abs(step) });
      continue;
    }
    const { strides, bytesPerGroup } = geometryOf(shape, dtype);
    most = Math.max(most, top.step * strides[top.axis] * bytesPerGroup);
    if (call.kind === 'pointwise' && fused)
      for (const input of call.inputs) stack.push({ node: lowered(input), axis: top.axis, step: top.step });
  }
  return most;
}
