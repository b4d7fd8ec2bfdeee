/**
 * `npm run bench:report [-- FILES...] [--output out/bench.html]`: a page of results, from the files named or from all of bench/results.
 * `--agree A.json B.json` instead says of two runs how many of their ratios agree.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchFile, FORMAT } from '../result.js';
import { agreementText } from './agree.js';
import { reportPage } from './page.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: 'out/bench.html' }, agree: { type: 'boolean', default: false } },
});

function read(name: string): BenchFile {
  const file = JSON.parse(readFileSync(name, 'utf8')) as BenchFile;
  if (file.format !== FORMAT)
    throw new Error(`${name}: a result of the bench has format ${FORMAT}, got ${file.format}`);
  return file;
}

function kept(): string[] {
  const folder = join(import.meta.dirname, '..', 'bench', 'results');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}

if (values.agree) {
  const [first, second, ...more] = positionals;
  if (!first || !second || more.length) throw new Error(`--agree needs two files, got ${positionals.length}`);
  console.log(agreementText(read(first), read(second)));
} else {
  const files = (positionals.length ? positionals : kept()).map(read);
  mkdirSync(dirname(values.output), { recursive: true });
  writeFileSync(values.output, reportPage(files));
  console.error(`written to ${values.output}: ${files.length} ${files.length === 1 ? 'result' : 'results'}`);
}
