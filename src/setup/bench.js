/** `npm run bench`: runs the benchmarks, after setting up what is missing. */
import { runBuilt } from './built.js';

await runBuilt('bench.js', process.argv.slice(2));
