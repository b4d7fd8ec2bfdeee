/** Connected voxels of equal value, linked to the first of them: what labels, and all that is asked of components, are made of. */
import { formatShape, ROW_AXES, type Shape } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import { input } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, EVERYWHERE, kernel, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { comparedAs } from '../compared.js';
import { packed } from '../distance/packed.js';
import { ranks } from '../measure/ranks.js';

/** Bits of a word. */
const WORD = 32;
/** Links are places, counted as i32 when they are followed. */
const MOST_PLACES = 2 ** 31 - 1;

/** The components of an image. A field of numbers by place holds what is known of a component at its first voxel. */
export interface Components {
  readonly image: Description;
  /** Words of 32 voxels of a row: bits of those that are no background, and of those that begin a run. */
  readonly inside: Node;
  readonly starts: Node;
  /** By place: 0, or 1 + a voxel before it of the same component. */
  readonly links: Node;
}

/** The components of a volume of whole numbers; voxels touch that differ along up to `connectivity` axes. */
export function componentsOf(src: Node, background: number, connectivity: number, refuse: RefuseCall): Components {
  const { shape } = src;
  const places = ROW_AXES.reduce((product, axis) => product * shape[axis], 4 * Math.ceil(shape.x / 4));
  if (places > MOST_PLACES) refuse(`the image must have at most ${MOST_PLACES} voxels`, formatShape(shape));
  const words = describedAs(src, { dtype: 'u32', shape: { ...shape, x: Math.ceil(shape.x / WORD) } });
  const near = shape.y > 1 ? 1 : 0;
  const rows = shape.z > 1 ? (connectivity > 1 && shape.y > 1 ? 4 : 2) : near;
  const [inside, starts, links] = kernel({
    kernel: 'segment/unite',
    inputs: {
      src: {
        node: src,
        as: comparedAs(src.dtype),
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
  }) as [Node, Node, Node];
  return { image: describedAs(src, {}), inside, starts, links };
}

/** Whole groups of four along x: one voxel would broadcast, and not be reached by its place. */
const padded = (shape: Shape): Shape => ({ ...shape, x: 4 * Math.ceil(shape.x / 4) });

/** Numbers by place, from 1 on in the order of memory; and how many there are, of each n and c. */
export function numbered({ starts, links }: Components): { numbers: Node; count: Node } {
  const [roots, counts] = kernel({
    kernel: 'segment/roots',
    inputs: { starts: { node: starts }, links: { node: links, reach: EVERYWHERE } },
    outputs: { roots: starts, counts: starts },
  }) as [Node, Node];
  const { before, count } = ranks(counts, ['x', 'y', 'z']);
  const numbers = kernelOf({
    kernel: 'segment/named',
    inputs: { roots: { node: roots }, before: { node: before } },
    outputs: { named: describedAs(links, {}) },
    atomics: ['named'],
    domain: starts.shape,
  });
  return { numbers, count: pointwise([count], ([sum = input(0, 'u32')]) => sum, 'i32') };
}

/** By place: how many voxels each component has, or how many of them are marked, not 0 in a volume that broadcasts to the image. */
export function gathered({ inside, starts, links }: Components, marks?: Node): Node {
  return kernelOf({
    kernel: 'segment/gathered',
    inputs: {
      inside: { node: inside },
      starts: { node: starts },
      marks: { node: marks ? packed(marks) : inside },
      links: { node: links, reach: EVERYWHERE },
    },
    outputs: { gathered: describedAs(links, {}) },
    atomics: ['gathered'],
    constants: { HAS_MARKS: marks !== undefined },
    domain: starts.shape,
  });
}

/** What a field holds of the component of each voxel, 0 at the background: i32. */
export function shown({ image, inside, starts, links }: Components, field: Node): Node {
  return kernelOf({
    kernel: 'segment/shown',
    inputs: {
      inside: { node: inside, reach: { x: 'all' } },
      starts: { node: starts, reach: { x: 'all' } },
      links: { node: links, reach: EVERYWHERE },
      field: { node: field, reach: EVERYWHERE },
    },
    outputs: { dst: { ...image, dtype: 'i32' } },
    tile: { x4: WORD / 4 },
  });
}
