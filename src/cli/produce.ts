/** Nodes to files and printed numbers: what all computing commands end in. What is computed is never lost for a file that fails. */
import { BrightfieldError, CancelledError } from '../core/errors.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { Node } from '../graph/node.js';
import { writeVolume } from '../io/files.js';
import { cast } from '../registry.js';
import { asWritten, checkFits, printedNumber } from './files.js';
import type { Host } from './host.js';
import { timeTable } from './timeTable.js';

/** Some outputs could not be written; the others were. */
export class WriteFailure extends BrightfieldError {
  override name = 'WriteFailure';
}

export interface ProduceOptions {
  /** Path by output; `-` prints. */
  readonly paths: ReadonlyMap<string, string>;
  readonly dtype?: string | undefined;
  readonly explain?: boolean;
  readonly time?: boolean;
}

/** Converts, checks, computes and writes. */
export async function produce(nodes: ReadonlyMap<string, Node>, options: ProduceOptions, host: Host): Promise<void> {
  const outputs = new Map<string, Node>();
  for (const [name, node] of nodes) {
    const converted = options.dtype === undefined ? node : cast(node, { dtype: options.dtype as 'f32' });
    const path = options.paths.get(name);
    if (path !== undefined && path !== '-') await checkFits(path, asDescribed(converted));
    outputs.set(name, converted);
  }
  using engine = await openEngine();
  if (options.explain) host.print(await engine.explain(Object.fromEntries(outputs)));
  const wanted = new Map([...outputs].filter(([name]) => options.paths.has(name)));
  if (wanted.size > 0) await compute(engine, wanted, options, host);
}

/** Counts are written as i32. */
function asDescribed(node: Node) {
  const { shape, dtype, spacing, unit, layout } = node;
  return { shape, dtype: dtype === 'u32' ? ('i32' as const) : dtype, spacing, unit, layout };
}

async function compute(engine: Engine, nodes: ReadonlyMap<string, Node>, options: ProduceOptions, host: Host) {
  const { signal, progress } = host;
  const outputs = Object.fromEntries(nodes);
  const run = { signal, ...(progress && { progress }) };
  // the first dispatch of a pipeline compiles it: that is no time of the computation
  if (options.time) await engine.warm(outputs);
  const profiled = options.time ? await engine.profile(outputs, run) : undefined;
  const volumes = profiled?.volumes ?? (await engine.run(outputs, run));
  progress?.(1);
  const failures: string[] = [];
  for (const [name, path] of options.paths) {
    if (signal.aborted) throw new CancelledError('stopped');
    const volume = volumes[name];
    if (!volume) continue;
    const result = asWritten(await volume.read());
    volume.dispose();
    if (path === '-') host.print(printedNumber(result));
    else
      await host.whole(() =>
        writeVolume(path, result).catch((cause: unknown) => {
          failures.push(cause instanceof Error ? cause.message : `${path}: ${cause}`);
        }),
      );
  }
  if (profiled) host.print(await timeTable(engine, profiled.plan, profiled.timings));
  if (failures.length) throw new WriteFailure(failures.join('; '));
}
