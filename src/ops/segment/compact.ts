/** Floods that pay for the way from their marker, or that lines part: what a voxel costs hangs on who took those before it. */
import { activeAxes, formatShape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { constant, type Expr, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernel, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';

/** What a round does next: go on with costs, hand on owners, begin anew, or nothing. */
const [COSTS, OWNERS, LINES, ENDED, DONE] = [0, 1, 2, 3, 4] as const;
/** The number of shaders/lib/compact.wgsl, below which a number is an owner. */
const LINE = 0xfffffffd;
/** Rounds at most: equal costs may go round in circles. */
const ROUNDS = 64;
const ITERATIONS = 2 ** 16;

interface Floods {
  readonly ground: Node;
  readonly names: { readonly y_shift: number; readonly z_shift: number };
  readonly compactness: number;
  readonly connectivity: number;
  readonly markers: Node;
}

/** Who owns what now, at what cost; and who owned it when the round began. */
interface Owned {
  readonly cost: Node;
  /** The cost of the neighbour that a voxel is taken from: the first is right. */
  readonly way: Node;
  readonly owner: Node;
  readonly before: Node;
}

/**
 * Labels of floods from where `markers` are not 0, where `open` is not 0. A queue by cost takes each voxel once, for the flood that comes first: what it costs hangs
 * on who owns the voxels before it, and so does where a line stands. So floods go in rounds. In each the cost of every step, and what hands nothing on, is fixed by
 * who owned its voxels before; the least of all ways is found by relaxation, then the owners, then the lines, and these fix the next round. What the queue
 * takes first is right in the first round, and what it takes after that once all before it is: a round that changes no owner is the
 * queue's result. All in one loop, whose phase says what it is at.
 */
export function compactlyFlooded(
  src: Node,
  markers: Node,
  open: Node,
  {
    compactness,
    connectivity,
    lines,
  }: { readonly compactness: number; readonly connectivity: number; readonly lines: boolean },
  refuse: RefuseCall,
): Node {
  const ground = asFloat(src);
  const [z = 0, y = 0, x = 0] = SPATIAL_AXES.map((axis) => Math.ceil(Math.log2(src.shape[axis])));
  if (x + y + z > 31)
    refuse(
      'the lengths of a compactly flooded image, rounded up to powers of two, must be 2^31 voxels at most',
      formatShape(src.shape),
    );
  const names = { y_shift: x, z_shift: x + y };
  const [cost, owner] = kernel({
    kernel: 'segment/compactStart',
    inputs: { ground: { node: ground }, markers: { node: markers }, open: { node: open, as: 'u32' } },
    outputs: { cost: describedAs(src, { dtype: 'f32' }), owner: describedAs(src, { dtype: 'u32' }) },
    constants: { IS_COMPACT: compactness > 0 },
    params: { ...names, infinity: Number.POSITIVE_INFINITY },
  }) as [Node, Node];
  const floods = { ground, names, compactness, connectivity, markers };
  const way = pointwise([owner], ([o = input(0)], upload) =>
    select(test('less', o, upload(LINE, 'u32')), constant(0), upload(Number.POSITIVE_INFINITY)),
  );
  const { state } = repeat({
    state: { cost, way, owner, before: owner, phase: filled(COSTS), rounds: filled(0) },
    body: ({ cost: c, way: w, owner: o, before: b, phase, rounds }) => {
      const is = (p: Expr, which: number): Expr => test('equal', p, constant(which));
      const anew = (then: Node, otherwise: Node, ...when: readonly number[]): Node =>
        pointwise([phase, then, otherwise], ([p = input(0), t = input(1), e = input(2)]) =>
          select(
            when.map((which) => is(p, which)).reduce((a, x) => test('or', a, x)),
            t,
            e,
          ),
        );
      const from = {
        cost: anew(cost, c, ENDED),
        way: anew(way, w, ENDED),
        // an owner is known once costs are
        owner: anew(owner, o, ENDED, COSTS),
        before: anew(o, b, ENDED),
      };
      const found = flooded(from, floods);
      const next = lines
        ? { ...found, owner: lined({ ...found, owner: lined(found, phase, floods) }, phase, floods) }
        : found;
      const cheaper = anyUnequal([next.cost, from.cost], [next.way, from.way]);
      const known = anyUnequal([next.owner, from.owner]);
      const other = anyUnequal([next.owner, from.before]);
      const counted = pointwise([rounds, phase], ([r = input(0), p = input(1)]) =>
        numeric('add', r, select(is(p, ENDED), constant(1), constant(0))),
      );
      return {
        ...next,
        rounds: counted,
        phase: pointwise(
          [cheaper, known, other, phase, counted],
          ([c = input(0), k = input(1), o = input(2), p = input(3), r = input(4)], upload) => {
            const isLast = test('or', test('not', o), test('greaterEqual', r, upload(ROUNDS)));
            const ended = select(isLast, constant(DONE), constant(ENDED));
            // lines are looked for once owners are known
            const still = lines ? select(is(p, LINES), ended, constant(LINES)) : ended;
            const after = select(k, select(is(p, LINES), constant(LINES), constant(OWNERS)), still);
            return select(is(p, DONE), constant(DONE), select(c, constant(COSTS), after));
          },
          'f32',
        ),
      };
    },
    measure: ({ phase }) => pointwise([phase], ([p = input(0)]) => test('notEqual', p, constant(DONE)), 'f32'),
    below: 0.5,
    check: 2,
    complete: true,
    max: ITERATIONS,
  });
  return kernelOf({
    kernel: 'segment/compactLabel',
    inputs: { markers: { node: markers, reach: everywhere(markers) }, owner: { node: state.owner } },
    constants: { IS_COMPACT: compactness > 0 },
    outputs: { dst: describedAs(markers, { dtype: 'i32' }) },
    params: names,
  });
}

/** 1 where two nodes of any pair differ anywhere: f32, one voxel. */
function anyUnequal(...pairs: readonly (readonly [Node, Node])[]): Node {
  return max(
    pointwise(
      pairs.flat(),
      (args) =>
        pairs
          .map((_, at) => test('notEqual', args[2 * at] ?? input(0), args[2 * at + 1] ?? input(1)))
          .reduce((a, b) => test('or', a, b)),
      'f32',
    ),
  );
}

/** Once there and back along every axis. */
function flooded(owned: Owned, floods: Floods): Owned {
  const axes = activeAxes(owned.cost.shape);
  const swept = [...axes]
    .reverse()
    .reduce((from, axis) => along(along(from, floods, axis, false), floods, axis, true), owned);
  return floods.connectivity === 1 || axes.length === 1 ? swept : near(swept, floods);
}

function along(owned: Owned, floods: Floods, axis: SpatialAxis, back: boolean): Owned {
  const isX = axis === 'x';
  const { shape } = owned.cost;
  const length = 2 ** Math.ceil(Math.log2(isX ? Math.ceil(shape.x / 4) : shape[axis]));
  return relaxed(
    owned,
    floods,
    { [axis]: 'all' },
    {
      kernel: isX ? 'segment/compactX' : 'segment/compactRows',
      constants: isX ? { IS_BACK: back } : { IS_BACK: back, IS_Z: axis === 'z' },
      along: isX ? 'y' : axis,
      tile: isX ? { x4: length } : { y: length },
    },
  );
}

function near(owned: Owned, floods: Floods): Owned {
  const around = Object.fromEntries(activeAxes(owned.cost.shape).map((axis) => [axis, reach(axis, 1)]));
  return relaxed(owned, floods, around, {
    kernel: 'segment/compactNear',
    constants: { MOST_AXES: floods.connectivity },
  });
}

type How = Pick<Parameters<typeof kernel>[0], 'kernel' | 'constants' | 'along' | 'tile'>;

function relaxed(
  { cost, way, owner, before }: Owned,
  { ground, names, compactness }: Floods,
  around: NonNullable<Parameters<typeof kernel>[0]['inputs'][string]['reach']>,
  how: How,
): Owned {
  const [to_cost, to_way, to_owner] = kernel({
    ...how,
    inputs: {
      cost: { node: cost, reach: around },
      way: { node: way, reach: around },
      owner: { node: owner, reach: around },
      before: { node: before, reach: around },
      ground: { node: ground, reach: around },
    },
    outputs: { to_cost: describedAs(cost, {}), to_way: describedAs(way, {}), to_owner: describedAs(owner, {}) },
    constants: { ...how.constants, IS_COMPACT: compactness > 0 },
    params: { ...names, compactness },
  }) as [Node, Node, Node];
  return { cost: to_cost, way: to_way, owner: to_owner, before };
}

/** Who owns what, or lines: where neighbours that were taken before have several numbers. */
function lined(
  { cost, way, owner }: Owned,
  phase: Node,
  { ground, names, compactness, connectivity, markers }: Floods,
): Node {
  const around = Object.fromEntries(activeAxes(cost.shape).map((axis) => [axis, reach(axis, 1)]));
  return kernelOf({
    kernel: 'segment/lines',
    inputs: {
      cost: { node: cost, reach: around },
      way: { node: way, reach: around },
      owner: { node: owner, reach: around },
      ground: { node: ground },
      markers: { node: markers, reach: everywhere(markers) },
      phase: { node: phase },
    },
    outputs: { dst: describedAs(owner, {}) },
    constants: { MOST_AXES: connectivity, IS_COMPACT: compactness > 0 },
    params: { ...names, when: LINES },
  });
}

function everywhere({ shape }: Node): Record<string, 'all'> {
  return Object.fromEntries(activeAxes(shape).map((axis) => [axis, 'all' as const]));
}
