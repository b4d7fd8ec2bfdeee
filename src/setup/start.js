/** `npm start`: runs the main job, or what the arguments say, after setting up what is missing. */
import { runBuilt } from './built.js';

/** The main job is a command of the command line; a pipeline and inputs of one's own follow it. */
await runBuilt('cli.js', ['start', ...process.argv.slice(2)]);
