/**
 * The dual of a support vector machine of two classes, `min ½ Σᵢⱼ aᵢ aⱼ yᵢ yⱼ kᵢⱼ - Σ aᵢ` with 0 <= aᵢ <= C and Σ aᵢ yᵢ = 0, two numbers at a time: those that promise most by the
 * second derivative (Fan, Chen and Lin 2005, Working set selection using second order information).
 */

export interface Machine {
  /** aᵢ yᵢ for each sample: 0 where nothing rests on it. */
  readonly weights: Float64Array;
  readonly bias: number;
  readonly converged: boolean;
}

/** As many steps at most as libsvm allows. */
const MOST_STEPS = 10_000_000;
const TINY = 1e-12;

export function machineOf(
  rows: readonly Float64Array[],
  signs: readonly number[],
  like: (a: Float64Array, b: Float64Array) => number,
  C: number,
  tolerance: number,
): Machine {
  const count = rows.length;
  const kernel = new Map<number, Float64Array>();
  const row = (i: number): Float64Array => {
    let made = kernel.get(i);
    if (!made) {
      made = Float64Array.from(rows, (other) => like(rows[i] as Float64Array, other));
      kernel.set(i, made);
    }
    return made;
  };
  const own = Float64Array.from(rows, (each) => like(each, each));
  const y = Float64Array.from(signs);
  const a = new Float64Array(count);
  const slope = new Float64Array(count).fill(-1);
  const mayRise = (i: number): boolean => (y[i] === 1 ? (a[i] as number) < C : (a[i] as number) > 0);
  const maySink = (i: number): boolean => (y[i] === 1 ? (a[i] as number) > 0 : (a[i] as number) < C);
  for (let step = 0; ; step++) {
    let [i, high] = [-1, Number.NEGATIVE_INFINITY];
    for (let t = 0; t < count; t++) {
      const push = -(y[t] as number) * (slope[t] as number);
      if (mayRise(t) && push >= high) [i, high] = [t, push];
    }
    let [j, low, gain] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const alike = i < 0 ? own : row(i);
    for (let t = 0; t < count; t++) {
      if (!maySink(t)) continue;
      const push = -(y[t] as number) * (slope[t] as number);
      low = Math.min(low, push);
      const room = high - push;
      if (i < 0 || room <= 0) continue;
      const bend = Math.max(TINY, (own[i] as number) + (own[t] as number) - 2 * (alike[t] as number));
      if (-(room * room) / bend <= gain) [j, gain] = [t, -(room * room) / bend];
    }
    const converged = high - low < tolerance;
    if (converged || j < 0 || step === MOST_STEPS)
      return { weights: a.map((each, t) => each * (y[t] as number)), bias: biasOf(a, y, slope, C), converged };
    const bend = Math.max(TINY, (own[i] as number) + (own[j] as number) - 2 * (alike[j] as number));
    const rise = (high + (y[j] as number) * (slope[j] as number)) / bend;
    // aᵢ yᵢ grows by as much as aⱼ yⱼ shrinks, until one of the two meets its bound
    const roomI = y[i] === 1 ? C - (a[i] as number) : (a[i] as number);
    const roomJ = y[j] === 1 ? (a[j] as number) : C - (a[j] as number);
    const moved = Math.min(rise, roomI, roomJ);
    a[i] = moved === roomI ? (y[i] === 1 ? C : 0) : (a[i] as number) + (y[i] as number) * moved;
    a[j] = moved === roomJ ? (y[j] === 1 ? 0 : C) : (a[j] as number) - (y[j] as number) * moved;
    const beside = row(j);
    for (let t = 0; t < count; t++)
      slope[t] = (slope[t] as number) + (y[t] as number) * moved * ((alike[t] as number) - (beside[t] as number));
  }
}

/** From the samples on the margin, or between those that bound it. */
function biasOf(a: Float64Array, y: Float64Array, slope: Float64Array, C: number): number {
  let [sum, free, above, below] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let t = 0; t < a.length; t++) {
    const push = -(y[t] as number) * (slope[t] as number);
    if ((a[t] as number) > 0 && (a[t] as number) < C) {
      sum += push;
      free++;
    } else if ((y[t] === 1) === ((a[t] as number) === 0)) below = Math.max(below, push);
    else above = Math.min(above, push);
  }
  return free > 0 ? sum / free : (above + below) / 2;
}
