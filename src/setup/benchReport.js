/** `npm run bench:report`: the page of results (bench/report), after setting up what is missing. It needs no adapter. */
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './install.js';
import { inOurPlace } from './node.js';
import { root } from './run.js';

await ensureInstalled();
await ensureBuilt();
const args = [join(root, 'dist', 'bench-report.js'), ...process.argv.slice(2)];
process.exitCode = await inOurPlace({ command: process.execPath, args, env: process.env });
