/** Layers whose results are not kept for the way back, but made again there. */

import { gradientOf } from '../../adjoint/gradientOf.js';
import type { Shape } from '../../core/axes.js';
import { constant, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { crop } from '../../ops/geometry/crop.js';
import type { Layer, Setting } from '../layer.js';
import { type Layers, sequential } from './sequential.js';

const ONE = { size: { n: 1, c: 1, z: 1, y: 1, x: 1 } };

/** The same numbers, to be had only once another node is there: so what is made of them is no part of what was made before. */
function onceThereIs(x: Node, other: Node): Node {
  return pointwise([asFloat(x), crop(other, ONE)], ([a = input(0), b = input(1)], upload) =>
    // 0 is told when the graph is run: no driver knows that the other is never taken
    select(test('less', upload(0), constant(1)), a, b),
  );
}

/**
 * Layers one after the other, as `sequential` with the same names of parameters, of which training keeps only what they are given: on the way back their results are made again, part by part. The numbers are the same, bit for
 * bit; memory is that of the largest part and of what lies between parts, for one more forward pass of time. Chen, Xu, Zhang, Guestrin 2016, Training deep nets with sublinear memory cost, section 4.
 * Throws `ArgumentError` as `sequential`.
 * @example
 * import { layer, network } from 'brightfield';
 * const part = () => layer.recomputed([layer.conv({ filters: 4 }), layer.relu(), layer.conv({ filters: 4 }), layer.relu()]);
 * const net = network(layer.sequential([part(), part(), part()]), { input: { y: 16, x: 16 } });
 * net.output.c; // 4
 */
export function recomputed(layers: Layers): Layer {
  return recomputing(sequential(layers));
}

/** The same of one layer. */
export function recomputing(inner: Layer): Layer {
  return {
    title: `${inner.title}, recomputed`,
    parameters: (shape) => inner.parameters(shape),
    apply: (x, setting) => (setting.training ? applied(inner, x, setting) : inner.apply(x, setting)),
  };
}

function applied(inner: Layer, x: Node, setting: Setting): Node {
  const names = Object.keys(setting.parameters);
  const initial = inner.parameters(x.shape as Shape);
  const trained = names.filter((name) => initial[name]?.isTrained);
  const named = (nodes: readonly Node[]) => Object.fromEntries(names.map((name, at) => [name, nodes[at] as Node]));
  const operation = defineOp({
    name: inner.title,
    summary: 'Layers whose results are made again on the way back.',
    inputs: [{ name: 'parts', doc: 'What they are given, then their parameters.', variadic: true }],
    params: {},
    lower: ([[given, ...parts]]) => inner.apply(given as Node, { ...setting, parameters: named(parts) }),
    vjp([back], [[given, ...parts]]) {
      if (!back) return [];
      const again = onceThereIs(given as Node, back);
      const parameters = named(parts);
      const made = inner.apply(again, { ...setting, parameters, keep: () => {}, observe: () => {} });
      const [toGiven, ...slopes] = gradientOf(made, [again, ...trained.map((name) => parameters[name] as Node)], {
        cotangent: back,
      });
      return [toGiven, ...names.map((name) => (trained.includes(name) ? slopes[trained.indexOf(name)] : undefined))];
    },
  });
  return operation([x, ...names.map((name) => setting.parameters[name] as Node)]);
}
