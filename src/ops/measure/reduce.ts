/**
 * Reductions in passes: each pass makes one voxel of at most 64 along one axis (256 along x, where four lanes run beside each
 * other), by a tree of eights that follows from the lengths alone. A number literal stands for a volume of one voxel.
 */
import { type Axis, type Layout, type Shape, SPATIAL_AXES } from '../../core/axes.js';
import type { ComputeType } from '../../core/dtype.js';
import type { Description, Spacing } from '../../core/hostVolume.js';
import { type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Gradient } from '../../graph/gradient.js';
import type { KernelCall, KernelInput, Node } from '../../graph/node.js';
import { describedAs, filled, kernel, kernelOf, pointwise, reach, view } from '../../graph/primitive.js';

export type Reduction = 'sum' | 'min' | 'max';
/** The orders are those of shaders/lib/reduce.wgsl and shaders/lib/keys.wgsl. */
const REDUCTIONS: readonly Reduction[] = ['sum', 'min', 'max'];
export const KINDS: readonly ComputeType[] = ['f32', 'i32', 'u32'];

/** One pass: the shape it leaves and what its kernel is told. */
export interface Pass {
  readonly axis: Axis;
  /** Whether it is the first along its axis. */
  readonly first: boolean;
  readonly shape: Shape;
  readonly reach: KernelInput['reach'];
  readonly along: KernelCall['along'];
  readonly constants: Readonly<Record<string, number | boolean>>;
}

/** Voxels, or groups of four along x, that one invocation reduces to one. */
const CHUNK = 64;
/** What it takes where a device cannot bind as many. Eight eights make the tree of a CHUNK: the bits are the same. */
const PIECE = 8;
/** Rows of fewer groups are not worth a pass of their own before the other axes. */
const SHORT_ROW = 16;

/**
 * The passes that bring the axes to length 1: x first where rows are long, so that the first pass, the one read of the whole
 * input, runs along memory (2048 x 2048 on lavapipe: 12 ms of processor time, and 24 along y, whose rows lie 8 KiB apart); then the longest
 * of n, c, z and y.
 */
export function passesOf(shape: Shape, axes: readonly Axis[]): Pass[] {
  const rows = axes.filter((axis) => axis !== 'x' && shape[axis] > 1).sort((a, b) => shape[b] - shape[a]);
  const x: Axis[] = axes.includes('x') && shape.x > 1 ? ['x'] : [];
  const order = hasLongRows(shape) ? [...x, ...rows] : [...rows, ...x];
  const passes: Pass[] = [];
  let left = shape;
  for (const axis of order) {
    for (let first = true; left[axis] > 1; first = false) {
      const pass = passAlong(left, axis, first);
      passes.push(pass);
      left = pass.shape;
    }
  }
  return passes;
}

/** Whether the pass along x is the first one. */
const hasLongRows = ({ x }: Shape): boolean => x >= 4 * SHORT_ROW;

/** One pass along an axis. */
export function passAlong(shape: Shape, axis: Axis, first = true, chunk = CHUNK): Pass {
  const items = axis === 'x' ? Math.ceil(shape.x / 4) : shape[axis];
  const left = Math.ceil(items / chunk);
  const last = left === 1;
  const width = axis === 'x' ? 4 * chunk : chunk;
  return {
    axis,
    first,
    shape: { ...shape, [axis]: axis === 'x' && !last ? 4 * left : left },
    reach: { [axis]: { ...reach(axis, 0, width - 1), scale: axis === 'x' ? chunk : width } },
    along: axis === 'x' ? 'y' : axis,
    constants: { CHUNK: chunk, ...(axis === 'x' && { IS_LAST: last }) },
  };
}

/** A pass of which nobody asks what each of its voxels is of: along x of groups from all over the row, so that side by side is read what lies so. */
function spread(pass: Pass): Pass {
  if (pass.axis !== 'x') return pass;
  return { ...pass, reach: { x: 'all' }, constants: { ...pass.constants, SPREAD: true } };
}

/** What a volume is called once axes are reduced: they keep length 1 and leave layout and spacing. */
export function withoutAxes(like: Description, axes: readonly Axis[]): Description {
  const shape = { ...like.shape };
  const spacing: Record<string, number> = { ...like.spacing };
  for (const axis of axes) {
    shape[axis] = 1;
    delete spacing[axis];
  }
  const layout: Layout = [...like.layout].filter((letter) => !axes.some((axis) => axis === letter)).join('');
  const spatial = SPATIAL_AXES.some((axis) => axis in spacing);
  return describedAs(like, { shape, layout, spacing: spacing as Spacing, unit: spatial ? like.unit : '' });
}

