/** Eigenvalues of a small symmetric matrix at every voxel. */
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';

/**
 * The eigenvalues, descending, of the symmetric matrix at every voxel: 3 components along c are the upper half `yy yx xx` of a 2 x 2
 * matrix, 6 the upper half `zz zy zx yy yx xx` of a 3 x 3 one, as `hessianMatrix` and `structureTensor` give them. f32 with 2 or 3 channels.
 * scikit-image's `hessian_matrix_eigvals` and `structure_tensor_eigenvalues`. Closed form, to 4e-7 of the greatest
 * |eigenvalue| also where eigenvalues are equal or nearly so: the one that stands apart from Smith's (1961) equation, the others across its eigenvector. NaN
 * where a component is not finite. The gradient is that of the eigenvectors: where eigenvalues are equal, one of those that there are. Throws `ArgumentError` for another number of components.
 * @example
 * import { HostVolume, openEngine, symmetricEigenvalues } from 'brightfield';
 * using engine = await openEngine();
 * const matrix = new HostVolume({ shape: { c: 3 }, data: Float32Array.of(2, 1, 2) });
 * using found = await engine.run(symmetricEigenvalues(matrix));
 * (await found.read()).data; // 3, 1
 */
export const symmetricEigenvalues = defineOp({
  name: 'symmetricEigenvalues',
  summary: 'Find the eigenvalues of a symmetric matrix at every voxel.',
  alsoKnownAs: ['hessian_matrix_eigvals', 'structure_tensor_eigenvalues'],
  inputs: [{ name: 'src', doc: 'The upper half of a matrix of 2 or 3 rows, along c.' }],
  params: {},
  lower([src], _params, refuse) {
    const { c } = src.shape;
    if (c !== 3 && c !== 6) refuse('the matrix must have 3 or 6 components along c', `c=${c}`);
    const ROWS = c === 3 ? 2 : 3;
    const shape = { ...src.shape, c: ROWS };
    return kernelOf({
      kernel: 'features/eigenvalues',
      inputs: { src: { node: src, as: 'f32', loads: c / ROWS, reach: { c: 'all' } } },
      outputs: { dst: describedAs(src, { dtype: 'f32', shape, layout: withAxes(src.layout, shape) }) },
      constants: { ROWS },
      along: 'c',
      tile: { y: ROWS },
      gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && givenBack(given, src, ROWS)] },
    });
  },
});

function givenBack(given: Node, src: Node, ROWS: number): Node {
  const { c } = src.shape;
  return kernelOf({
    kernel: 'features/eigenvaluesBack',
    inputs: {
      src: { node: src, as: 'f32', loads: 1, reach: { c: 'all' } },
      given: { node: given, as: 'f32', loads: 1, reach: { c: 'all' } },
    },
    outputs: { dst: describedAs(src, { dtype: 'f32' }) },
    constants: { ROWS },
    along: 'c',
    tile: { y: c },
    gradient: { kind: 'none', why: 'the gradient of a gradient of eigenvalues' },
  });
}
