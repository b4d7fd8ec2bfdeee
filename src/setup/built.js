/** Runs a program of dist, after setting up all that it needs. */
import { join } from 'node:path';
import { runWithDriver } from './enter.js';
import { ensureBuilt, ensureInstalled } from './install.js';
import { root } from './run.js';
import { say } from './say.js';

/**
 * Sets up, runs, and leaves this process with the program's exit code.
 * @param {string} program a file of dist
 * @param {string[]} args
 */
export async function runBuilt(program, args) {
  try {
    await ensureInstalled();
    await ensureBuilt();
    process.exitCode = await runWithDriver([join(root, 'dist', program), ...args], { hushed: true });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
