/** How cost grows: for every series a small log-log plot of ours and its peers. A dashed line is a copy of memory of as many voxels; slope 1 is cost in proportion. */
import type { BenchFile, RowResult } from '../result.js';
import type { PeerName } from '../row.js';
import { PEER_NAMES } from './comparisons.js';
import { escaped, logAxis, millisecondsText, px, short, titled } from './draw.js';

const [WIDTH, HEIGHT] = [350, 250];
const [LEFT, RIGHT, TOP, BOTTOM] = [50, 336, 34, 210];

interface Line {
  readonly name: string;
  readonly kind: string;
  readonly points: readonly { readonly value: number; readonly time: number }[];
}

export function scalingPlots(file: BenchFile): string {
  // the survey's thousands stand in a table
  const names = [...new Set(file.results.flatMap(({ series, survey }) => (survey ? [] : (series?.name ?? []))))];
  const plots = names.map((name) =>
    plot(
      name,
      file.results.filter(({ series }) => series?.name === name),
      file,
    ),
  );
  return `<div class="plots">${plots.join('\n')}</div>`;
}

function plot(name: string, rows: readonly RowResult[], file: BenchFile): string {
  const measured = rows.flatMap(({ series, ours, peers, leastBytes }) =>
    series && ours ? [{ value: series.value, ours, peers, leastBytes }] : [],
  );
  if (measured.length === 0) return '';
  const peers = [...new Set(measured.flatMap((each) => Object.keys(each.peers)))] as PeerName[];
  const lines: Line[] = [
    {
      name: 'a copy of memory',
      kind: 'copy',
      points: measured.map(({ value, leastBytes }) => ({ value, time: leastBytes / file.copy.speed })),
    },
    ...peers.map((peer, at) => ({
      name: PEER_NAMES[peer],
      kind: `peer${at}`,
      points: measured.flatMap(({ value, peers: all }) => {
        const time = all[peer]?.median;
        return time === undefined ? [] : [{ value, time }];
      }),
    })),
    { name: 'brightfield', kind: 'ours', points: measured.map(({ value, ours }) => ({ value, time: ours.median })) },
  ];
  const axisName = rows[0]?.series?.axis ?? '';
  const shown = lines.filter(
    ({ kind }) => kind !== 'copy' || axisName === 'voxels' || axisName === 'sigma' || axisName === 'radius',
  );
  const x = logAxis(
    measured.map(({ value }) => value),
    LEFT,
    RIGHT,
    1.1,
  );
  const y = logAxis(
    shown.flatMap(({ points }) => points.map(({ time }) => time)),
    BOTTOM,
    TOP,
    1.3,
  );
  const left = rows.find(({ skipped }) => skipped);
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(name)} over ${escaped(axisName)}">
<text class="heading" x="8" y="18">${escaped(name)}</text>
${x.ticks.map((tick) => `<line class="grid" x1="${px(x.at(tick))}" x2="${px(x.at(tick))}" y1="${TOP}" y2="${BOTTOM}"/><text class="tick" x="${px(x.at(tick))}" y="${BOTTOM + 14}" text-anchor="middle">${short(tick)}</text>`).join('')}
${y.ticks.map((tick) => `<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${px(y.at(tick))}" y2="${px(y.at(tick))}"/><text class="tick" x="${LEFT - 6}" y="${px(y.at(tick) + 4)}" text-anchor="end">${short(tick)}</text>`).join('')}
<text class="tick" x="${RIGHT}" y="${BOTTOM + 30}" text-anchor="end">${escaped(axisName)}</text><text class="tick" x="8" y="${TOP - 2}">ms</text>
${shown.map((line) => drawn(line, x.at, y.at)).join('\n')}
</svg><figcaption>${shown.map(({ name: label, kind }) => `<span class="${kind}"><i></i>${escaped(label)}</span>`).join(' ')}${left?.skipped ? `<br><span class="muted">${escaped(`beyond: ${left.skipped}`)}</span>` : ''}</figcaption></figure>`;
}

function drawn({ name, kind, points }: Line, x: (value: number) => number, y: (value: number) => number): string {
  const path = points.map(({ value, time }, at) => `${at ? 'L' : 'M'}${px(x(value))} ${px(y(time))}`).join('');
  const dots =
    kind === 'copy'
      ? ''
      : points
          .map(
            ({ value, time }) =>
              `<circle cx="${px(x(value))}" cy="${px(y(time))}" r="3">${titled(`${name}, ${short(value)}: ${millisecondsText(time)}`)}</circle>`,
          )
          .join('');
  return `<g class="line ${kind}"><path d="${path}"/>${dots}</g>`;
}
