/** What `npm test` and its relatives were asked to do. */

/** The projects of vite.config.ts. */
export const PROJECTS = ['unit', 'gpu', 'chrome'];

/**
 * @typedef {object} Request
 * @property {string[]} projects named ones; empty: all
 * @property {string[]} rest for Vitest: file filters, -t
 * @property {boolean} check types and style are checked first
 * @property {boolean} driver
 * @property {boolean} chromium
 */

/**
 * The leading words that name projects select them, all else is Vitest's. Types and style belong to the whole, so they are
 * checked when nothing is selected.
 * @param {string[]} argv
 * @returns {Request}
 */
export function parseRequest(argv) {
  const end = argv.findIndex((word) => !PROJECTS.includes(word));
  const projects = end < 0 ? argv : argv.slice(0, end);
  const rest = end < 0 ? [] : argv.slice(end);
  const includes = (/** @type {string} */ name) => projects.length === 0 || projects.includes(name);
  // what is on a canvas is compared with what node computes
  const driver = includes('gpu') || includes('chrome');
  return { projects, rest, check: argv.length === 0, driver, chromium: includes('chrome') };
}
