/** The convolution of an image of `w` × `h` with `n` × `n` weights, as a loop over its pixels. */
export function convolved(
  u: Float32Array,
  w: number,
  h: number,
  k: ArrayLike<number>,
  n: number,
  edge: 'reflect' | 'mirror' | 'nearest' | 'constant' | 'wrap',
): Float32Array<ArrayBuffer>;
