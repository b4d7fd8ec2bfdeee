/** Ratios as bars on a logarithmic axis that begin at 1: to the left we are behind, to the right ahead; a line through the end is the interval. */
import { shapeText } from '../print.js';
import { type Comparison, PEER_NAMES, type Standing } from './comparisons.js';
import { escaped, logAxis, millisecondsText, px, ratioText, titled } from './draw.js';

const LINE = 19;
const WIDTH = 1080;
const LEFT = 370;
const RIGHT = 740;
const TOP = 26;

export function ratioBars(comparisons: readonly Comparison[]): string {
  const values = comparisons.flatMap(({ theirs: { ratio } }) => [ratio.median, ratio.low, ratio.high]);
  const axis = logAxis([0.5, 2, ...values], LEFT, RIGHT, 1.05);
  const height = TOP + comparisons.length * LINE + 6;
  const one = axis.at(1);
  const grid = axis.ticks
    .map((tick) => {
      const x = px(axis.at(tick));
      return `<line class="grid" x1="${x}" x2="${x}" y1="${TOP - 4}" y2="${height}"/><text class="tick" x="${x}" y="${TOP - 10}" text-anchor="middle">${ratioText(tick)}</text>`;
    })
    .join('');
  const rows = comparisons.map((comparison, at) => bar(comparison, TOP + at * LINE, one, axis.at)).join('\n');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Time of peers over ours, losses first">
${grid}
<line class="one" x1="${px(one)}" x2="${px(one)}" y1="${TOP - 4}" y2="${height}"/>
${rows}
</svg>`;
}

function bar(
  { row, ours, peer, theirs, side }: Comparison,
  y: number,
  one: number,
  at: (value: number) => number,
): string {
  const { median, low, high, confidence } = theirs.ratio;
  const end = at(median);
  const middle = y + LINE / 2;
  const said = `${row.row}, ${shapeText(row.shape)}: ${PEER_NAMES[peer]} ${millisecondsText(theirs.median)}, ours ${millisecondsText(ours)}; ${median.toFixed(2)}× (${low.toFixed(2)} to ${high.toFixed(2)} with ${(100 * confidence).toFixed(1)} %), of processor time ${theirs.cpuRatio.toFixed(2)}×`;
  const name = row.row.length > 42 ? `${row.row.slice(0, 41)}…` : row.row;
  return `<g class="${side}">${titled(said)}<rect class="hit" x="0" y="${y}" width="${WIDTH}" height="${LINE}"/>
<text class="name" x="${LEFT - 12}" y="${px(middle + 4)}" text-anchor="end">${escaped(name)} <tspan class="muted">${escaped(shapeText(row.shape))}</tspan></text>
<rect class="bar" x="${px(Math.min(one, end))}" y="${y + 3}" width="${px(Math.max(1, Math.abs(end - one)))}" height="${LINE - 6}" rx="2"/>
<line class="interval" x1="${px(at(low))}" x2="${px(at(high))}" y1="${px(middle)}" y2="${px(middle)}"/>
<text class="value" x="${RIGHT + 12}" y="${px(middle + 4)}"><tspan class="ratio">${ratioText(median)}</tspan> <tspan class="muted">${escaped(PEER_NAMES[peer])}, ${millisecondsText(theirs.median)} : ${millisecondsText(ours)}</tspan></text></g>`;
}

/** How we stand against each peer: shares behind, even and ahead, the hardest peer first. */
export function standingBars(standings: readonly Standing[]): string {
  const [width, line, left, right] = [1080, 30, 220, 760];
  const rows = standings.map(({ peer, behind, even, ahead, typical }, at) => {
    const total = behind + even + ahead;
    const y = at * line;
    let x = left;
    const parts = (
      [
        ['behind', behind],
        ['even', even],
        ['ahead', ahead],
      ] as const
    ).map(([side, count]) => {
      const wide = ((right - left) * count) / total;
      const label =
        wide > 18
          ? `<text class="inside" x="${px(x + wide / 2)}" y="${y + 20}" text-anchor="middle">${count}</text>`
          : '';
      const part = count
        ? `<g class="${side}"><rect class="bar" x="${px(x)}" y="${y + 5}" width="${px(Math.max(1, wide - 1.5))}" height="${line - 9}" rx="3"/>${label}</g>`
        : '';
      x += wide;
      return part;
    });
    return `<text class="name" x="${left - 12}" y="${y + 20}" text-anchor="end">${escaped(PEER_NAMES[peer])}</text>${parts.join('')}<text class="value" x="${right + 12}" y="${y + 20}"><tspan class="ratio">${ratioText(typical)}</tspan> <tspan class="muted">the median of ${total}</tspan></text>`;
  });
  return `<svg viewBox="0 0 ${width} ${standings.length * line + 4}" role="img" aria-label="Rows behind, even and ahead, by peer">${rows.join('\n')}</svg>`;
}
