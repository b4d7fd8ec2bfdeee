/**
 * A build of another revision, beside which the bench's worker of today runs: a working tree in a temporary folder, with the packages that are here where
 * it asks for the same ones. What that revision does not export yet is undefined there, so that only the rows that need it fail.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { readJson } from './cache.js';
import { npm, root, run } from './run.js';
import { say } from './say.js';

/** @typedef {{ dist: string, remove: () => void }} Earlier */

/** @param {string[]} args */
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/**
 * Builds a revision; whoever calls removes it. Throws where git knows no such revision, or where it cannot be built.
 * @param {string} revision
 * @returns {Promise<Earlier>}
 */
export async function buildEarlier(revision) {
  let commit = '';
  try {
    commit = git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
  } catch {
    throw new Error(`--against must name a revision of this repository, got ${revision}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'brightfield-against-'));
  const remove = () => {
    try {
      git('worktree', 'remove', '--force', folder);
    } catch {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  try {
    say(`building ${revision} (${commit.slice(0, 7)}) in ${folder}`);
    git('worktree', 'add', '--detach', folder, commit);
    await packagesOf(folder);
    const dist = join(folder, 'dist');
    const entries = await buildLibrary(folder, dist);
    await besides(dist, entries);
    return { dist, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @param {string} folder */
async function packagesOf(folder) {
  const lock = (/** @type {string} */ at) => readFileSync(join(at, 'package-lock.json'), 'utf8');
  if (lock(folder) === lock(root)) {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return;
  }
  say('its packages are others: installing them (npm ci)');
  const [command, args, options] = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  const { code } = await run(command, args, { ...options, cwd: folder, show: true });
  if (code !== 0) throw new Error(`npm ci failed (${code}); the lines above say why`);
}

/**
 * The library alone, by that revision's own configuration.
 * @param {string} folder
 * @param {string} dist
 * @returns {Promise<string[]>} the names of what can be imported: `index`, `io`
 */
async function buildLibrary(folder, dist) {
  const manifest = readJson(join(folder, 'package.json'));
  /** @type {{ types: string, default: string }[]} */
  const exported = Object.values(manifest.exports).filter((entry) => typeof entry === 'object');
  const entry = Object.fromEntries(
    exported.map(({ types, default: file }) => [
      basename(file, '.js'),
      join(folder, types.replace('./dist/types', 'src').replace('.d.ts', '.ts')),
    ]),
  );
  const external = [
    /^node:/,
    ...Object.keys(manifest.dependencies).map((/** @type {string} */ name) => new RegExp(`^${name}(/|$)`)),
  ];
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    logLevel: 'error',
    build: {
      outDir: dist,
      target: 'es2022',
      minify: false,
      copyPublicDir: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        external,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        preserveEntrySignatures: 'strict',
      },
    },
  });
  return Object.keys(entry);
}

/**
 * The worker, with a module for each that it imports: all names of today, those of then behind them.
 * @param {string} dist
 * @param {string[]} entries
 */
async function besides(dist, entries) {
  let worker = readFileSync(join(root, 'dist', 'bench-worker.js'), 'utf8');
  for (const [, name = ''] of [...worker.matchAll(/ from "(brightfield[\w/]*)"/g)]) {
    const entry = name === 'brightfield' ? 'index' : basename(name);
    const today = await import(pathToFileURL(join(root, 'dist', `${entry}.js`)).href);
    const then = entries.includes(entry) ? `import * as then from './${entry}.js';` : 'const then = {};';
    const names = Object.keys(today).join(', ');
    writeFileSync(join(dist, `bench-${entry}.js`), `${then}\nexport const { ${names} } = { ...then };\n`);
    worker = worker.replaceAll(` from "${name}"`, ` from "./bench-${entry}.js"`);
  }
  writeFileSync(join(dist, 'bench-worker.js'), worker);
}
