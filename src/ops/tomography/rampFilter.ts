/** What the frequencies of projections are multiplied by. */

export const FILTERS = ['ramp', 'shepp-logan', 'cosine', 'hamming', 'hann', 'none'] as const;
export type Filter = (typeof FILTERS)[number];

/**
 * Half a spectrum of an even length: twice the ramp, made of its samples in space so that the mean keeps its due (A. C. Kak, M. Slaney, Principles of computerized tomographic
 * imaging, 1988, chapter 3, eq. 61), times a window. The windows `hamming` and `hann` end a sample early, as NumPy's; of what is not even only that part reaches a real image.
 */
export function rampFilter(length: number, filter: Filter): Float32Array<ArrayBuffer> {
  const half = length / 2;
  if (filter === 'none') return new Float32Array(half + 1).fill(1);
  const window = windows[filter];
  return Float32Array.from({ length: half + 1 }, (_, k) => {
    let ramp = 0.25;
    for (let m = 1; m < length; m += 2)
      ramp -= Math.cos((2 * Math.PI * ((k * m) % length)) / length) / (Math.PI * Math.min(m, length - m)) ** 2;
    return ramp * (window(k, length) + window((length - k) % length, length));
  });
}

/** What stands at the place that has the middle of a window come first. */
const shifted = (k: number, length: number): number => (k + length / 2) % length;

const windows: Readonly<Record<Exclude<Filter, 'none'>, (k: number, length: number) => number>> = {
  ramp: () => 1,
  'shepp-logan'(k, length) {
    const omega = (Math.PI * Math.min(k, length - k)) / length;
    return omega === 0 ? 1 : Math.sin(omega) / omega;
  },
  cosine: (k, length) => Math.sin((Math.PI * shifted(k, length)) / length),
  hamming: (k, length) => 0.54 - 0.46 * Math.cos((2 * Math.PI * shifted(k, length)) / (length - 1)),
  hann: (k, length) => 0.5 - 0.5 * Math.cos((2 * Math.PI * shifted(k, length)) / (length - 1)),
};
