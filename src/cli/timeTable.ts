/**
 * The table of `--time`: for each dispatch its time on the GPU's clock, the bytes it moves at least, and the share of the
 * bandwidth of a plain copy of as many bytes that it reaches. The copies are measured in the same run, on the same device.
 */
import { HostVolume } from '../core/hostVolume.js';
import type { Engine } from '../engine/engine.js';
import { bytesText } from '../engine/explain.js';
import type { Plan } from '../engine/plan.js';
import type { Timing } from '../gpu/timer.js';
import { copied, source } from '../graph/primitive.js';
import { columns, timeText } from './columns.js';

/** Times a copy is repeated; the fastest counts. */
const REPEATS = 5;
/** Copies of sizes that differ by less are one. */
const SIZES_PER_OCTAVE = 2;

interface Line {
  readonly label: string;
  readonly nanoseconds: number;
  readonly bytes: number;
}

/** The table as text. */
export async function timeTable(engine: Engine, plan: Plan, timings: readonly Timing[]): Promise<string> {
  const lines = linesOf(plan, timings);
  if (timings.length === 0) return 'the device has no clock (timestamp-query): no times';
  const copies = new Map<number, number>();
  for (const { bytes } of lines) {
    const size = sizeClass(bytes);
    if (bytes > 0 && !copies.has(size)) copies.set(size, await copyBandwidth(engine, size));
  }
  const shares = lines.map(({ bytes, nanoseconds }) => {
    const copy = copies.get(sizeClass(bytes)) ?? 0;
    return copy > 0 && nanoseconds > 0 && bytes > 0 ? `${Math.round((100 * bytes) / nanoseconds / copy)} %` : '-';
  });
  const total = lines.reduce((sum, line) => sum + line.nanoseconds, 0);
  const moved = lines.reduce((sum, line) => sum + line.bytes, 0);
  const rows = [
    ['', 'dispatch', 'time', 'bytes', 'of a copy'],
    ...lines.map((line, at) => [
      `${at + 1}`,
      line.label,
      timeText(line.nanoseconds),
      bytesText(line.bytes),
      shares[at] ?? '-',
    ]),
    ['', 'total', timeText(total), bytesText(moved), ''],
  ];
  const fastest = Math.max(...copies.values());
  return `${columns(rows)}\ncopy: ${fastest.toFixed(1)} GB/s on ${engine.adapter.name}`;
}

/** One line a step, whose windows were timed as one pass, and so are all iterations of a loop: how many bytes they moved nobody counts. */
function linesOf(plan: Plan, timings: readonly Timing[]): Line[] {
  let at = 0;
  return plan.steps.map((step) => {
    // passes beyond the clock's capacity have no time
    const nanoseconds = timings[at++]?.nanoseconds ?? 0;
    if (step.kind !== 'dispatch') return { label: `${step.label}, all iterations`, nanoseconds, bytes: 0 };
    return { label: step.dispatch.label, nanoseconds, bytes: step.bytesRead + step.bytesWritten };
  });
}

/** Bytes, rounded to the nearest size that is measured; at least 4 KiB. */
function sizeClass(bytes: number): number {
  const step = Math.round(Math.log2(Math.max(bytes, 4096)) * SIZES_PER_OCTAVE) / SIZES_PER_OCTAVE;
  return Math.ceil(2 ** step / 2048) * 2048;
}

/** GB/s of a copy that reads and writes so many bytes together; 0 where it does not fit. */
async function copyBandwidth(engine: Engine, bytes: number): Promise<number> {
  const row = 256;
  const rows = Math.max(1, Math.round(bytes / 2 / 4 / row));
  try {
    using volume = await engine.upload(new HostVolume({ shape: { y: rows, x: row } }), false);
    const copy = copied(source(volume));
    let fastest = Number.POSITIVE_INFINITY;
    for (let k = 0; k <= REPEATS; k++) {
      const { volumes, timings } = await engine.profile(copy);
      volumes.dispose();
      // the first one compiles
      if (k > 0)
        fastest = Math.min(
          fastest,
          timings.reduce((sum, timing) => sum + timing.nanoseconds, 0),
        );
    }
    return fastest > 0 ? (2 * rows * row * 4) / fastest : 0;
  } catch {
    return 0;
  }
}
