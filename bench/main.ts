/**
 * `npm run bench [-- WORDS...]`: measures the rows whose names hold one of the words, or all, beside what users would run instead.
 *
 *   --json FILE       where the result goes (out/bench.json)
 *   --device cpu|gpu  the software driver, or a GPU and nothing else; the machine's best unless said
 *   --size small|full|large  small takes a few minutes for all on two cores; on a GPU full is large, the sizes that it is for
 *   --rounds N        how often all take turns (15, of --size small 9); up to five times as often where a ratio is not yet known within 2.5 %
 *   --against REV     a build of that revision takes part, and rows that became slower or faster are named
 *   --peers LIST      whom to ask: python (what it has, also on a GPU), cuda (only that on a GPU), tfjs, onnx (installed when asked for), all, none; python unless said
 *   --series          only the rows that grow; --chapters: all but those
 *   --survey          instead: every operation of the registry over sizes, without peers (half an hour and more on a processor)
 *
 * The exit code is 1 where a result differs from a peer's or a row of ours could not be run.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { DIFFERS } from './agreed.js';
import type { PeerProcess } from './contestant.js';
import { measure, type Taking } from './measure.js';
import { PackageProcess } from './package.js';
import { namedByAgainst, printed, toldErrors } from './print.js';
import { Python } from './python.js';
import { type BenchFile, FORMAT, type RowResult } from './result.js';
import { type BenchSize, voxelsOf } from './row.js';
import { ROWS } from './rows.js';
import { ScriptPeer } from './scriptPeer.js';
import { Steps } from './steps.js';

function refuse(line: string): never {
  console.error(`bench: ${line}`);
  process.exit(1);
}

const words = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string', default: 'out/bench.json' },
      device: { type: 'string' },
      size: { type: 'string', default: 'full' },
      rounds: { type: 'string' },
      against: { type: 'string' },
      /** Set by the set-up: the folder of that build, and what its revision is. */
      before: { type: 'string' },
      revision: { type: 'string' },
      peers: { type: 'string', default: 'python' },
      series: { type: 'boolean', default: false },
      chapters: { type: 'boolean', default: false },
      survey: { type: 'boolean', default: false },
    },
  });

const { values, positionals } = (() => {
  try {
    return words();
  } catch (cause) {
    // an option that there is not, or one without its value
    return refuse(cause instanceof Error ? cause.message : `${cause}`);
  }
})();
const { size: asked, device } = values;
if (asked !== 'small' && asked !== 'full' && asked !== 'large')
  refuse(`--size must be small, full or large, got ${asked}`);
if (device !== undefined && device !== 'cpu' && device !== 'gpu') refuse(`--device must be cpu or gpu, got ${device}`);
const rounds = Number(values.rounds ?? (asked === 'small' ? 9 : 15));
if (!(Number.isInteger(rounds) && rounds > 0)) refuse(`--rounds must be a whole number above 0, got ${values.rounds}`);
/** Voxels up to which the survey goes with `--size small`. */
const SMALL_SURVEY = 2 ** 21;
const chosen = ROWS.filter(
  ({ name, series, shape, survey = false }) =>
    survey === values.survey &&
    !(survey && asked === 'small' && voxelsOf(shape) > SMALL_SURVEY) &&
    (positionals.length === 0 || positionals.some((word) => name.includes(word))) &&
    !(values.series && !series) &&
    !(values.chapters && series),
);
if (chosen.length === 0) refuse(`no row's name holds ${positionals.join(' or ')}`);

const load = loadavg()[0] ?? 0;
const worker = (folder: string): PackageProcess => PackageProcess.start(join(folder, 'bench-worker.js'));
const ours = worker(import.meta.dirname);
const before = values.before ? worker(values.before) : undefined;
const facts = await ours.ask({ do: 'facts' });
const { name, software } = facts.adapter;
const size: BenchSize = asked === 'full' && !software ? 'large' : asked;
if (device === 'gpu' && software) refuse(`--device gpu needs a GPU, got ${name}`);
if (device === 'cpu' && !software) refuse(`--device cpu needs a software driver, got ${name}`);
console.error(`${name}${software ? ' (software: these are times of the processor)' : ''}, profile ${facts.profile}`);

async function findPeers(): Promise<PeerProcess[]> {
  const named = values.peers === 'all' ? 'python,tfjs,onnx' : values.peers;
  const wanted = named.split(',').filter((word) => word !== 'none');
  const found: PeerProcess[] = [];
  for (const word of wanted) {
    if (word === 'python' || word === 'cuda') {
      const python = await Python.find({ cpu: word === 'python', gpu: !software });
      if (python) found.push(python);
      else console.error('peers: no Python with NumPy found');
    } else if (word === 'tfjs' || word === 'onnx') found.push(await ScriptPeer.start(word));
    else refuse(`--peers must be all, none, or of python, cuda, tfjs, onnx, got ${word}`);
  }
  return found;
}

const peers = await findPeers();
const versions: BenchFile['peers'] = Object.assign({}, ...peers.map((peer) => peer.versions));
console.error(
  `peers: ${
    Object.entries(versions)
      .map((entry) => entry.join(' '))
      .join(', ') || 'none'
  }`,
);
const { copy, flops } = await ours.ask({ do: 'calibrate' });
console.error(
  `a copy of ${copy.bytes / 2 ** 20} MiB moves ${(copy.speed / 1e6).toFixed(1)} GB/s; fused arithmetic does ${(flops / 1e6).toFixed(0)} GFLOP/s`,
);

function refused(row: string, error: unknown): undefined {
  console.error(
    `bench: ${row}: ${error instanceof Error ? error.message : error}; the rows behind it are not measured`,
  );
  process.exitCode = 1;
}

/** What there is so far, whole after every row: a run that is stopped leaves what it has measured. */
function keep(results: readonly RowResult[]): void {
  const record: BenchFile = {
    format: FORMAT,
    date: new Date().toISOString().slice(0, 10),
    version: manifest.version,
    ...(values.revision && { revision: values.revision }),
    ...(values.against && { against: values.against }),
    size,
    adapter: facts.adapter,
    profile: facts.profile,
    processor: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    load,
    node: process.version,
    copy,
    flops,
    peers: versions,
    results,
  };
  writeFileSync(values.json, `${JSON.stringify(record, null, 1)}\n`);
}

const taking: Taking = { ours, before, peers, size, rounds, copyBytes: 2 * copy.bytes };
const results: RowResult[] = [];
const steps = new Steps(facts);
mkdirSync(dirname(values.json), { recursive: true });
for (const row of chosen) {
  const skipped = steps.skips(row);
  // a process that ended takes no part any more: what was measured is kept
  const result = skipped ?? (await measure(taking, row).catch((error: unknown) => refused(row.name, error)));
  if (!result) break;
  steps.saw(row, result);
  results.push(result);
  console.log(printed(result));
  keep(results);
}
for (const process of [ours, before, ...peers]) process?.close();

/** A peer that cannot do a row is told; a result that differs, or a row of ours that cannot run, is a failure. */
const failed = ({ errors = {} }: RowResult): boolean =>
  'brightfield' in errors || Object.values(errors).some((said) => said.startsWith(DIFFERS));

console.error(`written to ${values.json}`);
if (values.against) console.log(namedByAgainst(values.against, results, software));
const wrong = toldErrors(results);
if (wrong) console.error(wrong);
process.exit(results.some(failed) ? 1 : process.exitCode);
