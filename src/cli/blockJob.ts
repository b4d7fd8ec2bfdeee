/** The job of an output that is computed in blocks: what it is of, and what brings one on that was begun otherwise. */
import { descriptionOf } from '../core/hostVolume.js';
import type { Engine } from '../engine/engine.js';
import { type Job, type JobFacts, openJob } from '../stream/job/job.js';
import type { TargetKind } from '../stream/job/target.js';
import type { Asked, Walk } from './blockWalks.js';
import { digest } from './identity.js';
import type { BlocksRequest } from './produceBlocks.js';
import { VERSIONS } from './versions.js';

/** Opens the job of an output of a walk. */
export function jobOf(
  engine: Engine,
  { name: together, plan }: Walk,
  { name, node }: Asked,
  { path, kind }: { readonly path: string; readonly kind: TargetKind },
  source: string,
  { document, reading, writing, dtype, shard, budget }: BlocksRequest,
): Promise<Job> {
  const facts = {
    version: VERSIONS.brightfield ?? '',
    pipeline: digest(JSON.stringify([document, name, dtype ?? '', reading, writing])).slice(0, 16),
    source,
    profile: engine.profileName,
    adapter: engine.adapter.name,
    'set of outputs made together': together,
    'size of blocks': JSON.stringify([...plan.first, plan.last].map((pass) => pass.plan.size)),
  };
  const remarks = { budget: `${budget}` };
  const blocks = plan.last.plan.blocks.length;
  return openJob({ path, description: descriptionOf(node), kind, facts, remarks, goOn, blocks, shard });
}

function goOn(fact: string, { version, profile, adapter, budget }: JobFacts): string {
  const ways: Readonly<Record<string, string>> = {
    version: `go on with brightfield ${version}`,
    pipeline: 'go on with the pipeline and the options of files that it was begun with',
    source: 'go on with the files as they were',
    profile: `go on with --profile ${profile}`,
    adapter: `go on where ${adapter} is`,
    'set of outputs made together': `go on with --budget ${budget} and results of the same formats`,
    'size of blocks': `go on with --budget ${budget}`,
  };
  return ways[fact] ?? 'run it as it was begun';
}
