/** Starting other programs. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository; meaningful in the repository only, not in the installed package. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @typedef {object} Outcome
 * @property {number} code 0 when it went well; 127 when the program could not be started
 * @property {string} output what it printed, empty when that went to the terminal
 */

/**
 * Runs a program and collects what it prints (or, with `show`, lets it print to the terminal's stderr). Never throws.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean, shell?: boolean, timeout?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { env = process.env, cwd, show = false, shell = false, timeout = 0 } = {}) {
  return new Promise((done) => {
    /** @type {import('node:child_process').SpawnOptions} */
    const options = { env, shell, timeout, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] };
    if (show) options.stdio = ['ignore', 2, 2];
    if (cwd) options.cwd = cwd;
    const child = spawn(command, args, options);
    let output = '';
    const collect = (/** @type {Buffer} */ bytes) => {
      output += bytes.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => done({ code: 127, output: output + error.message }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/**
 * The npm that belongs to this node, as a command without a shell where that is possible.
 * @param {string[]} args
 * @returns {[string, string[], { shell?: boolean }]}
 */
export function npm(args) {
  const beside = dirname(process.execPath);
  const script = [
    process.env.npm_execpath ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  return script ? [process.execPath, [script, ...args], {}] : ['npm', args, { shell: process.platform === 'win32' }];
}
