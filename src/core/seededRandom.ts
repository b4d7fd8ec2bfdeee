/** Random numbers of a seed, for the few that are drawn on the host: where objects lie, what test images hold. */

/** Uniform numbers in [0, 1) from a 32-bit seed (mulberry32, T. Ettinger 2017): the same on every machine. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Numbers of the gamma distribution of a shape of at least 1 and the scale 1 (G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables, 2000), from uniform
 * ones; normal numbers by Box and Muller 1958.
 */
export function gammaOf(shape: number, uniform: () => number): number {
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
