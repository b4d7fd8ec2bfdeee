/** What parameters begin as. Each is drawn from its own sequence of the seed, chosen by its name: adding a layer changes no other. */
import { type Axis, type Layout, shapeOf, voxels } from '../core/axes.js';
import { HostVolume } from '../core/hostVolume.js';
import { mulberry32 } from '../core/seededRandom.js';

/** How many numbers make one of the result, and of how many of the result one is part. */
export interface Fan {
  readonly inputs: number;
  readonly outputs: number;
}

/** A number of a parameter, given uniform ones in [0, 1). */
export type Initialiser = (fan: Fan, uniform: () => number) => number;

/** A parameter before there is one. */
export interface Initial {
  readonly shape: Readonly<Partial<Record<Axis, number>>>;
  /** The axes that the array has in files: PyTorch's dimensions, in their order. */
  readonly layout: Layout;
  readonly fan: Fan;
  readonly value: Initialiser;
  /** Whether gradients change it; running statistics are kept instead. */
  readonly isTrained: boolean;
}

/** Box and Muller 1958. */
function normal(variance: number, uniform: () => number): number {
  return Math.sqrt(-2 * variance * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A uniform number of a variance. */
function even(variance: number, uniform: () => number): number {
  return Math.sqrt(3 * variance) * (2 * uniform() - 1);
}

/**
 * Normal numbers of the variance 2 / inputs: for layers before a relu, and what layers begin with unless said. He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, equation 10.
 * @example
 * import { heNormal, layer } from 'brightfield';
 * layer.conv({ filters: 8, weights: heNormal });
 */
export const heNormal: Initialiser = ({ inputs }, uniform) => normal(2 / inputs, uniform);

/**
 * Uniform numbers of the variance 2 / inputs, from -√(6 / inputs) to √(6 / inputs). Source as `heNormal`.
 * @example
 * import { heUniform, layer } from 'brightfield';
 * layer.conv({ filters: 8, weights: heUniform });
 */
export const heUniform: Initialiser = ({ inputs }, uniform) => even(2 / inputs, uniform);

/**
 * Normal numbers of the variance 2 / (inputs + outputs): for layers before a tanh. Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, equation 12.
 * @example
 * import { layer, xavierNormal } from 'brightfield';
 * layer.dense({ units: 8, weights: xavierNormal });
 */
export const xavierNormal: Initialiser = ({ inputs, outputs }, uniform) => normal(2 / (inputs + outputs), uniform);

/**
 * Uniform numbers of the variance 2 / (inputs + outputs): equation 16 of the same.
 * @example
 * import { layer, xavierUniform } from 'brightfield';
 * layer.dense({ units: 8, weights: xavierUniform });
 */
export const xavierUniform: Initialiser = ({ inputs, outputs }, uniform) => even(2 / (inputs + outputs), uniform);

/**
 * Uniform numbers from -1/√inputs to 1/√inputs: what PyTorch fills the weights of convolutions and `Linear` with.
 * @example
 * import { layer, network, torchUniform } from 'brightfield';
 * const net = network(layer.dense({ units: 1, weights: torchUniform }), { input: { c: 4 } });
 * Math.max(...net.parameters.weight.data); // below 0.5
 */
export const torchUniform: Initialiser = ({ inputs }, uniform) => even(1 / (3 * inputs), uniform);

export const zeros: Initialiser = () => 0;
export const ones: Initialiser = () => 1;

/** The parameter of a name, as it begins. */
export function drawn(name: string, { shape, layout, fan, value }: Initial, seed: number): HostVolume {
  const uniform = mulberry32(hashOf(name) ^ Math.imul(seed + 1, 0x9e3779b1));
  const data = Float32Array.from({ length: voxels(shapeOf(shape)) }, () => value(fan, uniform));
  return new HostVolume({ shape, data, layout });
}

/** 32 bits of a name: G. Fowler, L. Noll, K.-P. Vo's hash, FNV-1a. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
