/** Connected voxels of equal value, numbered: what labels are made of. */
import { type Axis, formatShape, ROW_AXES, type Shape } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernel, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { cumulativeSum } from '../measure/cumulativeSum.js';

/** Bits of a word. */
const WORD = 32;
/** Links are places, counted as i32 when they are followed. */
const MOST_PLACES = 2 ** 31 - 1;
const EVERYWHERE = { n: 'all', c: 'all', z: 'all', y: 'all', x: 'all' } as const;

export interface Components {
  /** i32: 0 where the image has the background's value, else 1 for the component whose first voxel comes first in memory, and so on. */
  readonly labels: Node;
  /** How many there are, of each n and c. */
  readonly count: Node;
}

/** Numbers the components of a volume of whole numbers; voxels touch that differ along up to `connectivity` axes. */
export function components(src: Node, background: number, connectivity: number, refuse: RefuseCall): Components {
  const { shape } = src;
  const places = ROW_AXES.reduce((product, axis) => product * shape[axis], 4 * Math.ceil(shape.x / 4));
  if (places > MOST_PLACES) refuse(`the image must have at most ${MOST_PLACES} voxels`, formatShape(shape));
  const words = describedAs(src, { dtype: 'u32', shape: { ...shape, x: Math.ceil(shape.x / WORD) } });
  const [inside, starts, links] = united(src, words, background, connectivity);
  const [roots, counts] = kernel({
    kernel: 'segment/roots',
    inputs: { starts: { node: starts }, links: { node: links, reach: EVERYWHERE } },
    outputs: { roots: words, counts: words },
  }) as [Node, Node];
  const { before, count } = ranks(counts);
  const named = kernelOf({
    kernel: 'segment/named',
    inputs: { roots: { node: roots }, before: { node: before } },
    outputs: { named: describedAs(links, {}) },
    atomics: ['named'],
    domain: words.shape,
  });
  const labels = kernelOf({
    kernel: 'segment/numbers',
    inputs: {
      inside: { node: inside, reach: { x: 'all' } },
      starts: { node: starts, reach: { x: 'all' } },
      links: { node: links, reach: EVERYWHERE },
      named: { node: named, reach: EVERYWHERE },
    },
    outputs: { dst: describedAs(src, { dtype: 'i32' }) },
    tile: { x4: WORD / 4 },
  });
  return { labels, count };
}

/** Words of what is inside, words of where runs begin, and the links. */
function united(src: Node, words: ReturnType<typeof describedAs>, background: number, connectivity: number) {
  const { shape } = src;
  const near = shape.y > 1 ? 1 : 0;
  const rows = shape.z > 1 ? (connectivity > 1 && shape.y > 1 ? 4 : 2) : near;
  const nodes = kernel({
    kernel: 'segment/unite',
    inputs: {
      src: {
        node: src,
        as: DTYPES[src.dtype].min < 0 ? 'i32' : 'u32',
        loads: 1 + rows,
        reach: { x: 'all', y: { ...reach('y', 1), clamps: true }, z: { ...reach('z', 1, 0), clamps: true } },
      },
    },
    outputs: { inside: words, starts: words, links: describedAs(src, { dtype: 'u32', shape: padded(shape) }) },
    atomics: ['links'],
    constants: { HAS_ASIDE: connectivity > 1 },
    params: {
      background: background >>> 0,
      rows,
      aside: connectivity > 1 ? 1 : 0,
      far_aside: connectivity > 2 ? 1 : 0,
    },
  });
  return nodes as [Node, Node, Node];
}

/** Whole groups of four along x: one voxel would broadcast, and not be reached by its place. */
const padded = (shape: Shape): Shape => ({ ...shape, x: 4 * Math.ceil(shape.x / 4) });

/** How many of the counts stand before each, in the order of memory, and how many there are, of each n and c. */
function ranks(counts: Node): { before: Node; count: Node } {
  const scans: [Node, Node][] = [];
  let total = counts;
  for (const axis of ['x', 'y', 'z'] as const) {
    const upTo = cumulativeSum(total, { axis });
    scans.push([upTo, total]);
    total = lastAlong(upTo, axis, upTo.shape);
  }
  const flat = scans.flat();
  const before = pointwise(flat, (args) =>
    [0, 2, 4]
      .map((at) => numeric('subtract', args[at] ?? input(at, 'u32'), args[at + 1] ?? input(at + 1, 'u32')))
      .reduce((a, b) => numeric('add', a, b)),
  );
  return { before, count: pointwise([total], ([sum = input(0, 'u32')]) => sum, 'i32') };
}

function lastAlong(node: Node, axis: Axis, shape: Shape): Node {
  return shape[axis] === 1 ? node : crop(node, { start: { [axis]: shape[axis] - 1 }, size: { [axis]: 1 } });
}
