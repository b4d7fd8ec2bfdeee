/** Grey-level curves of scikit-image 0.19, in float64 and before it truncates to the type of the image. */
import type { Field } from './field.js';
import { elementwise } from './pointwise.js';

/** gain · scale · (x / scale)^gamma */
export const adjustGamma = (x: Field, { gamma = 1, gain = 1, scale = 1 } = {}): Field =>
  elementwise([x], (v) => (v / scale) ** gamma * scale * gain);

/** gain · scale · log2(1 + x / scale), or its inverse. */
export const adjustLog = (x: Field, { gain = 1, inverse = false, scale = 1 } = {}): Field =>
  elementwise([x], (v) => (inverse ? 2 ** (v / scale) - 1 : Math.log2(1 + v / scale)) * scale * gain);

/** scale / (1 + e^(gain · (cutoff - x / scale))), or what is left of scale. */
export const adjustSigmoid = (x: Field, { cutoff = 0.5, gain = 10, inverse = false, scale = 1 } = {}): Field =>
  elementwise([x], (v) => {
    const share = 1 / (1 + Math.exp(gain * (cutoff - v / scale)));
    return (inverse ? 1 - share : share) * scale;
  });
