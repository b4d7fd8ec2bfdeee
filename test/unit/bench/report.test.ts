import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FLOORS } from '../../../bench/floors.js';
import { namedByAgainst } from '../../../bench/print.js';
import { agreementText, pairsOf } from '../../../bench/report/agree.js';
import { comparisonsOf, standings } from '../../../bench/report/comparisons.js';
import { floorCells, floorStandings } from '../../../bench/report/floors.js';
import { reportPage } from '../../../bench/report/page.js';
import { newest, readmeTable } from '../../../bench/report/readme.js';
import { type BenchFile, FORMAT, type RowResult } from '../../../bench/result.js';
import type { Ratio } from '../../../src/core/statistics.js';

const times = (median: number) => ({ median, minimum: median, spread: 0, cpu: 2 * median });
const ratio = (median: number, low: number, high: number): Ratio => ({
  median,
  low,
  high,
  confidence: 0.96,
  rounds: 15,
});

function row(name: string, ours: number, against: Record<string, [number, Ratio]>): RowResult {
  const peers = Object.fromEntries(
    Object.entries(against).map(([peer, [time, of]]) => [peer, { ...times(time), ratio: of, cpuRatio: 1 }]),
  );
  return {
    row: name,
    shape: { y: 64, x: 64 },
    dtype: 'f32',
    rounds: 15,
    leastBytes: 32768,
    flops: 1e6,
    shareOfCopy: 0.5,
    ours: { ...times(ours), first: 100, compiled: 2 },
    peers,
  };
}

const file: BenchFile = {
  format: FORMAT,
  date: '2026-01-02',
  version: '0.1.0',
  size: 'full',
  adapter: { name: 'a <driver>', software: true },
  profile: 'cpu',
  processor: '2 x something',
  load: 0.1,
  node: 'v20',
  copy: { bytes: 2 ** 26, speed: 1e7, curve: [] },
  flops: 6e7,
  peers: { opencv: '4.6', scipy: '1.10' },
  results: [
    row('median 3 x 3', 2, { opencv: [1, ratio(0.5, 0.4, 0.6)], scipy: [200, ratio(100, 90, 120)] }),
    row('sobel magnitude', 1, { opencv: [1.02, ratio(1.02, 0.9, 1.2)] }),
    { ...row('gaussian, voxels', 3, {}), series: { name: 'gaussian', axis: 'voxels', value: 4096 } },
    { ...row('label', 1, {}), errors: { scipy: 'differs: 3 of 4096 voxels' } },
  ],
};

test('losses come first, and a peer is ahead only where the whole interval says so', () => {
  const comparisons = comparisonsOf(file);
  expect(comparisons.map(({ side, theirs }) => [side, theirs.ratio.median])).toEqual([
    ['behind', 0.5],
    ['even', 1.02],
    ['ahead', 100],
  ]);
  expect(standings(comparisons)[0]).toEqual({ peer: 'opencv', behind: 1, even: 1, ahead: 0, typical: 0.76 });
});

