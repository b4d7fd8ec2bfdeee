/** The search for a driver: the ways (ways.js) are tried in their order until one shows an adapter. */
import { probe } from './probe.js';
import { ways } from './ways.js';

/**
 * @typedef {object} Search
 * @property {import('./driver.js').Driver} [driver]
 * @property {string[]} refusals one line for each way that was tried in vain
 */

/**
 * Tries the ways in their order.
 * @param {import('./ways.js').Way[]} ways
 * @param {(launch: import('./node.js').Launch) => Promise<import('./probe.js').Answer>} ask
 * @param {{ download: boolean }} options
 * @returns {Promise<Search>}
 */
export async function choose(ways, ask, options) {
  /** @type {Map<string, Promise<import('./probe.js').Answer>>} */
  const answers = new Map();
  /** @type {string[]} */
  const refusals = [];
  for (const way of ways) {
    const launch = await way.launch(options);
    if (!launch) continue;
    const key = JSON.stringify(launch);
    const answer = answers.get(key) ?? ask(launch);
    answers.set(key, answer);
    const { adapter, refusal } = await answer;
    if (adapter && (way.accepts?.(adapter) ?? true)) {
      return { driver: { way: way.name, launch, adapter }, refusals };
    }
    if (refusal && !refusals.some((line) => line.startsWith(`${way.name}: `))) refusals.push(`${way.name}: ${refusal}`);
  }
  return { refusals };
}

/**
 * Searches on this machine.
 * @param {NodeJS.ProcessEnv} env the user's
 * @param {{ download: boolean }} options
 * @returns {Promise<Search>}
 */
export function search(env, options) {
  return choose(ways(env), (launch) => probe(launch, env), options);
}

/**
 * The best software driver, whatever GPU there is; fetched where it is missing.
 * @param {NodeJS.ProcessEnv} env the user's
 * @returns {Promise<import('./driver.js').Driver | undefined>}
 */
export async function searchSoftware(env) {
  const all = ways(env).map((way) => ({
    ...way,
    accepts: (/** @type {import('./adapter.js').Adapter} */ { software }) => software,
  }));
  return (await choose(all, (launch) => probe(launch, env), { download: true })).driver;
}
