/** Tokens as mixtures of the values of others. */
import { broadcastShapes, formatShape, type Shape, sameShape } from '../../core/axes.js';
import { integer } from '../../core/params.js';
import { input, select } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { reshape } from '../geometry/reshape.js';
import { transpose } from '../geometry/transpose.js';
import { multiply } from '../pointwise/arithmetic.js';
import { matmul } from './matmul.js';
import { softmax } from './softmax.js';

/** The features of each head beside one another, the heads along z. */
function byHead(src: Node, heads: number): Node {
  if (heads === 1) return src;
  const { n, c, y, x } = src.shape;
  // between features of a token and tokens there is an axis for the heads: along y, which then changes places
  return transpose(reshape(src, { shape: { n, c, z: y, y: heads, x: x / heads } }), { from: { z: 'y', y: 'z' } });
}

function joined(src: Node, heads: number): Node {
  if (heads === 1) return src;
  const { n, c, y, x } = src.shape;
  return reshape(transpose(src, { from: { z: 'y', y: 'z' } }), { shape: { n, c, z: 1, y, x: heads * x } });
}

/**
 * softmax(Q Kᵀ / √d) V: each token of the query becomes a mixture of the values, by how its d features agree with those of the keys. Tokens lie along y and features along x, a batch
 * along n and c; f32 comes out with the tokens of the query and the features of the values. With `heads` the features are in so many parts, head by head, each
 * of which attends by itself (d is the length of a part); z is then theirs. Where `mask` is 0 a token of the query (y) does not see a key (x); it
 * broadcasts along other axes, and heads lie along its z. A token that sees nothing becomes NaN, as in PyTorch's `scaled_dot_product_attention`.
 *
 * The projections before and behind are layers of their own (`matmul`). All pairs of tokens are held: 4 bytes times queries, keys and heads. Differentiable.
 * Throws `ArgumentError` where keys have other features than the query or another number of tokens than the values, where the heads do not divide the features, and where the mask does not
 * broadcast to the pairs. Source: Vaswani, Shazeer, Parmar et al. 2017, Attention is all you need, equation 1.
 * @example
 * import { attention, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const key = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(100, 0, 0, 100) });
 * const value = new HostVolume({ shape: { y: 2, x: 1 }, data: Float32Array.of(5, 7) });
 * const query = new HostVolume({ shape: { y: 1, x: 2 }, data: Float32Array.of(0, 1) });
 * using result = await engine.run(attention(query, key, value));
 * (await result.read()).data; // 7
 */
export const attention = defineOp({
  name: 'attention',
  summary: 'Mix the values of tokens by how their keys agree with queries.',
  alsoKnownAs: ['scaled_dot_product_attention', 'MultiheadAttention'],
  inputs: [
    { name: 'query', doc: 'What each token looks for: tokens along y, features along x.' },
    { name: 'key', doc: 'What each other token is found by: as many features.' },
    { name: 'value', doc: 'What it says: as many tokens as keys.' },
  ],
  optional: { mask: 'Which keys (x) each query (y) sees: where it is not 0.' },
  params: { heads: integer('In how many parts features attend by themselves.', { default: 1, min: 1, max: 4096 }) },
  lower([query, key, value], { heads }, refuse, { mask }) {
    const d = query.shape.x;
    if (key.shape.x !== d) refuse(`key must have the ${d} features of the query along x`, `${key.shape.x}`);
    if (value.shape.y !== key.shape.y)
      refuse(`value must have the ${key.shape.y} tokens of the keys along y`, `${value.shape.y}`);
    if (d % heads !== 0 || value.shape.x % heads !== 0)
      refuse(`heads must divide the features, ${d} and ${value.shape.x}`, `${heads}`);
    if (heads > 1 && [query, key, value].some(({ shape }) => shape.z !== 1))
      refuse('z must be one voxel long where there are heads', formatShape(query.shape));
    const scores = multiply(
      matmul(byHead(query, heads), byHead(key, heads), { transposeB: true }),
      1 / Math.sqrt(d / heads),
    );
    if (mask) checkMask(mask, scores.shape, refuse);
    const seen = mask ? masked(scores, mask) : scores;
    return joined(matmul(softmax(seen, { axis: 'x' }), byHead(value, heads)), heads);
  },
});

function checkMask(mask: Node, pairs: Shape, refuse: (mustHold: string, got: string) => never): void {
  const joint = broadcastShapes([mask.shape, pairs]);
  if (!joint || !sameShape(joint, pairs))
    refuse(`mask must broadcast to the pairs, ${formatShape(pairs)}`, formatShape(mask.shape));
}

function masked(scores: Node, mask: Node): Node {
  return pointwise([scores, mask], ([s = input(0), m = input(1)], upload) =>
    select(m, s, upload(Number.NEGATIVE_INFINITY)),
  );
}
