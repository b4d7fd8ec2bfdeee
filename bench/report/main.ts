/** `npm run bench:report [-- FILES...] [--output out/bench.html]`: a page of results, from the files named or from all of bench/results. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchFile, FORMAT } from '../result.js';
import { reportPage } from './page.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: 'out/bench.html' } },
});
const folder = join(import.meta.dirname, '..', 'bench', 'results');
const names = positionals.length
  ? positionals
  : readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name));
const files = names.map((name) => {
  const file = JSON.parse(readFileSync(name, 'utf8')) as BenchFile;
  if (file.format !== FORMAT)
    throw new Error(`${name}: a result of the bench has format ${FORMAT}, got ${file.format}`);
  return file;
});
mkdirSync(dirname(values.output), { recursive: true });
writeFileSync(values.output, reportPage(files));
console.error(`written to ${values.output}: ${files.length} ${files.length === 1 ? 'result' : 'results'}`);
