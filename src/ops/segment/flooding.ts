/** Flooding from markers: which voxel each one is flooded from, as a queue by value and time of entry would have it. */
import { activeAxes, type SpatialAxis, voxels } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { fixedPoint, keysOf, neighbours } from '../geodesic/geodesic.js';
import { max } from '../measure/max.js';
import { extreme } from '../morphology/extreme.js';

const NONE = constant(0, 'u32');
/** The number of shaders/lib/flood.wgsl. */
const NOT_YET = 0xffffffff;

/** The ground upside down, so that the lowest is the greatest: 1 and more, 0 where nothing is flooded. */
export function groundOf(src: Node, mask: Node | undefined): Node {
  const { dtype } = src;
  const whole = isInteger(dtype);
  const { max: highest, compute } = DTYPES[dtype];
  const keys =
    whole && compute === 'f32'
      ? pointwise([src], ([v = input(0)], upload) => numeric('subtract', upload(highest + 1), v), 'u32')
      : keysOf(whole ? src : withoutSign(src), 'erosion');
  const open =
    whole && compute !== 'f32'
      ? pointwise([keys], ([k = input(0, 'u32')]) => numeric('maximum', k, constant(1, 'u32')))
      : keys;
  return mask ? pointwise([open, mask], ([k = input(0), m = input(1)]) => select(m, k, NONE), 'u32') : open;
}

/** -0 is 0. */
function withoutSign(src: Node): Node {
  return pointwise([src], ([v = input(0)]) => select(test('equal', v, constant(0)), constant(0), v), 'f32');
}

/**
 * From where each voxel is flooded, by its place in memory, as the ground is flooded from where markers are not 0: a marker is its own
 * source, and so is what no flood reaches.
 */
export function flooded(ground: Node, markers: Node, connectivity: number): Node {
  const seeds = pointwise([ground, markers], ([g = input(0), m = input(1)]) => select(m, g, NONE), 'u32');
  const level = fixedPoint(seeds, ground, connectivity);
  const known = { level, ground, steps: stepped(level, ground, seeds, connectivity) };
  const start = kernelOf({
    kernel: 'segment/sourceStart',
    inputs: { level: { node: level }, ground: { node: ground } },
    outputs: { dst: describedAs(level, {}) },
  });
  const entered = untilStill(start, (u) => entries(u, known, connectivity));
  const first = firstReached(known, connectivity);
  // ties are broken by ties broken before: those of a level and a step stay once those of all before do
  return untilStill(entered, (u) => entries(sources(u, first, known), known, connectivity));
}

interface Known {
  /** When: greater is earlier, 0 is never. */
  readonly level: Node;
  /** And within a level: fewer is earlier. */
  readonly steps: Node;
  readonly ground: Node;
}

/** How many steps within its level each voxel lies from where the level was entered. */
function stepped(level: Node, ground: Node, seeds: Node, connectivity: number): Node {
  const axes = activeAxes(level.shape);
  const window = { footprint: neighbours(level.shape, connectivity), border: 'ignore', value: 0 } as const;
  const before = extreme(level, window, false);
  const start = pointwise(
    [level, before, seeds],
    ([l = input(0), b = input(1), s = input(2)], upload) =>
      select(s, NONE, select(test('greater', b, l), upload(1, 'u32'), upload(NOT_YET, 'u32'))),
    'u32',
  );
  const pass = (u: Node): Node => {
    const along = [...axes]
      .reverse()
      .reduce((node, axis) => swept(swept(node, level, ground, axis, false), level, ground, axis, true), u);
    return connectivity === 1 || axes.length === 1 ? along : near(along, level, ground, connectivity);
  };
  return untilStill(start, pass);
}

function swept(src: Node, level: Node, ground: Node, axis: SpatialAxis, back: boolean): Node {
  const isX = axis === 'x';
  const reach = { [axis]: 'all' } as const;
  return kernelOf({
    kernel: isX ? 'segment/stepsX' : 'segment/stepsRows',
    inputs: { src: { node: src, reach }, level: { node: level, reach }, ground: { node: ground, reach } },
    outputs: { dst: describedAs(src, {}) },
    constants: { IS_BACK: back },
    along: isX ? 'y' : axis,
    tile: lineTile(src, axis),
  });
}

