/** Layers that change every number by itself. */
import { elu as eluOf } from '../../ops/network/elu.js';
import { gelu as geluOf } from '../../ops/network/gelu.js';
import { leakyRelu as leakyReluOf } from '../../ops/network/leakyRelu.js';
import { relu as reluOf } from '../../ops/network/relu.js';
import { sigmoid as sigmoidOf } from '../../ops/network/sigmoid.js';
import { silu as siluOf } from '../../ops/network/silu.js';
import { tanh as tanhOf } from '../../ops/network/tanh.js';
import { type Layer, plain } from '../layer.js';

export const relu = (): Layer => plain('relu', (x) => reluOf(x));
export const leakyRelu = (options: { readonly slope?: number } = {}): Layer =>
  plain('leakyRelu', (x) => leakyReluOf(x, options));
export const elu = (): Layer => plain('elu', (x) => eluOf(x));
export const gelu = (): Layer => plain('gelu', (x) => geluOf(x));
export const silu = (): Layer => plain('silu', (x) => siluOf(x));
export const sigmoid = (): Layer => plain('sigmoid', (x) => sigmoidOf(x));
export const tanh = (): Layer => plain('tanh', (x) => tanhOf(x));
