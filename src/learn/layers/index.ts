/** The layers of networks, by their names. */
export {
  elu,
  gelu,
  leakyRelu,
  logSoftmax,
  relu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from './activations.js';
export { type AttentionOptions, attention } from './attention.js';
export { type ConvOptions, conv } from './conv.js';
export { type ConvTransposeOptions, convTranspose, resizeConv } from './convTranspose.js';
export { type DenseOptions, dense, linear } from './dense.js';
export { dropout, dropoutChannels } from './dropout.js';
export { batchNorm, groupNorm, instanceNorm, layerNorm } from './norms.js';
export { globalMean, maxPool, meanPool, pixelShuffle, pixelUnshuffle, upsample } from './pools.js';
export { recomputed } from './recomputed.js';
export { type Layers, residual, sequential } from './sequential.js';
export { type UnetOptions, unet } from './unet.js';
