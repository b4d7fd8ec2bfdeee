/** Every pair of a row and a peer, and on which side of it we are: behind or ahead only where the whole interval of the ratio says so. */

import { median } from '../../src/core/statistics.js';
import type { BenchFile, PeerResult, RowResult } from '../result.js';
import type { PeerName } from '../row.js';

export interface Comparison {
  readonly row: RowResult;
  readonly ours: number;
  readonly peer: PeerName;
  readonly theirs: PeerResult;
  readonly side: 'behind' | 'even' | 'ahead';
}

/** Whether the machine was ours: times of a busy one are of little worth beyond a report that says so. The minute that the load is of still has the build in it. */
export function isQuiet({ load, processor }: BenchFile): boolean {
  return load <= Number.parseInt(processor, 10) / 3;
}

/** That others used the machine, too, in brackets; nothing of a quiet one. */
export function busyText(file: BenchFile): string {
  const { load, processor } = file;
  const cores = Number.parseInt(processor, 10);
  return isQuiet(file) ? '' : ` (others used it, too: load ${load.toFixed(0)} on ${cores} processors when it began)`;
}

/** Names as their makers write them. */
export const PEER_NAMES: Readonly<Record<PeerName, string>> = {
  opencv: 'OpenCV',
  scipy: 'SciPy',
  skimage: 'scikit-image',
  numpy: 'NumPy',
  sklearn: 'scikit-learn',
  matplotlib: 'Matplotlib',
  torch: 'PyTorch, processor',
  cupy: 'CuPy',
  torchCuda: 'PyTorch, CUDA',
  cucim: 'cuCIM',
  tfjs: 'TensorFlow.js, WebGPU',
  onnx: 'ONNX Runtime, processor',
};

/** What fewer than five rounds cannot attain. */
const SURE = 0.9;

/** Losses first. */
export function comparisonsOf({ results }: BenchFile, series = false): Comparison[] {
  return results
    .flatMap((row) => {
      const { ours, peers } = row;
      if (!ours || (row.series !== undefined) !== series) return [];
      return Object.entries(peers).map(([peer, theirs]): Comparison => {
        const { low, high, confidence } = theirs.ratio;
        const sure = confidence >= SURE;
        const side = sure && high < 1 ? 'behind' : sure && low > 1 ? 'ahead' : 'even';
        return { row, ours: ours.median, peer: peer as PeerName, theirs, side };
      });
    })
    .sort((a, b) => a.theirs.ratio.median - b.theirs.ratio.median);
}

export interface Standing {
  readonly peer: PeerName;
  readonly behind: number;
  readonly even: number;
  readonly ahead: number;
  /** The median of the ratios. */
  readonly typical: number;
}

/** How we stand against each peer, the hardest first. */
export function standings(comparisons: readonly Comparison[]): Standing[] {
  const peers = [...new Set(comparisons.map(({ peer }) => peer))];
  return peers
    .map((peer) => {
      const all = comparisons.filter((each) => each.peer === peer);
      const count = (side: Comparison['side']): number => all.filter((each) => each.side === side).length;
      const typical = median(all.map(({ theirs }) => theirs.ratio.median));
      return { peer, behind: count('behind'), even: count('even'), ahead: count('ahead'), typical };
    })
    .sort((a, b) => a.typical - b.typical);
}
