/** The networks of the page, and their losses. */
import {
  divide,
  exp,
  type Layer,
  type Loss,
  layer,
  log,
  max,
  mean,
  multiply,
  type Network,
  type Node,
  network,
  softplus,
  subtract,
  sum,
  xavierUniform,
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
  const weights = xavierUniform;
  const hidden = Array.from({ length: depth - 1 }, (_, at): [string, Layer][] => [
    [`dense${at + 1}`, layer.dense({ units, weights })],
    [`bend${at + 1}`, layer[bend]()],
  ]);
  const layers = [...hidden.flat(), [`dense${depth}`, layer.dense({ units: 1, weights })] as const];
  return network(layer.sequential(Object.fromEntries(layers)), { input: { c: 2 }, seed });
}

/** The mean of -log of the probability that the network gives to the kind that a point has. */
export const pointLoss: Loss = (made, target) => mean(subtract(softplus(made), multiply(made, target)));

/** From 8 x 8 pixels to a number for each digit. */
export function digitNetwork(filters: number, seed: number): Network {
  return network(
    layer.sequential({
      conv1: layer.conv({ filters }),
      relu1: layer.relu(),
      conv2: layer.conv({ filters: 2 * filters, stride: 2 }),
      relu2: layer.relu(),
      dense: layer.dense({ units: 10 }),
    }),
    { input: { y: 8, x: 8 }, seed },
  );
}

/** The mean of -log of the probability that the network gives to the digit that it is; `target` has 1 there along c. */
export const digitLoss: Loss = (made, target) => {
  const below = subtract(made, max(made, { axes: 'c' }));
  const all = log(sum(exp(below), { axes: 'c' }));
  return mean(subtract(all, sum(multiply(below, target), { axes: 'c' })));
};

/** How probable each digit is, along c. */
export function probabilities(made: Node): Node {
  const shares = exp(subtract(made, max(made, { axes: 'c' })));
  return divide(shares, sum(shares, { axes: 'c' }));
}
