/** Connected voxels of equal value, linked to the first of them: what labels, and all that is asked of components, are made of. */
import { formatShape, shapeOf } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import { input } from '../../graph/expr.js';
import { lowered, type Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, EVERYWHERE, kernel, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { comparedAs } from '../compared.js';
import { packed } from '../distance/packed.js';
import { ranks } from '../measure/ranks.js';
import { voxelsOfOne } from './ranked.js';

/** Bits of a word. */
const WORD = 32;
/** Runs of a row of a field, as lib/links has it. */
const ROW = 1024;
/** Links are counted as i32 when they are followed. */
const MOST_RUNS = 2 ** 31 - 1;

/** The components of an image, by the runs that they are made of. A field of numbers by run holds what is known of a component at its first run. */
export interface Components {
  readonly image: Description;
  /** Words of 32 voxels of a row: bits of those that are no background, and of those that begin a run; and how many runs begin before each word. */
  readonly inside: Node;
  readonly starts: Node;
  readonly before: Node;
  /** How many runs there are, of each n and c. */
  readonly runs: Node;
  /** By run: 0, or 1 + a run before it of the same component. */
  readonly links: Node;
}

/** The components of a volume of whole numbers; voxels touch that differ along up to `connectivity` axes. */
export function componentsOf(src: Node, background: number, connectivity: number, refuse: RefuseCall): Components {
  const { shape } = src;
  const most = ROW * Math.ceil(voxelsOfOne(src) / ROW);
  if (most * shape.n * shape.c > MOST_RUNS)
    refuse(`the image must have at most ${MOST_RUNS} voxels, in whole rows of ${ROW}`, formatShape(shape));
  const words = describedAs(src, { dtype: 'u32', shape: { ...shape, x: Math.ceil(shape.x / WORD) } });
  const as = comparedAs(src.dtype);
  const [inside, starts, counts] = kernel({
    kernel: 'segment/runs',
    inputs: { src: { node: src, as, reach: { x: 'all' } } },
    outputs: { inside: words, starts: words, counts: words },
    params: { background: background >>> 0 },
  }) as [Node, Node, Node];
  const { before, count } = ranks(counts, ['x', 'y', 'z']);
  const near = shape.y > 1 ? 1 : 0;
  const rows = shape.z > 1 ? (connectivity > 1 && shape.y > 1 ? 4 : 2) : near;
  const around = { x: 'all', y: { ...reach('y', 1), clamps: true }, z: { ...reach('z', 1, 0), clamps: true } } as const;
  const hasValues = !(isMask(src) && (background === 0 || background === 1));
  const links = kernelOf({
    kernel: 'segment/unite',
    apart: true,
    inputs: {
      src: hasValues ? { node: src, as, loads: 1 + rows, reach: around } : { node: inside },
      inside: { node: inside, reach: around },
      starts: { node: starts, reach: around },
      before: { node: before, reach: around },
    },
    outputs: { links: fieldOf(src) },
    atomics: ['links'],
    constants: { HAS_ASIDE: connectivity > 1, HAS_VALUES: hasValues },
    params: {
      length: shape.x,
      rows,
      aside: connectivity > 1 ? 1 : 0,
      far_aside: connectivity > 2 ? 1 : 0,
    },
    domain: words.shape,
  });
  return { image: describedAs(src, {}), inside, starts, before, runs: count, links };
}

/** Whether a volume holds nothing but 0 and 1, being a test. */
function isMask(node: Node): boolean {
  const { call } = lowered(node);
  return call.kind === 'pointwise' && call.expr.kind === 'test';
}

/** Room for as many runs as there may be. */
function fieldOf(image: Node): Description {
  const { n, c } = image.shape;
  const shape = shapeOf({ n, c, y: Math.ceil(voxelsOfOne(image) / ROW), x: ROW });
  return { shape, dtype: 'u32', spacing: {}, unit: '', layout: '' };
}

/** Numbers by run, from 1 on in the order of memory; and how many there are, of each n and c. */
export function numbered({ runs, links }: Components): { numbers: Node; count: Node } {
  const words = describedAs(links, { shape: { ...links.shape, x: ROW / WORD } });
  const [standing, counts] = kernel({
    kernel: 'segment/standing',
    inputs: { links: { node: links, reach: { x: 'all' } }, count: { node: runs } },
    outputs: { standing: words, counts: words },
  }) as [Node, Node];
  const { before, count } = ranks(counts, ['x', 'y']);
  const numbers = kernelOf({
    kernel: 'segment/numbers',
    apart: true,
    inputs: {
      links: { node: links, reach: EVERYWHERE },
      count: { node: runs },
      standing: { node: standing, reach: EVERYWHERE },
      before: { node: before, reach: EVERYWHERE },
    },
    outputs: { numbers: describedAs(links, {}) },
  });
  return { numbers, count: pointwise([count], ([sum = input(0, 'u32')]) => sum, 'i32') };
}

/** By run: how many voxels its component has, or how many of them are marked, not 0 in a volume that broadcasts to the image. */
export function gathered({ inside, starts, before, runs, links }: Components, marks?: Node): Node {
  const field = kernelOf({
    kernel: 'segment/gathered',
    apart: true,
    inputs: {
      inside: { node: inside },
      starts: { node: starts },
      before: { node: before },
      marks: { node: marks ? packed(marks) : inside },
      links: { node: links, reach: EVERYWHERE },
    },
    outputs: { gathered: describedAs(links, {}) },
    atomics: ['gathered'],
    constants: { HAS_MARKS: marks !== undefined },
    domain: starts.shape,
  });
  return kernelOf({
    kernel: 'segment/spread',
    apart: true,
    inputs: {
      links: { node: links, reach: EVERYWHERE },
      count: { node: runs },
      field: { node: field, reach: EVERYWHERE },
    },
    outputs: { spread: describedAs(links, {}) },
  });
}

/** What a field holds of the run of each voxel, 0 at the background: i32. */
export function shown({ image, inside, starts, before }: Components, field: Node): Node {
  return kernelOf({
    kernel: 'segment/shown',
    apart: true,
    inputs: {
      inside: { node: inside, reach: { x: 'all' } },
      starts: { node: starts, reach: { x: 'all' } },
      before: { node: before, reach: { x: 'all' } },
      field: { node: field, reach: EVERYWHERE },
    },
    outputs: { dst: { ...image, dtype: 'i32' } },
    tile: { x4: WORD / 4 },
  });
}
