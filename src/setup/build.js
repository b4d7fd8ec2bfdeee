/**
 * `npm run build`: dist/ from the sources. The library and the programs for node keep their dependencies outside; the pages
 * take them in. A build that fails leaves no stamp, so the next start builds again.
 */
import { chmodSync, existsSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { buildBenchWorker } from './benchWorker.js';
import { readJson } from './cache.js';
import { LIBRARY, present, writeDeclarations } from './declarations.js';
import { stamp } from './install.js';
import { buildPages } from './pages/build.js';
import { root } from './run.js';

/** What node runs. */
const PROGRAMS = { cli: 'src/cli/main.ts', bench: 'bench/main.ts', 'bench-report': 'bench/report/main.ts' };

const out = join(root, 'dist');

const outside = [
  /^node:/,
  ...Object.keys(readJson(join(root, 'package.json')).dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
];

/** The library's workers, by file name in dist, with the module that starts each. */
const WORKERS = { decodeWorker: 'src/io/open.ts', encodeWorker: 'src/io/fileOf.ts' };

/**
 * Workers of the library are modules beside the others, with all that they need taken in: Vite's development server resolves nothing in a
 * worker of a package, and who bundles nothing has files that work. Bundlers find them by `new Worker(new URL(…, import.meta.url))`.
 * @returns {import('vite').Plugin}
 */
const workerBeside = () => ({
  name: 'worker-beside',
  enforce: 'pre',
  transform(code, id) {
    const worker = Object.entries(WORKERS).find(([, starter]) => id.endsWith(`/${starter}`))?.[0];
    return worker && { code: code.replace(`new URL('./${worker}.ts', import.meta.url)`, `__${worker}__`), map: null };
  },
  renderChunk(code, { fileName }) {
    const folder = fileName.includes('/') ? '..' : '.';
    const placed = Object.keys(WORKERS).reduce(
      (text, worker) => text.replace(`__${worker}__`, `new URL('${folder}/${worker}.js', import.meta.url)`),
      code,
    );
    return placed === code ? undefined : { code: placed, map: null };
  },
});

/**
 * @param {Record<string, string>} entries
 * @param {import('vite').BuildOptions} options
 * @param {{ external?: RegExp[], chunks?: string }} form what is not taken in, and where chunks lie
 */
async function buildModules(entries, options, { external = outside, chunks = 'chunks' } = {}) {
  const input = present(entries);
  if (Object.keys(input).length === 0) return;
  const output = { entryFileNames: '[name].js', chunkFileNames: `${chunks}/[name]-[hash].js` };
  await build({
    root,
    logLevel: 'warn',
    plugins: [workerBeside()],
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: { input, output, external, preserveEntrySignatures: 'strict' },
      ...options,
    },
  });
}

const began = new Date();
rmSync(out, { recursive: true, force: true });
await buildModules(LIBRARY, { lib: { entry: present(LIBRARY), formats: ['es'] } });
const workers = Object.fromEntries(Object.keys(WORKERS).map((name) => [name, `src/io/${name}.ts`]));
const alone = { external: [/^node:/], chunks: 'worker' };
await buildModules(workers, { lib: { entry: present(workers), formats: ['es'] }, sourcemap: false }, alone);
await buildModules(PROGRAMS, { ssr: true });
await buildBenchWorker(out);
await buildPages(join(out, 'pages'));
await writeDeclarations(join(out, 'types'));
const cli = join(out, 'cli.js');
if (existsSync(cli) && process.platform !== 'win32') chmodSync(cli, statSync(cli).mode | 0o111);
writeFileSync(stamp, '');
utimesSync(stamp, began, began);
