/**
 * Starting node so that it sees a driver, and being replaced by such a node.
 *
 * A Vulkan driver is loaded into node's own process. One that needs a newer C library than the system's therefore needs
 * node itself to run on that library: its loader is started with node as its argument. Node then takes the loader for its
 * executable, so a file loaded first sets `process.execPath` to a script that starts node the same way; what node starts
 * as itself (workers of a test runner, `fork`) then sees the driver too.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { cacheFolder, writeWhole } from './cache.js';
import { entered, GUARD, READER, userEnvironment } from './guard.js';
import { withoutTalk } from './talk.js';

/**
 * @typedef {object} Launch how node is started; all absent: as it is
 * @property {string} [loader] the dynamic loader of another C library
 * @property {string} [libraryPath] a folder that is searched for libraries first
 * @property {Record<string, string>} [env]
 */

/** Whether a launch needs a new process, and not only some variables. @param {Launch} launch */
export function needsProcess({ loader, libraryPath }) {
  return loader !== undefined || libraryPath !== undefined;
}

/**
 * The variables of a launch: the Vulkan loader reads them when the first adapter is asked for.
 * @param {Launch} launch
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
export function variables(launch, env) {
  // Mesa complains without it.
  const runtime = process.platform === 'linux' && !env.XDG_RUNTIME_DIR ? { XDG_RUNTIME_DIR: tmpdir() } : {};
  return { ...runtime, ...(!env.LP_NATIVE_VECTOR_WIDTH && widestVectors()), ...launch.env };
}

/**
 * Mesa's lavapipe takes vectors of 256 bits unless told otherwise. With 512, where the processor has them, what computes much is quicker (a Zen 5: non-local means 1.5
 * times, convolution layers 1.4, the bilateral filter 1.4) and what mostly loads and stores as quick. Other drivers do not look at it.
 * Triangles it draws by 256 at most (Mesa 26.1 ends the process): who draws in node sets that.
 * @returns {Record<string, string>}
 */
function widestVectors() {
  try {
    return /\bavx512f\b/.test(readFileSync('/proc/cpuinfo', 'latin1')) ? { LP_NATIVE_VECTOR_WIDTH: '512' } : {};
  } catch {
    return {};
  }
}

/**
 * The command that starts node with these arguments through a launch.
 * @param {Launch} launch
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv }}
 */
export function nodeCommand(launch, args, environment = process.env) {
  const parent = entered(environment);
  const real = parent?.node === process.execPath ? parent.real : process.execPath;
  const env = userEnvironment(environment);
  Object.assign(env, variables(launch, env));
  const icd = launch.env?.VK_DRIVER_FILES;
  const mark = (/** @type {string} */ node) => JSON.stringify({ node, real, ...(icd && { icd }) });
  if (!launch.loader || !launch.libraryPath) {
    env[GUARD] = mark(real);
    if (launch.libraryPath) {
      env.LD_LIBRARY_PATH = [launch.libraryPath, env.LD_LIBRARY_PATH].filter(Boolean).join(':');
    }
    return { command: real, args, env };
  }
  const { node, preload } = wrapper(launch.loader, launch.libraryPath, real);
  env[GUARD] = mark(node);
  const through = ['--library-path', launch.libraryPath, real, '--require', preload];
  return { command: launch.loader, args: [...through, ...args], env };
}

/**
 * The script that stands for node, and the file that node loads first; written once for each loader and node.
 * @param {string} loader
 * @param {string} libraryPath
 * @param {string} real
 */
function wrapper(loader, libraryPath, real) {
  const key = createHash('sha256').update([loader, libraryPath, real].join('\n')).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `node-${key}`);
  const node = join(folder, 'node');
  const preload = join(folder, 'exec-path.cjs');
  if (!existsSync(node)) {
    writeWhole(preload, preloadText(node));
    const quoted = [loader, '--library-path', libraryPath, real, '--require', preload].map(quote).join(' ');
    writeWhole(node, `#!/bin/sh\nexec ${quoted} "$@"\n`, 0o755);
  }
  return { node, preload };
}

/** @param {string} node */
function preloadText(node) {
  return `// Node was started through another C library's loader: it must start itself again the same way.
process.execPath = process.argv[0] = ${JSON.stringify(node)};
const at = process.execArgv.indexOf(__filename);
if (at > 0) process.execArgv.splice(at - 1, 2);
`;
}

/** As one word of a POSIX shell. @param {string} word */
function quote(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Signals that somebody may send to us and mean the program that we started. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH']);

/**
 * Runs a program in the foreground in our place: same terminal, signals passed on. When it was ended by a signal, so are
 * we; else resolves to its exit code. `hushed`: its stderr comes through us, without what a driver says (talk.js).
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string, hushed?: boolean }} program
 * @returns {Promise<number>}
 */
export async function inOurPlace({ command, args, env, cwd, hushed = false }) {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = hushed
    ? { stdio: ['inherit', 'inherit', 'pipe', 2], env: { ...env, [READER]: `${process.pid}` } }
    : { stdio: 'inherit', env };
  const child = spawn(command, args, { ...options, ...(cwd && { cwd }) });
  const read = child.stderr && passOn(child.stderr);
  // A key such as Ctrl-C reaches both of us from the terminal; passing it on would make it two.
  const terminal = process.platform === 'win32' || [0, 1, 2].some((fd) => isatty(fd));
  const keys = ['SIGINT', 'SIGQUIT', 'SIGWINCH'];
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    if (!(terminal && keys.includes(signal))) child.kill(signal);
  };
  const caught = SIGNALS.filter((signal) => process.platform !== 'win32' || signal === 'SIGINT');
  for (const signal of caught) process.on(signal, pass);
  const [code, signal] = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done([code, signal]));
  });
  // who was started by the program, and outlives it, may hold its stderr open
  const patience = setTimeout(() => child.stderr?.destroy(), 200);
  await read;
  clearTimeout(patience);
  for (const name of caught) process.off(name, pass);
  if (signal === null) return code;
  process.kill(process.pid, signal);
  return new Promise((done) => setTimeout(done, 1000, 1));
}

/**
 * Writes to our stderr what another's says, byte by byte as it comes, without what a driver says; resolves at its end.
 * @param {import('node:stream').Readable} stderr
 * @returns {Promise<void>}
 */
function passOn(stderr) {
  // whoever read us may have gone
  process.stderr.on('error', () => {});
  const { take, end } = withoutTalk((text) => process.stderr.write(text, 'latin1'));
  stderr.setEncoding('latin1').on('data', take);
  return new Promise((done) => {
    stderr.on('close', () => {
      end();
      done();
    });
  });
}
