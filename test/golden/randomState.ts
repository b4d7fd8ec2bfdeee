/**
 * numpy.random.RandomState(seed), of which golden numbers were made: Matsumoto and Nishimura 1998 (MT19937). Numbers from 0 to 1 of 53 bits.
 */
function uniformOf(seed: number): () => number {
  const N = 624;
  const state = new Uint32Array(N);
  state[0] = seed >>> 0;
  for (let i = 1; i < N; i++) {
    const before = state[i - 1] as number;
    state[i] = (Math.imul(1812433253, before ^ (before >>> 30)) + i) >>> 0;
  }
  let at = N;
  const next = (): number => {
    if (at === N) {
      for (let i = 0; i < N; i++) {
        const y = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % N] as number) & 0x7fffffff);
        state[i] = (state[(i + 397) % N] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
}

/** standard_normal: Marsaglia's polar method. */
export function standardNormal(seed: number, count: number): Float64Array {
  const uniform = uniformOf(seed);
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i += 2) {
    let [a, b, square] = [0, 0, 0];
    do {
      a = 2 * uniform() - 1;
      b = 2 * uniform() - 1;
      square = a * a + b * b;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    numbers[i] = factor * b;
    if (i + 1 < count) numbers[i + 1] = factor * a;
  }
  return numbers;
}

/** poisson: products of uniform numbers below a mean of 10, else transformed rejection (Hörmann 1993, PTRS). */
export function poisson(seed: number, means: ArrayLike<number>): Float64Array {
  const uniform = uniformOf(seed);
  const logFactorials = [0];
  const logFactorial = (k: number): number => {
    for (let i = logFactorials.length; i <= k; i++) logFactorials.push((logFactorials[i - 1] as number) + Math.log(i));
    return logFactorials[k] as number;
  };
  const few = (mean: number): number => {
    const least = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > least; product *= uniform()) count++;
    return count;
  };
  const many = (mean: number): number => {
    const root = Math.sqrt(mean);
    const b = 0.931 + 2.53 * root;
    const a = -0.059 + 0.02483 * b;
    const inverse = 1.1239 + 1.1328 / (b - 3.4);
    for (;;) {
      const u = uniform() - 0.5;
      const v = uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      const left = Math.log(v) + Math.log(inverse) - Math.log(a / (us * us) + b);
      if (left <= k * Math.log(mean) - mean - logFactorial(k)) return k;
    }
  };
  return Float64Array.from(means, (mean) => (mean === 0 ? 0 : mean < 10 ? few(mean) : many(mean)));
}
