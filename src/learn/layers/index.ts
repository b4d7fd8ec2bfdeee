/** The layers of networks, by their names. */
export { elu, gelu, leakyRelu, relu, sigmoid, silu, tanh } from './activations.js';
export { dropout } from './dropout.js';
export {
  type ConvOptions,
  type ConvTransposeOptions,
  conv,
  convTranspose,
  type DenseOptions,
  dense,
} from './filters.js';
export { batchNorm, groupNorm, layerNorm } from './norms.js';
export { globalMean, maxPool, meanPool, upsample } from './pools.js';
export { type Layers, residual, sequential } from './sequential.js';
export { type UnetOptions, unet } from './unet.js';
