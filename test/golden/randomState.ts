/** numpy.random.RandomState(seed).standard_normal: Matsumoto and Nishimura 1998 (MT19937), Marsaglia's polar method. What golden numbers were made with. */
export function standardNormal(seed: number, count: number): Float64Array {
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
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
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
