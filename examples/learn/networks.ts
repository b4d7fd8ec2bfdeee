/** The networks of the page, and their losses. */
import {
  binaryCrossEntropyWithLogits,
  crossEntropy,
  heNormal,
  type Layer,
  type Loss,
  layer,
  type Network,
  type Node,
  network,
  softmax,
} from 'brightfield';

export const BENDS = ['tanh', 'relu', 'sigmoid', 'gelu'] as const;
export type Bend = (typeof BENDS)[number];

/** How a network for points is made. */
export interface Build {
  /** Layers with weights: 2 have one hidden layer, 3 have two. */
  readonly depth: 2 | 3;
  readonly units: number;
  readonly bend: Bend;
  readonly seed: number;
}

/** The names of the hidden layers' results. */
export const bendsOf = (depth: number): string[] => Array.from({ length: depth - 1 }, (_, at) => `bend${at + 1}`);

/** From x and y to one number: above 0 where a point is of the second kind. */
export function pointNetwork({ depth, units, bend, seed }: Build): Network {
  const weights = heNormal;
  const hidden = Array.from({ length: depth - 1 }, (_, at): [string, Layer][] => [
    [`dense${at + 1}`, layer.dense({ units, weights })],
    [`bend${at + 1}`, layer[bend]()],
  ]);
  const layers = [...hidden.flat(), [`dense${depth}`, layer.dense({ units: 1, weights })] as const];
  return network(layer.sequential(Object.fromEntries(layers)), { input: { c: 2 }, seed });
}

/** How little the network says of the kind that each point has. */
export const pointLoss: Loss = (made, target) => binaryCrossEntropyWithLogits(made, target);

/** From 8 x 8 pixels to a number for each digit. */
export function digitNetwork(filters: number, seed: number): Network {
  return network(
    layer.sequential({
      conv1: layer.conv({ filters }),
      relu1: layer.relu(),
      conv2: layer.conv({ filters: 2 * filters }),
      relu2: layer.relu(),
      pool: layer.maxPool({ window: 2 }),
      conv3: layer.conv({ filters: 2 * filters }),
      relu3: layer.relu(),
      dense: layer.dense({ units: 10 }),
    }),
    { input: { y: 8, x: 8 }, seed },
  );
}

/** How little the network says of the digit that each is. */
export const digitLoss: Loss = (made, target) => crossEntropy(made, target);

/** How probable each digit is, along c. */
export const probabilities = (made: Node): Node => softmax(made);
