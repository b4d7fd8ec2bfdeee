/** Where the time of a run in blocks goes: what its stages took, and how much of that was hidden behind another. */
import type { Stage } from './runBlocks.js';

/** Milliseconds in which at least one block was there. */
export interface StageTimes {
  /** From the beginning of the first stage to the end of the last. */
  readonly all: number;
  readonly read: number;
  /** Upload and commands. */
  readonly compute: number;
  /** The rest of the wait for the device, and reading back. */
  readonly back: number;
  readonly write: number;
  /** `compute` or `back`: the device at work. */
  readonly device: number;
  /** `read` or `write`: files at work. */
  readonly files: number;
  /** Device and files at once. */
  readonly both: number;
}

/**
 * Adds up the stages that `runBlocks` tells of (`stage`), in milliseconds; all 0 where there are none. Times that overlap count once, so that `device + files - both` is what anything was done in, and `both / files` the share of
 * reading and writing that is hidden behind the device.
 * @example
 * import { gaussian, HostVolume, openEngine } from 'brightfield';
 * import { hostBlocks, hostSink, runBlocks, stageTimes } from 'brightfield/stream';
 * using engine = await openEngine();
 * const blurred = gaussian(hostBlocks(new HostVolume({ shape: { z: 64, y: 32, x: 32 } })), { sigma: 2 });
 * const stages = [];
 * await runBlocks(engine, blurred, hostSink(blurred), { budget: 1 << 20, stage: (stage) => stages.push(stage) });
 * const { all, device, files, both } = stageTimes(stages);
 * all >= device + files - both; // true
 */
export function stageTimes(stages: readonly Stage[]): StageTimes {
  const covered = (...names: readonly Stage['name'][]): number =>
    lengthOf(stages.filter(({ name }) => names.includes(name)).map(({ from, to }) => [from, to]));
  const [device, files] = [covered('compute', 'back'), covered('read', 'write')];
  return {
    all: stages.length ? Math.max(...stages.map(({ to }) => to)) - Math.min(...stages.map(({ from }) => from)) : 0,
    read: covered('read'),
    compute: covered('compute'),
    back: covered('back'),
    write: covered('write'),
    device,
    files,
    both: device + files - covered('read', 'compute', 'back', 'write'),
  };
}

/** The length of what some intervals cover together. */
function lengthOf(intervals: readonly (readonly [from: number, to: number])[]): number {
  let [total, end] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total;
}
