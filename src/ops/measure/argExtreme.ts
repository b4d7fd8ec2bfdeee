/** Where the greatest or the least voxel along axes is: the passes that argmax and argmin share. */
import { AXES, type Axis } from '../../core/axes.js';
import { type ComputeType, DTYPES } from '../../core/dtype.js';
import type { Description } from '../../core/hostVolume.js';
import { constant, input, select } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, filled, kernel, pointwise } from '../../graph/primitive.js';
import { checkMask, relabelled, voxelsAlong } from './over.js';
import { KINDS, type Pass, passesOf, piecesOf, withoutAxes } from './reduce.js';

const MOST_PLACES = 2 ** 31;
/** Positions a pass takes where a device cannot bind more: values and places are two volumes. */
const PIECE = 4;

/** The flat index, in C order over the reduced axes, of the first extreme voxel, as i32; -1 of no voxels. */
export function argExtreme(
  src: Node,
  mask: Node | undefined,
  axes: readonly Axis[],
  least: boolean,
  refuse: RefuseCall,
): Node {
  checkMask(src, mask, refuse);
  const places = voxelsAlong(src.shape, axes);
  if (places > MOST_PLACES) refuse(`the reduced axes must hold at most ${MOST_PLACES} voxels`, `${places}`);
  const like = describedAs(withoutAxes(src, axes), { dtype: 'i32' });
  const as = DTYPES[src.dtype].compute;
  let value: Node = src;
  // no voxel is known yet: place 0, and none where the mask is 0
  let place = mask ? startingPlaces(src, mask) : filled(0, describedAs(src, { dtype: 'i32' }));
  const passes = passesOf(src.shape, axes);
  for (const pass of passes) {
    const stride = pass.first ? strideAmong(src, axes, pass.axis) : 0;
    [value, place] = extremePass([value, place], pass, stride, { like, as, least });
  }
  if (passes.length > 0) return place;
  // nothing to compare: every voxel is the first of its own
  const alone = pointwise([src, place], ([, p = input(1)]) => p, 'i32');
  return relabelled(alone, like);
}

/** Values, and where they were found. */
type Found = readonly [value: Node, place: Node];

/** One pass; `stride` is how far apart neighbours along its axis are among the places, 0 once these are found. */
function extremePass(
  [value, place]: Found,
  pass: Pass,
  stride: number,
  how: { readonly like: Description; readonly as: ComputeType; readonly least: boolean },
): Found {
  const { like, as, least } = how;
  const description = describedAs(like, { shape: pass.shape });
  const pieces = piecesOf(value.shape, pass, PIECE);
  const piece = (found: Found, one: Pass): Found => extremePass(found, one, one.first ? stride : 0, how);
  const [nextValue = value, nextPlace = place] = kernel({
    kernel: pass.axis === 'x' ? 'measure/argX' : 'measure/argRows',
    inputs: {
      src: { node: value, as, reach: pass.reach },
      from: { node: place, as: 'i32', reach: pass.reach },
    },
    outputs: { value: describedAs(description, { dtype: as }), place: description },
    constants: { ...pass.constants, KIND: KINDS.indexOf(as), IS_LEAST: least },
    params: { stride },
    along: pass.along,
    narrower: pieces && (() => pieces.reduce(piece, [value, place])),
  });
  return [nextValue, nextPlace];
}

function startingPlaces(src: Node, mask: Node): Node {
  // the image lends its shape: kernels read their inputs voxel by voxel, and a mask may be smaller
  return pointwise([src, mask], ([, m = input(1)]) => select(m, constant(0, 'i32'), constant(-1, 'i32')));
}

/** How far apart neighbours along an axis are in C order over the reduced axes. */
function strideAmong(src: Node, axes: readonly Axis[], axis: Axis): number {
  const faster = AXES.slice(AXES.indexOf(axis) + 1).filter((other) => axes.includes(other));
  return voxelsAlong(src.shape, faster);
}
