/** `npm run bench [-- --rounds 15] [--only gaussian] [--output out/bench.json]`: all rows, beside what users would run instead. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Peers } from './peers.js';
import { ROWS } from './rows.js';
import { type BenchResult, measure, openForBench } from './run.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    output: { type: 'string', default: 'out/bench.json' },
  },
});

function shapeText({ c, z, y, x }: BenchResult['shape']): string {
  return [c, z, y, x].filter((length) => length).join('x');
}

function printed({ row, shape, ours, copy, shareOfCopy, peers }: BenchResult): string {
  const others = Object.entries(peers).map(
    ([name, { median, ratio }]) => `${name} ${median.toFixed(1)} ms (${ratio.toFixed(2)}x)`,
  );
  return [
    row.padEnd(34),
    shapeText(shape).padEnd(12),
    `${ours.median.toFixed(2)} ms (min ${ours.minimum.toFixed(2)})`.padEnd(24),
    `copy ${copy.median.toFixed(2)} ms`.padEnd(15),
    `${(100 * shareOfCopy).toFixed(0)} % of copy`.padEnd(15),
    others.join(', '),
  ].join('  ');
}

const rounds = Number(values.rounds);
const engine = await openForBench();
const peers = await Peers.find();
console.error(
  peers
    ? `peers: ${Object.entries(peers.versions)
        .map((entry) => entry.join(' '))
        .join(', ')}`
    : 'peers: none (no Python with NumPy found)',
);
const results: BenchResult[] = [];
for (const row of ROWS.filter(({ name }) => name.includes(values.only))) {
  const result = await measure(engine, row, peers, rounds);
  results.push(result);
  console.log(printed(result));
}
peers?.close();
const record = {
  date: new Date().toISOString().slice(0, 10),
  adapter: engine.adapter,
  processor: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  node: process.version,
  peers: peers?.versions ?? {},
  results,
};
mkdirSync(dirname(values.output), { recursive: true });
writeFileSync(values.output, `${JSON.stringify(record, null, 2)}\n`);
console.error(`written to ${values.output}`);
engine.dispose();
process.exit(0);
