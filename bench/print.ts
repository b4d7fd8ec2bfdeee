/** Results as lines for a terminal. */

import type { Ratio } from '../src/core/statistics.js';
import type { RowResult } from './result.js';
import type { RowShape } from './row.js';

export function shapeText({ c, z, y, x }: RowShape): string {
  return [c, z, y, x].filter((length) => length).join('x');
}

/** Milliseconds with three digits that mean something. */
export function timeText(milliseconds: number): string {
  const digits = milliseconds >= 100 ? 0 : milliseconds >= 10 ? 1 : milliseconds >= 1 ? 2 : 3;
  return `${milliseconds.toFixed(digits)} ms`;
}

const ratioText = (ratio: number): string => (ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2));

const intervalText = ({ median, low, high }: Ratio): string =>
  `${median.toFixed(3)}x (${low.toFixed(3)}-${high.toFixed(3)})`;

export function printed({
  row,
  shape,
  ours,
  shareOfCopy,
  counters,
  peers,
  errors,
  skipped,
  against,
}: RowResult): string {
  const head = `${row.padEnd(46)} ${shapeText(shape).padEnd(12)}`;
  if (skipped) return `${head} left out: ${skipped}`;
  if (!ours)
    return `${head} NO TIME: ${Object.entries(errors ?? {})
      .map((entry) => entry.join(' '))
      .join('; ')}`;
  const share = shareOfCopy === undefined ? '' : `${(100 * shareOfCopy).toFixed(0)} % of copy`;
  const others = Object.entries(peers).map(
    ([name, { median, ratio }]) =>
      `${name} ${timeText(median)} ${ratioText(ratio.median)}x (${ratioText(ratio.low)}-${ratioText(ratio.high)})`,
  );
  const was = against
    ? `before ${timeText(against.before.median)} ${intervalText(against.wall)}, cpu ${intervalText(against.cpu)}`
    : '';
  const gpu = ours.gpu === undefined ? '' : `gpu ${timeText(ours.gpu)}`;
  return [
    head,
    `${timeText(ours.median)} ±${timeText(ours.spread)}`.padEnd(22),
    `cpu ${timeText(ours.cpu)}`.padEnd(13),
    gpu.padEnd(13),
    share.padEnd(13),
    `${counters?.dispatches ?? ''} dispatches`.padEnd(15),
    `first ${timeText(ours.first)}`.padEnd(15),
    [was, ...others, ...Object.entries(errors ?? {}).map(([name, said]) => `${name}: ${said}`)]
      .filter(Boolean)
      .join(', '),
  ].join(' ');
}

/** A change that is smaller than this is not worth a name, however sure it is. */
const MARGIN = 0.03;

/**
 * Rows that became slower or faster, by name: those whose interval lies beyond the margin as a whole. On a software driver it is that of processor time, in
 * which what else the machine does is not counted; on a GPU that of wall time.
 */
export function namedByAgainst(revision: string, results: readonly RowResult[], software: boolean): string {
  const clock = software ? 'cpu' : 'wall';
  const compared = results.flatMap(({ row, against }) => (against ? [{ row, ...against[clock] }] : []));
  const line = ({ row, median, low, high, confidence }: (typeof compared)[number]): string =>
    `  ${row}: ${median >= 1 ? `${median.toFixed(2)} times as fast` : `takes ${(1 / median).toFixed(2)} times as long`} (before over now ${low.toFixed(3)} to ${high.toFixed(3)}, ${(100 * confidence).toFixed(1)} %)`;
  const slower = compared.filter(({ high }) => high < 1 - MARGIN).sort((a, b) => a.median - b.median);
  const faster = compared.filter(({ low }) => low > 1 + MARGIN).sort((a, b) => b.median - a.median);
  const part = (title: string, rows: typeof compared): string[] =>
    rows.length ? [`${title}:`, ...rows.map(line)] : [`${title}: none`];
  return [
    `${compared.length} rows against ${revision}, by more than ${100 * MARGIN} % of ${software ? 'processor' : 'wall'} time:`,
    ...part('slower', slower),
    ...part('faster', faster),
  ].join('\n');
}

/** What went wrong, a line each; empty where nothing did. */
export function toldErrors(results: readonly RowResult[]): string {
  return results
    .flatMap(({ row, errors, skipped }) =>
      skipped ? [] : Object.entries(errors ?? {}).map(([who, said]) => `bench: ${row}: ${who}: ${said}`),
    )
    .join('\n');
}
