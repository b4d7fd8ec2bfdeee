/** `npm run docs`: writes what is generated from declarations and shaders (the tests that check it also write it). */
import { join } from 'node:path';
import { ensureInstalled } from './install.js';
import { inOurPlace } from './node.js';
import { root } from './run.js';

await ensureInstalled();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--root', root, '--project', 'unit', 'test/unit/generated', '-u'];
process.exitCode = await inOurPlace({ command: process.execPath, args, env: process.env, cwd: root });
