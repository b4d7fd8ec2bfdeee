/**
 * The guard against entering twice: what a node that was started through a driver finds in its environment. No imports:
 * every such node reads it first.
 */

/**
 * @typedef {object} Entered what a node started here finds in its environment
 * @property {string} node the value of `process.execPath` in a process that has entered
 * @property {string} real the executable behind it
 * @property {string} [icd] the VK_DRIVER_FILES that were set for it, and not by the user
 */

export const GUARD = 'BRIGHTFIELD_ENTERED';

/**
 * The guard in an environment, or undefined.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Entered | undefined}
 */
export function entered(env) {
  try {
    return JSON.parse(env[GUARD] ?? '');
  } catch {
    return undefined;
  }
}

/**
 * Whether this process was started through a driver. A plain node started below one, which inherits the variable but not
 * the C library, was not.
 */
export function hasEntered(env = process.env, execPath = process.execPath) {
  return entered(env)?.node === execPath;
}

/**
 * The environment as the user set it: without what an entered parent added to choose a driver.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function userEnvironment(env = process.env) {
  const { [GUARD]: _, ...rest } = env;
  const icd = entered(env)?.icd;
  for (const name of ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES']) if (icd && rest[name] === icd) delete rest[name];
  return rest;
}

/** Names, to a process whose stderr its parent reads, that parent. */
export const READER = 'BRIGHTFIELD_STDERR_READER';

/**
 * The descriptor of the user's stderr: 2, or 3 where our parent reads the 2 and has left us the real one beside it. It is for
 * what depends on a terminal, and for programs started here; what is written goes to 2.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function userStderr(env = process.env, parent = process.ppid) {
  return env[READER] === `${parent}` ? 3 : 2;
}
