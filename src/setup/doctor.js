/** `brightfield doctor`: what this machine offers, and what is missing. */
import { describe } from './adapter.js';
import { advice } from './advice.js';
import { cacheFolder } from './cache.js';
import { findChromium } from './chromium.js';
import { searchDriver } from './driver.js';
import { userEnvironment } from './guard.js';
import { glibcVersion } from './mesa.js';

/**
 * @typedef {object} Report
 * @property {string} node
 * @property {string} platform
 * @property {number} [glibc]
 * @property {string} cache the folder for drivers and remembered choices
 * @property {import('./driver.js').Driver} [driver]
 * @property {string[]} refusals why better ways to an adapter were not taken
 * @property {string} [advice] what to install, when there is no adapter
 * @property {string} [chromium]
 */

/**
 * Searches anew, whatever is remembered.
 * @param {{ install?: boolean }} [options] `install`: fetch a driver when there is no GPU
 * @returns {Promise<Report>}
 */
export async function diagnose({ install = false } = {}) {
  const { driver, refusals } = await searchDriver({ download: install });
  const chromium = await findChromium({ install: false });
  const glibc = process.platform === 'linux' ? glibcVersion() : Number.NaN;
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    ...(glibc > 0 && { glibc }),
    cache: cacheFolder(),
    ...(driver && { driver }),
    refusals,
    ...(!driver && { advice: advice(userEnvironment(), refusals, install) }),
    ...(chromium && { chromium }),
  };
}

/**
 * A report as lines for a person.
 * @param {Report} report
 * @returns {string}
 */
export function formatReport({ node, platform, glibc, cache, driver, refusals, advice, chromium }) {
  const untested = platform.startsWith('linux') ? '' : ' (not tested on this platform)';
  return [
    `node      ${node}, ${platform}${untested}${glibc ? `, glibc ${glibc}` : ''}`,
    `cache     ${cache}`,
    `adapter   ${driver ? describe(driver) : advice}`,
    ...refusals.map((line) => `          tried in vain: ${line}`),
    `chromium  ${chromium ?? 'none (only the tests of the pages need one)'}`,
  ].join('\n');
}
