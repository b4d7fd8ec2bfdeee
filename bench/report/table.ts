/** All numbers, for those who look a row up. */
import { shapeText } from '../print.js';
import type { BenchFile, RowResult } from '../result.js';
import type { PeerName } from '../row.js';
import { PEER_NAMES } from './comparisons.js';
import { escaped, millisecondsText, ratioText } from './draw.js';

const HEADS = [
  'row',
  'voxels',
  'median',
  '± spread',
  'least',
  'processor',
  'GPU clock',
  'first run',
  'share of copy',
  'dispatches',
  'moved',
  'most memory',
  'peers',
];

const sizeText = (bytes: number): string =>
  bytes >= 2 ** 20 ? `${Number((bytes / 2 ** 20).toPrecision(3))} MiB` : `${Number((bytes / 1024).toPrecision(3))} KiB`;

function cells({ row, shape, dtype, ours, shareOfCopy, counters, peak, peers }: RowResult): string[] {
  const time = (value: number | undefined): string => (value === undefined ? '' : millisecondsText(value));
  const others = Object.entries(peers).map(
    ([name, { median, ratio }]) =>
      `${PEER_NAMES[name as PeerName]} ${millisecondsText(median)} (${ratioText(ratio.median)})`,
  );
  return [
    row,
    `${shapeText(shape)}${dtype === 'u8' ? ' u8' : ''}`,
    time(ours?.median),
    time(ours?.spread),
    time(ours?.minimum),
    time(ours?.cpu),
    time(ours?.gpu),
    time(ours?.first),
    shareOfCopy === undefined ? '' : `${(100 * shareOfCopy).toFixed(0)} %`,
    `${counters?.dispatches ?? ''}`,
    counters ? sizeText(counters.bytesRead + counters.bytesWritten) : '',
    peak === undefined ? '' : sizeText(peak),
    others.join(', '),
  ];
}

export function resultTable({ results }: BenchFile): string {
  return wideTable(HEADS, results.filter(({ ours, survey }) => ours && !survey).map(cells));
}

/** A table that may be wider than the page. */
export function wideTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${line(heads, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('\n')}</tbody></table></div>`;
}

/** What has no time, and why. */
export function withoutTime({ results }: BenchFile): string {
  const lines = results.flatMap(({ row, errors, skipped }) =>
    skipped
      ? []
      : Object.entries(errors ?? {}).map(([who, said]) => `<li>${escaped(row)}: ${escaped(who)} ${escaped(said)}</li>`),
  );
  return lines.length
    ? `<h3>Who stood aside, and what has no time</h3><ul class="errors">${lines.join('\n')}</ul>`
    : '';
}