test('the page needs no network, runs nothing, shows every row, and says what has no time', () => {
  const page = reportPage([file]);
  expect(page).not.toMatch(/<script|https?:|\ssrc=|@import|url\(/);
  expect(page).not.toContain('NaN');
  expect(page).toContain('a &lt;driver&gt;');
  expect(page.indexOf('median 3 x 3')).toBeLessThan(page.indexOf('sobel magnitude'));
  expect(page).toContain('label: scipy differs: 3 of 4096 voxels');
  for (const part of ['Every comparison, losses first', 'How cost grows', 'How far from what the machine can do'])
    expect(page).toContain(part);
});

test('the README’s table is of the newest full result of a quiet machine', () => {
  const others = [
    { ...file, date: '2027-01-01', size: 'small' as const },
    { ...file, date: '2025-01-01' },
  ];
  const busy = { ...file, date: '2028-01-01', load: 3 };
  expect(newest([busy, file, ...others])).toBe(file);
  expect(reportPage([busy])).toContain('load 3 on 2 processors');
  expect(readmeTable(file)).toContain(
    '| median 3 x 3 | 64×64 | 2 ms ± 0 ms | 50 % | OpenCV 1 ms (0.5×), SciPy 200 ms (100×) |',
  );
});

test('a row is named slower or faster only where the whole interval lies beyond 3 %', () => {
  const against = (name: string, wall: Ratio, cpu: Ratio): RowResult => ({
    ...row(name, 1, {}),
    against: { wall, cpu, before: times(1) },
  });
  const rows = [
    against('slowed', ratio(1, 0.5, 2), ratio(0.8, 0.75, 0.9)),
    against('same', ratio(1, 0.5, 2), ratio(0.98, 0.95, 0.99)),
    against('quick', ratio(1.5, 1.4, 1.6), ratio(1.2, 1.1, 1.3)),
  ];
  const named = namedByAgainst('v1', rows, true);
  expect(named).toMatch(/slower:\n {2}slowed: takes 1\.25 times as long/);
  expect(named).toMatch(/faster:\n {2}quick: 1\.20 times as fast/);
  expect(named).not.toContain('same');
  expect(namedByAgainst('v1', rows, false)).toContain('slower: none');
});

test('two runs are compared ratio by ratio, and those that are more than 5 % apart are named', () => {
  const again: BenchFile = {
    ...file,
    results: [
      row('median 3 x 3', 2, { opencv: [1, ratio(0.51, 0.5, 0.52)], scipy: [200, ratio(130, 125, 140)] }),
      row('sobel magnitude', 1, { skimage: [2, ratio(2, 2, 2)] }),
    ],
  };
  expect(pairsOf(file, again).map(({ row, peer, overlap }) => [row, peer, overlap])).toEqual([
    ['median 3 x 3', 'opencv', true],
    ['median 3 x 3', 'scipy', false],
  ]);
  const said = agreementText(file, again);
  expect(said).toContain('within 5.0 %: 1 of 2 of wall time (half are within 16.0 %)');
  expect(said).toContain('median 3 x 3, SciPy: 100 and 130, 30.0 % apart, and neither interval holds any of the other');
  expect(said).not.toContain('OpenCV');
});

test('the survey is a table, the slowest a voxel first, and no plots', () => {
  const at = (name: string, length: number, time: number): RowResult => ({
    ...row(`${name}, flat, ${length}`, time, {}),
    series: { name: `${name}, flat`, axis: 'voxels', value: length ** 2 },
    survey: true,
  });
  const { ours: _ours, ...unmeasured } = at('label', 256, 1);
  const results = [
    at('add', 64, 1),
    at('add', 256, 2),
    at('label', 64, 8),
    { ...unmeasured, skipped: 'it would take long' },
  ];
  const page = reportPage([{ ...file, results }]);
  expect(page).toContain('Every operation on images: 2');
  expect(page).not.toContain('How cost grows');
  expect(page).toContain(
    '<td>label</td><td>1950 ns</td><td>8 ms</td><td></td><td></td><td>it would take long</td></tr>\n<tr><td>add</td><td>31 ns</td><td>1 ms</td><td>2 ms</td><td>0.25</td><td></td></tr>',
  );
});

test('floors are of rows that there are; a miss says what each side takes', () => {
  const rows = readdirSync('bench/rows').map((name) => readFileSync(`bench/rows/${name}`, 'utf8'));
  for (const { row } of FLOORS) expect(rows.some((text) => text.includes(`name: '${row}'`))).toBe(true);
  const measured = floorStandings(file).filter((standing) => standing.measured);
  expect(measured.map(({ floor, reached }) => [floor.row, floor.against, reached])).toEqual([
    ['sobel magnitude', 'opencv', false],
    ['median 3 x 3', 'opencv', false],
    ['median 3 x 3', 'scipy', true],
  ]);
  expect(floorCells(file).find(([name]) => name === 'median 3 x 3')).toEqual([
    'median 3 x 3',
    'OpenCV',
    '0.8×',
    '0.5×',
    'missed',
    'ours 2 ms, 1.9 times quicker than there; theirs 1 ms, 3.5 times quicker than there',
  ]);
  expect(reportPage([file])).toContain('Floors: 1 of 3 reached');
});
