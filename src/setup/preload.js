/** The file that a user's program loads first, so that it ends with us. */
import { join } from 'node:path';
import { cacheFolder, writeWhole } from './cache.js';

/**
 * The words that node is given before a program that is to end with the process that starts it, also where that is killed in a
 * way that it cannot pass on.
 * @returns {string[]}
 */
export function endingWithParent() {
  const file = join(cacheFolder(), 'end-with-parent.cjs');
  writeWhole(file, text(file));
  return ['--require', file];
}

/** @param {string} file */
function text(file) {
  return `// What brightfield starts ends with it; what the program itself starts as node is its own affair.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(137), 500).unref();
const at = process.execArgv.indexOf(${JSON.stringify(file)});
if (at > 0) process.execArgv.splice(at - 1, 2);
`;
}
