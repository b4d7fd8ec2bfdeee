/** Nodes to files and printed numbers: what all computing commands end in. What is computed is never lost for a file that fails. */
import { BrightfieldError, CancelledError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { Base, Profile } from '../engine/profile.js';
import { type LoopEnd, sentenceOf } from '../engine/progress.js';
import type { Node } from '../graph/node.js';
import type { Completion } from '../graph/operation.js';
import type { WriteOptions } from '../io/formats.js';
import type { Host } from './host.js';
import { type Result, resultOf } from './results.js';
import { timeTable } from './timeTable.js';

/** Some outputs could not be written; the others were. */
export class WriteFailure extends BrightfieldError {
  override name = 'WriteFailure';
}

export interface ProduceOptions {
  /** Path by output; `-` prints. */
  readonly paths: ReadonlyMap<string, string>;
  readonly dtype?: string | undefined;
  /** What is added to a whole table. */
  readonly completion?: Completion | undefined;
  /** How files are written. */
  readonly writing?: WriteOptions;
  readonly explain?: boolean;
  readonly time?: boolean;
  /** Which forms of the kernels. */
  readonly profile?: Base | Profile | undefined;
}

/** Converts, checks, computes and writes. */
export async function produce(nodes: ReadonlyMap<string, Node>, options: ProduceOptions, host: Host): Promise<void> {
  const results = new Map<string, Result>();
  for (const [name, node] of nodes) {
    const path = options.paths.get(name);
    if (path === undefined) continue;
    const result = await resultOf(name, node, path, options.dtype, options.writing, options.completion);
    if (result.note) host.warn(result.note);
    results.set(name, result);
  }
  const outputs = Object.fromEntries(
    [...results].flatMap(([name, result]) =>
      Object.entries(result.nodes).map(([key, node]) => [keyOf(name, key), node] as const),
    ),
  );
  using engine = await openEngine({
    warn: (line) => host.warn(line),
    ...(options.profile && { profile: options.profile }),
  });
  if (options.explain) {
    // a plan can be read without a result
    const others = [...nodes].filter(([name]) => !results.has(name));
    host.print(await engine.explain({ ...Object.fromEntries(others), ...outputs }));
  }
  if (results.size > 0) await compute(engine, outputs, results, options, host);
}

/** Says what solvers reached; of those that did not come to their tolerance the engine warns itself. */
export function certificateTo(host: Host): (end: LoopEnd) => void {
  return (end) => {
    if (end.converged) host.warn(sentenceOf(end));
  };
}

/** A number or a table with its name, where several are printed. */
export const named = (name: string, text: string): string => `${name} =${text.includes('\n') ? '\n' : ' '}${text}`;

/** The name of a node among those of all results: no name holds a dot. */
const keyOf = (name: string, key: string): string => `${name}.${key}`;

async function compute(
  engine: Engine,
  outputs: Readonly<Record<string, Node>>,
  results: ReadonlyMap<string, Result>,
  options: ProduceOptions,
  host: Host,
): Promise<void> {
  const { signal, progress } = host;
  const run = { signal, ended: certificateTo(host), ...(progress && { progress }) };
  // the first dispatch of a pipeline compiles it: that is no time of the computation
  if (options.time) await engine.warm(outputs);
  const profiled = options.time ? await engine.profile(outputs, run) : undefined;
  const volumes = profiled?.volumes ?? (await engine.run(outputs, run));
  progress?.(1);
  const failures: string[] = [];
  const several = [...results.keys()].filter((name) => options.paths.get(name) === '-').length > 1;
  for (const [name, { nodes, deliver }] of results) {
    if (signal.aborted) throw new CancelledError('stopped');
    const read: Record<string, HostVolume> = {};
    for (const key of Object.keys(nodes)) {
      const volume = volumes[keyOf(name, key)];
      if (!volume) continue;
      read[key] = await volume.read();
      volume.dispose();
    }
    await host.whole(async () => {
      try {
        const text = await deliver(read);
        if (text !== undefined) host.print(several ? named(name, text) : text);
      } catch (cause) {
        failures.push(cause instanceof Error ? cause.message : `${options.paths.get(name)}: ${cause}`);
      }
    });
  }
  if (profiled) host.print(await timeTable(engine, profiled.plan, profiled.timings));
  if (failures.length) throw new WriteFailure(failures.join('; '));
}
