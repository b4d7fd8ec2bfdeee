/** What is kept of the objects of an image, by what is known of each of them. */
import { constant, type Expr, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise, type Upload } from '../../graph/primitive.js';
import { innerOf } from '../geodesic/inner.js';
import { componentsOf, gathered, shown } from './components.js';

/** A test of what is known of the object of a voxel, as i32. */
type Holds = (known: Expr, upload: Upload) => Expr;

/** The number of voxels of the object of each voxel, 0 at the background. */
export function sizes(src: Node, connectivity: number, refuse: RefuseCall): Node {
  const components = componentsOf(src, 0, connectivity, refuse);
  return shown(components, gathered(components));
}

/** Not 0 where the object of a voxel comes within `margin` voxels of the border. */
export function touching(src: Node, connectivity: number, margin: number, refuse: RefuseCall): Node {
  const components = componentsOf(src, 0, connectivity, refuse);
  return shown(components, gathered(components, backgroundOf(innerOf(src, margin))));
}

/** 1 where a mask is not 0 and hangs together with a voxel of the mask where `seeds` is not 0. */
export function connectedTo(seeds: Node, mask: Node, connectivity: number, refuse: RefuseCall): Node {
  const components = componentsOf(mask, 0, connectivity, refuse);
  return pointwise([shown(components, gathered(components, seeds))], ([hits = input(0, 'i32')]) =>
    test('greater', hits, constant(0, 'i32')),
  );
}

/** The image where a test of what is known of its objects holds, 0 elsewhere, in its own type. */
export function kept(src: Node, known: Node, holds: Holds): Node {
  return pointwise(
    [src, known],
    ([v = input(0), k = input(1, 'i32')], upload) => select(holds(k, upload), v, constant(0, v.type)),
    src.dtype,
  );
}

/** A mask, 1 where the image is 0. */
export function backgroundOf(src: Node): Node {
  return pointwise([src], ([v = input(0)]) => test('equal', v, constant(0, v.type)));
}

/** 1 where the image is not 0, or where a test of what is known of the components of its background holds. */
export function filledWhere(background: Node, known: Node, holds: Holds): Node {
  return pointwise(
    [background, known],
    ([b = input(0), k = input(1, 'i32')], upload) =>
      test('or', test('equal', b, constant(0, b.type)), holds(k, upload)),
    'u8',
  );
}
