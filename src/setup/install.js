/** Brings the repository up to date before something is run in it: its packages, and what is built from its sources. */

import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, withLock } from './cache.js';
import { npm, root, run } from './run.js';
import { say } from './say.js';

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, resolved?: string }} Locked a package in a lock file
 */

/**
 * Whether what is installed is what the lock file asks for; optional packages (those of other platforms) may be absent.
 * @param {Record<string, Locked>} wanted `packages` of package-lock.json
 * @param {Record<string, Locked>} present `packages` of node_modules/.package-lock.json
 * @returns {boolean}
 */
export function matches(wanted, present) {
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const here = present[path];
    return path === '' || (here ? here.version === version : optional === true);
  });
}

/** Installs the packages of the lock file when they are missing or others. */
export async function ensureInstalled() {
  const here = () => {
    const lock = readJson(join(root, 'package-lock.json'));
    const hidden = readJson(join(root, 'node_modules', '.package-lock.json'));
    return lock && hidden && matches(lock.packages, hidden.packages);
  };
  if (here()) return;
  await alone('install', async () => {
    if (here()) return;
    say('installing the packages of package-lock.json (npm ci)');
    // npm would empty the folder behind a link, which is that of another working tree
    const modules = join(root, 'node_modules');
    if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(modules);
    const [command, args, options] = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    const { code } = await run(command, args, { ...options, cwd: root, show: true });
    if (code !== 0) throw new Error(`npm ci failed (${code}); the lines above say why`);
  });
}

/** What a build is made from. */
const SOURCES = ['src', 'shaders', 'examples', 'bench', 'vite.config.ts', 'tsconfig.json', 'package.json'];

/** Written when a build has ended well; its time is when that build began. */
export const stamp = join(root, 'dist', '.built');

/** Builds when a source is newer than the last whole build. */
export async function ensureBuilt() {
  const fresh = () => existsSync(stamp) && newest(SOURCES.map((path) => join(root, path))) <= statSync(stamp).mtimeMs;
  if (fresh()) return;
  await alone('build', async () => {
    if (fresh()) return;
    say('building dist (npm run build)');
    const { code } = await run(process.execPath, [join(root, 'src/setup/build.js')], { cwd: root, show: true });
    if (code !== 0) throw new Error(`the build failed (${code}); the lines above say why`);
  });
}

/**
 * When the newest of these files, or a file or folder below them, was changed; 0 when there is none.
 * @param {string[]} paths
 * @returns {number}
 */
export function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    // packages that the bench brought are no sources
    if (!stat || path.endsWith('node_modules')) continue;
    const below = stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : 0;
    latest = Math.max(latest, stat.mtimeMs, below);
  }
  return latest;
}

/** One process at a time in this working tree. @param {string} what @param {() => Promise<void>} work */
function alone(what, work) {
  const tree = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return withLock(`${what}-${tree}`, work, () => say(`another process does the ${what}; waiting for it`));
}
