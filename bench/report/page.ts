/** The page of results: one file of HTML that asks nothing of a network and runs nothing. */
import type { BenchFile } from '../result.js';
import { ratioBars, standingBars } from './bars.js';
import { busyText, type Comparison, comparisonsOf, PEER_NAMES, standings } from './comparisons.js';
import { escaped, ratioText } from './draw.js';
import { FLOOR_HEADS, floorCells, floorStandings } from './floors.js';
import { roofline } from './roofline.js';
import { scalingPlots } from './scaling.js';
import { STYLE } from './style.js';
import { surveyTables } from './survey.js';
import { resultTable, wideTable, withoutTime } from './table.js';

export function reportPage(files: readonly BenchFile[]): string {
  const sections = files.map((file, at) => section(file, at)).join('\n');
  const links = files.map((file, at) => `<a href="#device${at}">${escaped(file.adapter.name)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>brightfield, measured</title>
<style>${STYLE}</style>
</head>
<body><main>
${files.length > 1 ? `<nav>${links.join('')}</nav>` : ''}
${sections}
</main></body>
</html>
`;
}

const counted = (comparisons: readonly Comparison[], side: Comparison['side']): number =>
  comparisons.filter((each) => each.side === side).length;

function section(file: BenchFile, at: number): string {
  const comparisons = comparisonsOf(file);
  const scaling = file.results.some(({ series, survey, ours }) => series && !survey && ours);
  const roof = roofline(file);
  const { adapter, processor, date, version, revision, node, profile, copy, size } = file;
  const machine = adapter.software
    ? `${processor}${busyText(file)}, by the software driver ${adapter.name}: no GPU took part`
    : `${adapter.name}, ${processor}${busyText(file)}`;
  return `<section id="device${at}">
<h1>brightfield beside what else there is</h1>
<p>${escaped(machine)}. Version ${escaped(version)}${revision ? ` (${escaped(revision)})` : ''}, profile ${escaped(profile)}, Node ${escaped(node)}, ${escaped(date)}${size === 'small' ? ', <b>small sizes</b>' : ''}. Everybody was told to use all cores, and took turns; results were compared before any time counted.</p>
${comparisons.length ? verdict(comparisons) : '<p>No peer took part.</p>'}
${floors(file)}
${scaling ? `<h2>How cost grows</h2><p>Milliseconds, both axes logarithmic. Dashed: what a copy of memory of as many voxels takes at the speed that one of ${copy.bytes / 2 ** 20} MiB reached.</p>${scalingPlots(file)}` : ''}
${roof ? `<h2>How far from what the machine can do</h2><p>Rows whose arithmetic is known, under the roof of memory (left) and arithmetic (right); the share of the roof stands beside each.</p>${roof}` : ''}
${surveyTables(file)}
${withoutTime(file)}
<details><summary>All ${file.results.filter(({ ours, survey }) => ours && !survey).length} rows</summary>${resultTable(file)}</details>
</section>`;
}

/** What was asked for and what came of it; nothing where none of it was measured. */
function floors(file: BenchFile): string {
  const measured = floorStandings(file).filter((standing) => standing.measured);
  if (measured.length === 0) return '';
  const reached = measured.filter((standing) => standing.reached);
  return `<details><summary>Floors: ${reached.length} of ${measured.length} reached</summary>${wideTable(FLOOR_HEADS, floorCells(file))}</details>`;
}

/** The ends of the list in a sentence. */
function furthest(comparisons: readonly Comparison[]): string {
  const name = ({ row, peer, theirs }: Comparison): string =>
    `<b>${escaped(row.row)}</b> (${ratioText(theirs.ratio.median)}, ${escaped(PEER_NAMES[peer])})`;
  const behind = comparisons.filter(({ side }) => side === 'behind').slice(0, 3);
  const ahead = comparisons
    .filter(({ side }) => side === 'ahead')
    .slice(-3)
    .reverse();
  if (behind.length + ahead.length === 0)
    return 'Nothing is decided: the rounds were too few, or the machine too busy.';
  return [
    behind.length ? `Furthest behind: ${behind.map(name).join(', ')}.` : 'Behind nowhere.',
    ahead.length ? `Furthest ahead: ${ahead.map(name).join(', ')}.` : 'Ahead nowhere.',
  ].join('<br>');
}

function verdict(comparisons: readonly Comparison[]): string {
  const cards = (
    [
      ['behind', 'slower than a peer'],
      ['even', 'even, or undecided: the interval of the ratio holds 1'],
      ['ahead', 'faster than a peer'],
    ] as const
  ).map(([side, text]) => `<div class="${side}"><b>${counted(comparisons, side)}</b>${text}</div>`);
  return `<div class="counts">${cards.join('')}</div>
<p>${furthest(comparisons)}</p>
<h2>Against whom</h2><p>Rows behind, even and ahead, and the ratio that half of them lie above: the time of the peer over ours.</p>${standingBars(standings(comparisons))}
<h2>Every comparison, losses first</h2><p>The peer’s time over ours, round by round: the bar is the median, the line through its end where it lies with 95 % or more (sign test; of fewer than 6 rounds with less). To the right of 1 brightfield is faster.</p>${ratioBars(comparisons)}`;
}
