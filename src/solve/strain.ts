/**
 * The symmetrised gradient E of a field of vectors v, a volume an axis, and its adjoint. v is what forward differences are compared with, so v along an axis has no voxel at the last
 * position there: it is 0 and stays so. Differences are backward ones, 0 where one of the two voxels does not exist. Components that lie off the diagonal count twice.
 */
import type { SpatialAxis } from '../core/axes.js';
import { HostVolume } from '../core/hostVolume.js';
import type { Node } from '../graph/node.js';
import { source } from '../graph/primitive.js';
import { convolveAxis } from '../ops/filter/convolveAxis.js';
import { add, multiply } from '../ops/pointwise/arithmetic.js';
import type { Variation } from './tvSteps.js';
import type { Vector } from './vectors.js';

export interface Strain {
  /** The two axes of each component. */
  readonly pairs: readonly (readonly [SpatialAxis, SpatialAxis])[];
  /** How many times each component counts. */
  readonly times: readonly (1 | 2)[];
  /** Forward differences of an image. */
  slopes(u: Node): Node[];
  /** Their adjoint, of what is 0 at the last voxels. */
  slopesBack(p: Vector): Node;
  forward(v: Vector): Node[];
  back(q: Vector): Node[];
  /** Zeros of the components at a voxel where there is none. */
  within(p: Vector): Node[];
}

export function strainOf({ axes, slope }: Variation, like: Node): Strain {
  const along = { x: slope[0], y: slope[1], z: slope[2] };
  /** 1 along an axis, but 0 at one of its ends. */
  const butAt = (axis: SpatialAxis, end: number): Node => {
    const data = new Float32Array(like.shape[axis]).fill(1);
    data[end < 0 ? data.length + end : end] = 0;
    return source(new HostVolume({ shape: { [axis]: data.length }, data }));
  };
  const lives = Object.fromEntries(axes.map((axis) => [axis, butAt(axis, -1)]));
  const follows = Object.fromEntries(axes.map((axis) => [axis, butAt(axis, 0)]));
  const alive = (v: Node, axis: SpatialAxis): Node => multiply(v, lives[axis] as Node);
  const ahead = (v: Node, axis: SpatialAxis): Node =>
    convolveAxis(v, { axis, weights: [along[axis], -along[axis]], border: 'nearest' });
  const behind = (v: Node, axis: SpatialAxis, factor: number): Node => {
    const h = factor * along[axis];
    return convolveAxis(v, { axis, weights: [h, -h], origin: -1, border: 'nearest' });
  };
  const behindBack = (q: Node, axis: SpatialAxis): Node =>
    convolveAxis(q, { axis, weights: [-along[axis], along[axis]], border: 'constant', value: 0 });
  const pairs = axes.flatMap((k, at) => axes.slice(at).map((l) => [k, l] as const));
  const of = (v: Vector, axis: SpatialAxis): Node => v[axes.indexOf(axis)] as Node;
  const sum = (nodes: readonly Node[]): Node => nodes.reduce((a, b) => add(a, b));
  return {
    pairs,
    times: pairs.map(([k, l]) => (k === l ? 1 : 2)),
    slopes: (u) => axes.map((axis) => ahead(u, axis)),
    slopesBack: (p) =>
      sum(
        axes.map((axis) =>
          convolveAxis(of(p, axis), {
            axis,
            weights: [-along[axis], along[axis]],
            origin: -1,
            border: 'constant',
            value: 0,
          }),
        ),
      ),
    forward: (v) =>
      pairs.map(([k, l]) =>
        k === l ? alive(behind(of(v, k), k, 1), k) : add(behind(of(v, k), l, 0.5), behind(of(v, l), k, 0.5)),
      ),
    back: (q) =>
      axes.map((k) =>
        sum(
          pairs.flatMap(([a, b], at) => {
            if (a !== k && b !== k) return [];
            const [component, l] = [q[at] as Node, a === k ? b : a];
            if (l === k) return [behindBack(component, k)];
            return [alive(behindBack(multiply(component, follows[l] as Node), l), k)];
          }),
        ),
      ),
    within: (p) => axes.map((axis, k) => alive(p[k] as Node, axis)),
  };
}
