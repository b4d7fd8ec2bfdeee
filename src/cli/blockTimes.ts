/**
 * The table of `--time` of a run in blocks: for each output and each pass over its sources how long blocks were read, uploaded, computed and written, and how much of
 * reading and writing was hidden behind the device.
 */
import type { Stage } from '../stream/runBlocks.js';
import { type StageTimes, stageTimes } from '../stream/stageTimes.js';
import { columns, timeText } from './columns.js';

/** What is told of an output. */
export interface TimedOutput {
  readonly name: string;
  /** How many passes it takes, the one that makes it among them. */
  readonly passes: number;
  readonly stages: readonly Stage[];
}

/** The table as text. Passes that were recorded by an earlier run, or by another shard, took no time. */
export function blockTimes(outputs: readonly TimedOutput[]): string {
  const rows = outputs.flatMap(({ name, passes, stages }) =>
    Array.from({ length: passes }, (_, pass) => {
      const own = stages.filter((stage) => stage.pass === pass);
      const blocks = new Set(own.map(({ block }) => block)).size;
      const what = pass < passes - 1 ? `${name}, pass ${pass + 1} beforehand` : name;
      return [what, `${blocks}`, ...cells(stageTimes(own))];
    }),
  );
  const total = sumOf(outputs.map(({ stages }) => stageTimes(stages)));
  const head = ['blocks', 'read', 'upload', 'compute and read back', 'write', 'all', 'files hidden'];
  return columns([['', 'output', ...head], ...rows.map((row) => ['', ...row]), ['', 'total', '', ...cells(total)]]);
}

function cells({ read, compute, back, write, all, files, both }: StageTimes): string[] {
  const times = [read, compute, back, write, all].map((each) => (each > 0 ? timeText(each * 1e6) : '-'));
  return [...times, files > 0 ? `${Math.round((100 * both) / files)} %` : '-'];
}

/** Outputs are computed one after the other. */
function sumOf(times: readonly StageTimes[]): StageTimes {
  const sum = { ...stageTimes([]) } as Record<keyof StageTimes, number>;
  for (const each of times) for (const key of Object.keys(sum) as (keyof StageTimes)[]) sum[key] += each[key];
  return sum;
}
