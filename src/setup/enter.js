/** The door of the command line, the tests and the bench to the driver: one call before the first adapter is asked for. */
import { describe } from './adapter.js';
import { findDriver } from './driver.js';
import { hasEntered, userEnvironment } from './guard.js';
import { say } from './say.js';

export { hasEntered, userStderr } from './guard.js';

/**
 * Returns in a process that can see an adapter, or where none can be had (one line has said why). Where only a node
 * started otherwise can see it, or the driver talks on stderr, another node does everything from here on, and this call
 * never returns.
 * @param {{ download?: boolean, quiet?: boolean }} [options] `download`: may fetch a driver; `quiet`: print nothing
 * @returns {Promise<void>}
 */
export async function enterWithDriver({ download = false, quiet = false } = {}) {
  if (hasEntered()) return;
  const driver = await findDriver({ download, quiet });
  if (!driver) return;
  if (!quiet) say(`adapter: ${describe(driver)}`);
  const { inOurPlace, needsProcess, nodeCommand, variables } = await import('./node.js');
  const hushed = talks(driver);
  if (!hushed && !needsProcess(driver.launch)) {
    Object.assign(process.env, variables(driver.launch, userEnvironment()));
    return;
  }
  const command = nodeCommand(driver.launch, [...process.execArgv, ...process.argv.slice(1)]);
  process.exit(await inOurPlace({ ...command, hushed }));
}

/** Whether Dawn says on stderr what it thinks of a driver (talk.js). @param {import('./driver.js').Driver} driver */
function talks({ adapter }) {
  return adapter.software && process.platform === 'linux';
}

/**
 * Runs node with these arguments on the best driver that this machine has or can fetch, says which it is, and resolves to
 * the exit code. Without one it runs all the same, and what needs an adapter fails there.
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, hushed?: boolean, software?: boolean }} [options] `env`: added to the environment; `hushed`:
 *   without what the driver says on stderr, which then is no terminal to the program; `software`: never on a GPU
 * @returns {Promise<number>}
 */
export async function runWithDriver(args, { env = {}, hushed = false, software = false } = {}) {
  const best = await findDriver({ download: true });
  const other = software && best?.adapter.software !== true;
  const driver = other ? await (await import('./search.js')).searchSoftware(userEnvironment()) : best;
  if (driver) say(`adapter: ${describe(driver)}`);
  const { inOurPlace, nodeCommand } = await import('./node.js');
  const command = nodeCommand(driver?.launch ?? {}, args, { ...process.env, ...env });
  return inOurPlace({ ...command, hushed: hushed && driver !== undefined && talks(driver) });
}
