/** Functions between the layers of networks, from their definitions. */
import type { Field } from './field.js';

/** 2/√π ∫₀ˣ e^(-t²) dt by the series e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!, all of whose terms have one sign. */
export function erf(x: number): number {
  if (!(Math.abs(x) < 6)) return Number.isNaN(x) ? x : Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 / (1 + e^-x) */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

const each = (src: Field, f: (x: number) => number): Field => ({ shape: src.shape, data: src.data.map(f) });

export const relu = (src: Field): Field => each(src, (x) => Math.max(x, 0));
export const leakyRelu = (src: Field, slope: number): Field => each(src, (x) => (x > 0 ? x : slope * x));
export const elu = (src: Field, alpha: number): Field => each(src, (x) => (x > 0 ? x : alpha * Math.expm1(x)));
export const sigmoid = (src: Field): Field => each(src, logistic);
export const silu = (src: Field): Field => each(src, (x) => x * logistic(x));
export const tanh = (src: Field): Field => each(src, Math.tanh);

export function gelu(src: Field, approximate: string): Field {
  if (approximate === 'none') return each(src, (x) => (x / 2) * (1 + erf(x / Math.SQRT2)));
  return each(src, (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))));
}

export const softplus = (src: Field, beta: number): Field =>
  each(src, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(beta * x))) / beta);
