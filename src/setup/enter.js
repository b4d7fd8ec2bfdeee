/** The door of the command line, the tests and the bench to the driver: one call before the first adapter is asked for. */
import { describe } from './adapter.js';
import { findDriver } from './driver.js';
import { hasEntered, userEnvironment } from './guard.js';
import { say } from './say.js';

/**
 * Returns in a process that can see an adapter, or where none can be had (one line has said why). Where only a node
 * started otherwise can see it, that node does everything from here on, and this call never returns.
 * @param {{ download?: boolean, quiet?: boolean }} [options] `download`: may fetch a driver; `quiet`: print nothing
 * @returns {Promise<void>}
 */
export async function enterWithDriver({ download = false, quiet = false } = {}) {
  if (hasEntered()) return;
  const driver = await findDriver({ download, quiet });
  if (!driver) return;
  if (!quiet) say(`adapter: ${describe(driver)}`);
  const { inOurPlace, needsProcess, nodeCommand, variables } = await import('./node.js');
  if (!needsProcess(driver.launch)) {
    Object.assign(process.env, variables(driver.launch, userEnvironment()));
    return;
  }
  process.exit(await inOurPlace(nodeCommand(driver.launch, [...process.execArgv, ...process.argv.slice(1)])));
}

/**
 * Runs node with these arguments on the best driver that this machine has or can fetch, says which it is, and resolves to
 * the exit code. Without one it runs all the same, and what needs an adapter fails there.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [more] added to the environment
 * @returns {Promise<number>}
 */
export async function runWithDriver(args, more = {}) {
  const driver = await findDriver({ download: true });
  if (driver) say(`adapter: ${describe(driver)}`);
  const { inOurPlace, nodeCommand } = await import('./node.js');
  return inOurPlace(nodeCommand(driver?.launch ?? {}, args, { ...process.env, ...more }));
}
