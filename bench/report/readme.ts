/** The README's short table of what was measured: the rows that a reader asks for first, from the newest full result. */
import { shapeText } from '../print.js';
import type { BenchFile } from '../result.js';
import type { PeerName } from '../row.js';
import { busyText, isQuiet, PEER_NAMES } from './comparisons.js';
import { millisecondsText, ratioText } from './draw.js';

const ROWS = [
  'gaussian sigma 2',
  'gaussian sigma 2, volume',
  'sobel magnitude',
  'invert, multiply, add, abs, clamp',
  'histogram, 256 bins',
  'median 3 x 3',
  'median 5 x 5',
  'median 3 x 3 x 3, volume',
  'median 5 x 5, bytes',
  'dilation, square of radius 1',
  'dilation, square of radius 7',
  'dilation, square of radius 25',
  'uniform filter, 9 x 9',
  'canny',
  'bilateral, sigma 1',
  'non-local means, patches of 7, distance 11',
  'distance transform, one voxel in 10 000 background',
  'distance transform, volume',
  'label, noise above 0.6',
  'label, volume, noise above 0.8',
  'gaussian, threshold, label, measure size and place',
  'affine map of a volume, linear',
  'fourier transform, complex',
  'total variation, 100 iterations',
  'convolution layer 3x3, 32 to 32 channels',
  'convolution layer forwards and backwards',
];

/** The newest of the results that are not small and of a quiet machine; undefined while there is none. */
export function newest(files: readonly BenchFile[]): BenchFile | undefined {
  const good = files.filter((file) => file.size !== 'small' && isQuiet(file));
  return good.sort((a, b) => (a.date < b.date ? 1 : -1))[0];
}

export function readmeTable(file: BenchFile): string {
  const { adapter, processor, date, results, peers, copy } = file;
  const machine = adapter.software
    ? `${processor}${busyText(file)}, no GPU (${adapter.name}, which computes on the processor; it copies ${(copy.speed / 1e6).toFixed(1)} GB/s)`
    : `${adapter.name} (it copies ${(copy.speed / 1e6).toFixed(1)} GB/s)`;
  const versions = Object.entries(peers).map(([name, version]) => `${PEER_NAMES[name as PeerName]} ${version}`);
  const lines = ROWS.flatMap((name) => {
    const row = results.find((each) => each.row === name);
    if (!row?.ours) return [];
    const others = Object.entries(row.peers)
      .sort(([, a], [, b]) => a.ratio.median - b.ratio.median)
      .map(
        ([peer, { median, ratio }]) =>
          `${PEER_NAMES[peer as PeerName]} ${millisecondsText(median)} (${ratioText(ratio.median)})`,
      );
    const shape = `${shapeText(row.shape).replaceAll('x', '×')}${row.dtype === 'u8' ? ' (u8)' : ''}`;
    return [
      `| ${name} | ${shape} | ${millisecondsText(row.ours.median)} ± ${millisecondsText(row.ours.spread)} | ${(100 * (row.shareOfCopy ?? 0)).toFixed(0)} % | ${others.join(', ')} |`,
    ];
  });
  return [
    `Measured ${date} on ${machine}: the median of rounds in which all took turns, wall time, × is the time of others over ours (${versions.join(', ')}).`,
    '',
    '| operation | voxels (f32) | brightfield | of a copy’s speed | others |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
