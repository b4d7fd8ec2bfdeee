/** Layers and losses, and what their inputs are given, beside PyTorch's (test/golden/make_layers.py). */
import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import {
  attention,
  batchNorm,
  binaryCrossEntropyWithLogits,
  crossEntropy,
  elu,
  gelu,
  groupNorm,
  huberLoss,
  instanceNorm,
  layerNorm,
  logSoftmax,
  maxPool,
  meanAbsoluteError,
  meanPool,
  resize,
  silu,
  softmax,
  softplus,
  upsampleNearest,
} from '../../../src/registry.js';
import golden from '../../golden/layers.json' with { type: 'json' };
import { sharedContext } from '../shared.js';

interface Tensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
interface Case {
  readonly inputs: readonly Tensor[];
  readonly others: Readonly<Record<string, Tensor>>;
  readonly result: Tensor;
  readonly cotangent: Tensor;
  readonly gradients: readonly Tensor[];
  readonly kept?: Readonly<Record<string, Tensor>>;
}
type Others = Readonly<Record<string, HostVolume>>;

/** One number is for all, a row lies along `vector`; tokens have no channels. */
function hostOf({ shape, data }: Tensor, vector: 'c' | 'x'): HostVolume {
  const [n = 1, c = 1, y = 1, x = 1] = shape;
  const lengths =
    shape.length === 4
      ? { n, c, y, x }
      : shape.length === 3
        ? { n, y: c, x: y }
        : shape.length === 1
          ? { [vector]: n }
          : {};
  return new HostVolume({ shape: lengths, data: Float32Array.from(data) });
}

const affine = (scale: Node | undefined, shift: Node | undefined) => ({ scale, shift });
const pool = { window: 3, stride: 2, padding: 1 };
const NETWORK: Readonly<Record<keyof typeof golden, (inputs: readonly Node[], others: Others) => Node>> = {
  gelu: ([x]) => gelu(x as Node),
  geluTanh: ([x]) => gelu(x as Node, { approximate: 'tanh' }),
  softplus: ([x]) => softplus(x as Node, { beta: 2 }),
  elu: ([x]) => elu(x as Node, { alpha: 1.5 }),
  silu: ([x]) => silu(x as Node),
  softmax: ([x]) => softmax(x as Node),
  logSoftmax: ([x]) => logSoftmax(x as Node),
  maxPool: ([x]) => maxPool(x as Node, pool),
  meanPool: ([x]) => meanPool(x as Node, pool),
  meanPoolWithout: ([x]) => meanPool(x as Node, { ...pool, countPadding: false }),
  upsampleNearest: ([x]) => upsampleNearest(x as Node),
  resize: ([x]) => resize(x as Node, { outputShape: { y: 6, x: 8 }, order: 1, border: 'nearest' }),
  groupNorm: ([x, a, b]) => groupNorm(x as Node, { groups: 2, ...affine(a, b) }),
  instanceNorm: ([x, a, b]) => instanceNorm(x as Node, affine(a, b)),
  layerNorm: ([x, a, b]) => layerNorm(x as Node, { axes: 'x', ...affine(a, b) }),
  batchNorm: ([x, a, b], { mean, variance }) =>
    batchNorm(x as Node, { momentum: 0.3, ...affine(a, b), runningMean: mean, runningVariance: variance }).result,
  batchNormKnown: ([x, a, b], { mean, variance }) =>
    batchNorm(x as Node, { training: false, ...affine(a, b), runningMean: mean, runningVariance: variance }).result,
  crossEntropy: ([x], { labels }) => crossEntropy(x as Node, labels as HostVolume),
  crossEntropyWeighed: ([x], { labels, weight }) =>
    crossEntropy(x as Node, labels as HostVolume, { weight, ignoreIndex: 255, labelSmoothing: 0.2 }),
  crossEntropyShares: ([x], { shares, weight }) =>
    crossEntropy(x as Node, shares as HostVolume, { weight, labelSmoothing: 0.1 }),
  binary: ([x], { target }) => binaryCrossEntropyWithLogits(x as Node, target as HostVolume, { positiveWeight: 2.5 }),
  huber: ([x], { target }) => huberLoss(target as HostVolume, x as Node, { delta: 0.7 }),
  meanAbsoluteError: ([x], { target }) => meanAbsoluteError(target as HostVolume, x as Node),
  attention: ([q, k, v]) => attention(q as Node, k as Node, v as Node, { heads: 2 }),
  multihead: ([q, k, v]) => attention(q as Node, k as Node, v as Node, { heads: 2 }),
};

function expectNear(actual: ArrayLike<number>, { data }: Tensor, what: string): void {
  expect(actual.length, what).toBe(data.length);
  const size = Math.max(...data.map(Math.abs));
  const error = Math.max(...data.map((item, at) => Math.abs(item - (actual[at] ?? Number.NaN))));
  // f32 against f64, by the largest number
  expect(error / size, what).toBeLessThan(2e-6);
}

test.each(Object.entries(NETWORK))('%s', async (name, build) => {
  const { inputs, others, result, cotangent, gradients, kept } = golden[name as keyof typeof golden] as Case;
  const vector = name === 'layerNorm' ? 'x' : 'c';
  const nodes = inputs.map((tensor) => source(hostOf(tensor, vector)));
  const hosts = Object.fromEntries(Object.entries(others).map(([key, tensor]) => [key, hostOf(tensor, 'c')]));
  const node = build(nodes, hosts);
  const slopes = gradientOf(node, nodes, { cotangent: hostOf(cotangent, 'c') });
  const outputs: Record<string, Node> = { result: node };
  for (const [at, slope] of slopes.entries()) outputs[`gradient ${at}`] = slope;
  const wanted: Record<string, Tensor> = { result };
  for (const [at, gradient] of gradients.entries()) wanted[`gradient ${at}`] = gradient;
  if (kept) {
    const { mean, variance } = batchNorm(nodes[0] as Node, {
      momentum: 0.3,
      runningMean: hosts.mean,
      runningVariance: hosts.variance,
    });
    Object.assign(outputs, { mean, variance });
    Object.assign(wanted, kept);
  }
  const volumes = await new Engine(sharedContext()).run(outputs);
  for (const [key, volume] of Object.entries(volumes)) {
    expectNear((await volume.read()).data as Float32Array, wanted[key] as Tensor, key);
    volume.dispose();
  }
});
