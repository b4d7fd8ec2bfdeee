/** How well a network does on samples that it was not taught. */
import { formatShape, voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { describe } from '../core/params.js';
import type { Engine } from '../engine/engine.js';
import type { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { crop } from '../ops/geometry/crop.js';
import type { Network } from './network.js';
import { functionOf, knownOptions, wholeOf } from './options.js';

export interface Validation {
  readonly images: Input;
  readonly target: Input;
  /** One voxel: the mean over the samples, such as a loss. */
  readonly metric: (made: Node, target: Node) => Node;
  /** Which scores are better; small ones when left out. */
  readonly goal?: 'min' | 'max';
  /** Samples at a time; 256 when left out. */
  readonly batch?: number;
}

/** Refuses a validation that could not be made, before there is anything to validate. */
export function checkValidation(validation: Validation): void {
  const { images, target, metric, goal, batch } = knownOptions('evaluate', validation, KNOWN);
  const [all, wanted] = [toNode(images, 'evaluate', 'images'), toNode(target, 'evaluate', 'target')];
  functionOf('evaluate', 'metric', metric);
  if (batch !== undefined) wholeOf('evaluate', 'batch', batch);
  if (goal !== undefined && goal !== 'min' && goal !== 'max')
    throw new ArgumentError('evaluate', 'goal must be min or max', describe(goal));
  if (wanted.shape.n !== all.shape.n)
    throw new ArgumentError(
      'evaluate',
      `target must have along n the ${all.shape.n} samples of images`,
      `${wanted.shape.n}`,
    );
}

const KNOWN: readonly (keyof Validation)[] = ['images', 'target', 'metric', 'goal', 'batch'];

/**
 * The mean of a metric over samples, some at a time. `parameters` are those of the network unless given. Throws `ArgumentError` where samples and targets are not as many, or the metric is not one voxel.
 * @example
 * import { evaluate, HostVolume, layer, meanSquaredError, network, openEngine } from 'brightfield';
 * const net = network(layer.dense({ units: 1, weights: () => 2 }), { input: { c: 1 } });
 * const images = new HostVolume({ shape: { n: 2 }, data: Float32Array.of(1, 2) });
 * const target = new HostVolume({ shape: { n: 2 }, data: Float32Array.of(2, 5) });
 * using engine = await openEngine();
 * await evaluate(engine, net, net.parameters, { images, target, metric: meanSquaredError }); // 0.5
 */
export async function evaluate(
  engine: Engine,
  net: Network,
  parameters: Readonly<Record<string, Input>>,
  validation: Validation,
): Promise<number> {
  checkValidation(validation);
  const { images, target, metric, batch = 256 } = validation;
  const [all, wanted] = [toNode(images, 'evaluate', 'images'), toNode(target, 'evaluate', 'target')];
  const samples = all.shape.n;
  let total = 0;
  for (let first = 0; first < samples; first += batch) {
    const count = Math.min(batch, samples - first);
    const some = { start: { n: first }, size: { n: count } };
    const score = metric(net.apply(crop(all, some), parameters), crop(wanted, some));
    if (voxels(score.shape) !== 1)
      throw new ArgumentError('evaluate', 'metric must give one voxel', formatShape(score.shape));
    using volume = await engine.run(score);
    total += ((await volume.read()).data[0] as number) * count;
  }
  return total / samples;
}
