/** `npm run bench`: runs the benchmarks, after setting up what is missing: packages, a build, a driver, and a build of the revision to compare with. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runWithDriver } from './enter.js';
import { ensureBuilt, ensureInstalled } from './install.js';
import { root } from './run.js';
import { say } from './say.js';

/** What follows a word among the arguments, `--word value` or `--word=value`. @param {string[]} args @param {string} word */
function optionOf(args, word) {
  const at = args.findIndex((arg) => arg === word || arg.startsWith(`${word}=`));
  return at < 0 ? undefined : args[at]?.includes('=') ? args[at]?.slice(word.length + 1) : args[at + 1];
}

/** The commit that is checked out, with a mark where files differ from it; nothing outside a repository. */
function revision() {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? ['--revision', stdout.trim()] : [];
}

const args = process.argv.slice(2);
/** @type {import('./earlier.js').Earlier | undefined} */
let earlier;
try {
  await ensureInstalled();
  await ensureBuilt();
  const against = optionOf(args, '--against');
  if (against !== undefined) earlier = await (await import('./earlier.js')).buildEarlier(against);
  const before = earlier ? ['--before', earlier.dist] : [];
  const program = [join(root, 'dist/bench.js'), ...args, ...before, ...revision()];
  process.exitCode = await runWithDriver(program, { hushed: true, software: optionOf(args, '--device') === 'cpu' });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  earlier?.remove();
}
