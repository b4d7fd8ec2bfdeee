/** What all drawings share: text that is safe in a page, logarithmic axes, numbers for people. */

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Places along a logarithmic axis. */
export interface LogAxis {
  readonly at: (value: number) => number;
  /** Powers of ten and what is between them, where there is room. */
  readonly ticks: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** An axis over some values, from pixel `from` to pixel `to`; `pad` widens it by that factor at both ends. */
export function logAxis(values: readonly number[], from: number, to: number, pad = 1.15): LogAxis {
  const real = values.filter((value) => Number.isFinite(value) && value > 0);
  const low = (real.length ? Math.min(...real) : 1) / pad;
  const high = (real.length ? Math.max(...real) : 10) * pad;
  const at = (value: number): number => from + ((Math.log(value) - Math.log(low)) / Math.log(high / low)) * (to - from);
  const decades = Math.log10(high / low);
  const steps = decades > 3 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of steps) {
      const tick = Number(`${step}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  // labels take some 34 pixels
  const most = Math.max(2, Math.floor(Math.abs(to - from) / 34));
  const every = Math.ceil(ticks.length / most);
  return { at, ticks: ticks.filter((_, index) => index % every === 0), low, high };
}

/** A number with at most three digits that mean something: `0.12`, `3.4`, `120`, `4.2k`, `16M`. */
export function short(value: number): string {
  for (const [unit, size] of [
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e4],
  ] as const)
    if (value >= size) return `${short(value / (unit === 'k' ? 1e3 : size))}${unit}`;
  return `${Number(value.toPrecision(value >= 100 ? 3 : 2))}`;
}

export function ratioText(ratio: number): string {
  return `${ratio >= 9.95 ? ratio.toFixed(0) : ratio >= 0.095 ? ratio.toFixed(1) : ratio.toFixed(2)}×`;
}

export function millisecondsText(milliseconds: number): string {
  return `${Number(milliseconds.toPrecision(3))} ms`;
}

export const titled = (text: string): string => `<title>${escaped(text)}</title>`;

/** A coordinate of SVG: a tenth of a pixel is enough. */
export const px = (value: number): string => `${Math.round(value * 10) / 10}`;
