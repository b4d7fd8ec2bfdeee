/**
 * Which driver this machine's node uses: the first of the ways (ways.js) that shows an adapter. A choice is remembered
 * with what it depends on, so that later starts ask nothing: a probe takes a third of a second, reading this a millisecond.
 */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { hostname, release } from 'node:os';
import { join } from 'node:path';
import { isBest } from './adapter.js';
import { cacheFolder, readJson, writeWhole } from './cache.js';
import { userEnvironment } from './guard.js';
import { say } from './say.js';

/**
 * @typedef {object} Driver
 * @property {string} way how it was found
 * @property {import('./node.js').Launch} launch
 * @property {import('./adapter.js').Adapter} adapter
 */

/**
 * The driver of this machine: remembered, or searched for; undefined when none shows an adapter, and then, unless quiet,
 * a line has said what to do.
 * @param {{ download?: boolean, quiet?: boolean }} [options] `download`: may fetch a driver
 * @returns {Promise<Driver | undefined>}
 */
export async function findDriver({ download = false, quiet = false } = {}) {
  const known = recall(userEnvironment());
  const enough = known && (!download || isBest(known.driver.adapter) || Date.now() - known.fetchedAt < DAY);
  if (enough) return known.driver;
  const { driver, refusals } = await searchDriver({ download });
  if (!driver && !quiet) say((await import('./advice.js')).advice(userEnvironment(), refusals, download));
  return driver;
}

/**
 * Searches, whatever is remembered, and remembers what is found.
 * @param {{ download: boolean }} options
 * @returns {Promise<import('./search.js').Search>}
 */
export async function searchDriver({ download }) {
  const env = userEnvironment();
  // Seldom needed, and slow to load beside a command line that only wants to start.
  const { search } = await import('./search.js');
  const found = await search(env, { download });
  if (found.driver) remember(env, { driver: found.driver, fetchedAt: download ? Date.now() : 0 });
  return found;
}

/** A home may be shared by the nodes of a cluster. */
const KEPT = 100;
const memory = () => join(cacheFolder(), 'driver.json');

/** After this time a fetch that failed is tried again. */
const DAY = 86_400_000;

/** @typedef {{ driver: Driver, fetchedAt: number }} Choice with the time at which better ones were last fetched, or 0 */

/** @param {NodeJS.ProcessEnv} env @returns {Choice | undefined} */
function recall(env) {
  const known = readJson(memory())?.[keyOf(env)];
  return known?.driver && known.marks === marksOf(known.driver) ? known : undefined;
}

/** @param {NodeJS.ProcessEnv} env @param {Choice} choice */
function remember(env, choice) {
  const others = Object.entries(readJson(memory()) ?? {}).filter(([key]) => key !== keyOf(env));
  const all = [...others, [keyOf(env), { ...choice, marks: marksOf(choice.driver) }]].slice(-KEPT);
  writeWhole(memory(), JSON.stringify(Object.fromEntries(all), null, 1));
}

/** Where drivers come and go. */
const WATCHED = [
  '/usr/share/vulkan/icd.d',
  '/etc/vulkan/icd.d',
  '/usr/local/nvidia/share/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
  '/usr/lib/chromium',
];

/**
 * What a choice depends on. A home may be shared by machines with and without a GPU.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function keyOf(env) {
  const variables = Object.entries(env).filter(([name]) =>
    /^(VK_|LD_LIBRARY_PATH$|DRI_|MESA_|CUDA_VISIBLE|BRIGHTFIELD_ADAPTER$)/.test(name),
  );
  const facts = [
    process.execPath,
    process.version,
    process.platform === 'linux' ? release() : '',
    hostname(),
    variables.sort(),
    [...names('/dev').filter((name) => /^(nvidia|dxg)/.test(name)), ...names('/dev/dri')],
    [...WATCHED, env.VK_DRIVER_FILES ?? '', env.VK_ICD_FILENAMES ?? ''].map(changed),
    names(cacheFolder()).filter((name) => /^(mesa|swiftshader)-/.test(name)),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

/** Changes when the files of a choice do. @param {Driver} driver */
function marksOf({ launch }) {
  return [launch.loader, launch.libraryPath, launch.env?.VK_DRIVER_FILES].map((path) => changed(path ?? '')).join(' ');
}

/** When a file last changed, 0 when there is none. @param {string} path */
function changed(path) {
  return path === '' ? 0 : (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

/** @param {string} folder */
function names(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