/** Reduces some axes. The image is read as `dtype`, and so is the result. */
export function reduceAxes(
  src: Node,
  axes: readonly Axis[],
  reduction: Reduction,
  dtype: ComputeType,
  like: Description = describedAs(withoutAxes(src, axes), { dtype }),
  gradient?: Gradient,
): Node {
  const passes = passesOf(src.shape, axes);
  if (passes.length === 0) {
    const plain = src.call.kind !== 'literal' && src.dtype === dtype;
    return view(plain ? src : pointwise([src], ([a = input(0)]) => a, dtype), src.shape, {}, like);
  }
  const own: Gradient = gradient ?? { kind: 'vjp', of: [src], vjp: ([given]) => [given && returned()(given)] };
  const result: Node = passes.reduce(
    (node, pass, at) =>
      reducePass(
        node,
        spread(pass),
        reduction,
        describedAs(like, { shape: pass.shape }),
        at === passes.length - 1 ? own : undefined,
      ),
    src,
  );
  // a sum gives every voxel the same; an extreme only those that have it, in equal parts
  function returned(): (given: Node) => Node {
    const room = filled(0, describedAs(src, { dtype: 'f32' }));
    if (reduction === 'sum') return (given) => pointwise([given, room], ([a = input(0)]) => a, 'f32');
    const same = pointwise([src, result], ([a, b]) => test('equal', a as Expr, b as Expr), 'f32');
    const count = reduceAxes(same, axes, 'sum', 'f32');
    return (given) =>
      pointwise(
        [given, same, count],
        ([a, b, c]) => numeric('multiply', a as Expr, float('divide', b as Expr, c as Expr)),
        'f32',
      );
  }
  return result;
}

/** The least and the greatest finite number, as f32; infinities where there is none. Long rows are looked at once for both. */
export function rangeOver(src: Node, axes: readonly Axis[]): { low: Node; high: Node } {
  const alone = (side: 'min' | 'max'): Node => reduceAxes(finiteOr(src, side), axes, side, 'f32');
  if (!axes.includes('x') || !hasLongRows(src.shape)) return { low: alone('min'), high: alone('max') };
  const { shape, along, constants } = passAlong(src.shape, 'x');
  const like = describedAs(withoutAxes(src, axes), { dtype: 'f32' });
  const part = describedAs(like, { shape });
  // slopes are those of the whole reductions, wherever they end
  const [low = src, high = src] = kernel({
    kernel: 'measure/rangeX',
    inputs: { src: { node: src, as: 'f32', reach: { x: 'all' } } },
    outputs: { low: part, high: part },
    constants: { ...constants, KIND: KINDS.indexOf('f32') },
    along,
    gradient: { kind: 'like', nodes: () => [alone('min'), alone('max')] },
  });
  const rest = (node: Node, side: 'min' | 'max'): Node =>
    reduceAxes(node, axes, side, 'f32', like, { kind: 'like', nodes: () => [alone(side)] });
  return { low: rest(low, 'min'), high: rest(high, 'max') };
}

/** The image with the infinity that loses in the place of what is not finite. */
function finiteOr(src: Node, side: 'min' | 'max'): Node {
  const lost = side === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return pointwise([src], ([v = input(0)], upload) => select(test('isFinite', v), v, upload(lost)));
}

/** The passes of so many positions that do together what one pass of CHUNK does, along axes that may lie in many bindings. */
export function piecesOf(
  src: Shape,
  { axis, first, shape, constants }: Pass,
  piece = PIECE,
): readonly Pass[] | undefined {
  if (constants.CHUNK !== CHUNK || axis === 'x' || src[axis] <= piece) return undefined;
  const passes: Pass[] = [];
  for (let left = src; left[axis] > shape[axis]; left = (passes.at(-1) as Pass).shape)
    passes.push(passAlong(left, axis, first && passes.length === 0, piece));
  return passes;
}

/** One pass of a reduction. */
export function reducePass(
  src: Node,
  pass: Pass,
  reduction: Reduction,
  description: Description,
  gradient?: Gradient,
): Node {
  const as = KINDS.find((kind) => kind === description.dtype) ?? 'f32';
  const pieces = piecesOf(src.shape, pass);
  const piece = (node: Node, one: Pass): Node =>
    reducePass(node, one, reduction, describedAs(description, { shape: one.shape }));
  return kernelOf({
    kernel: pass.axis === 'x' ? 'measure/reduceX' : 'measure/reduceRows',
    inputs: { src: { node: src, as, reach: pass.reach } },
    outputs: { dst: description },
    constants: {
      ...(pass.axis === 'x' && { SPREAD: false }),
      ...pass.constants,
      KIND: KINDS.indexOf(as),
      REDUCTION: REDUCTIONS.indexOf(reduction),
    },
    along: pass.along,
    narrower: pieces && (() => [pieces.reduce(piece, src)]),
    ...(gradient && { gradient }),
  });
}