function near(src: Node, level: Node, ground: Node, connectivity: number): Node {
  const around = Object.fromEntries(activeAxes(src.shape).map((axis) => [axis, reach(axis, 1)]));
  return kernelOf({
    kernel: 'segment/stepsNear',
    inputs: {
      src: { node: src, loads: 9, reach: around },
      level: { node: level, loads: 9, reach: around },
      ground: { node: ground },
    },
    outputs: { dst: describedAs(src, {}) },
    constants: { MOST_AXES: connectivity },
  });
}

/** Which neighbours may flood each voxel. */
function firstReached({ level, steps, ground }: Known, connectivity: number): Node {
  const around = Object.fromEntries(activeAxes(level.shape).map((axis) => [axis, reach(axis, 1)]));
  return kernelOf({
    kernel: 'segment/firstReached',
    inputs: {
      level: { node: level, loads: 9, reach: around },
      steps: { node: steps, loads: 9, reach: around },
      ground: { node: ground },
    },
    outputs: { dst: describedAs(level, {}) },
    constants: { MOST_AXES: connectivity },
  });
}

function inputsOf(src: Node, { level, steps, ground }: Known) {
  const all = everywhere(level);
  return {
    src: { node: src, reach: all },
    level: { node: level, reach: all },
    steps: { node: steps, reach: all },
    ground: { node: ground, reach: all },
  };
}

function sources(src: Node, first: Node, known: Known): Node {
  return kernelOf({
    kernel: 'segment/source',
    inputs: { ...inputsOf(src, known), first: { node: first } },
    outputs: { dst: describedAs(src, {}) },
    constants: { IS_Z: false },
  });
}

/** All lower ground that is flooded at once belongs to the first who comes to it. */
function entries(src: Node, known: Known, connectivity: number): Node {
  const axes = activeAxes(src.shape);
  const along = (node: Node, axis: SpatialAxis, back: boolean): Node =>
    kernelOf({
      kernel: axis === 'x' ? 'segment/entryX' : 'segment/entryRows',
      inputs: inputsOf(node, known),
      outputs: { dst: describedAs(src, {}) },
      constants: { IS_BACK: back, IS_Z: axis === 'z' },
      along: axis === 'x' ? 'y' : axis,
      tile: lineTile(src, axis),
    });
  const swept = [...axes].reverse().reduce((node, axis) => along(along(node, axis, false), axis, true), src);
  if (connectivity === 1 || axes.length === 1) return swept;
  return kernelOf({
    kernel: 'segment/entryNear',
    inputs: inputsOf(swept, known),
    outputs: { dst: describedAs(src, {}) },
    constants: { MOST_AXES: connectivity, IS_Z: false },
  });
}

/** One invocation makes whole lines. */
function lineTile({ shape }: Node, axis: SpatialAxis): { x4: number } | { y: number } {
  const length = 2 ** Math.ceil(Math.log2(axis === 'x' ? Math.ceil(shape.x / 4) : shape[axis]));
  return axis === 'x' ? { x4: length } : { y: length };
}

/** The value at the root of each voxel's way back. */
export function atRoots(values: Node, source: Node): Node {
  return taken(
    values,
    untilStill(source, (place) => taken(place, place)),
  );
}

function taken(src: Node, place: Node): Node {
  return kernelOf({
    kernel: 'segment/taken',
    inputs: { src: { node: src, reach: everywhere(src) }, place: { node: place } },
    outputs: { dst: describedAs(src, {}) },
  });
}

function everywhere({ shape }: Node): Record<string, 'all'> {
  return Object.fromEntries(activeAxes(shape).map((axis) => [axis, 'all' as const]));
}

/** Again until nothing changes; every voxel can change but so often. */
function untilStill(start: Node, body: (u: Node) => Node): Node {
  const { state } = repeat({
    state: { u: start },
    body: ({ u }) => ({ u: body(u) }),
    measure: (next, before) =>
      max(pointwise([next.u, before.u], ([a = input(0), b = input(1)]) => test('notEqual', a, b), 'f32')),
    below: 0.5,
    check: 2,
    complete: true,
    max: Math.min(1e7, 2 * Math.ceil((voxels(start.shape) + 2) / 2)),
  });
  return state.u;
}
