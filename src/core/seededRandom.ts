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
