/** `npm start`: runs the main job, or what the arguments say, after setting up what is missing. */
import { runBuilt } from './built.js';

/** What the command line is told when `npm start` is given nothing. */
const MAIN_JOB = ['start'];

const given = process.argv.slice(2);
await runBuilt('cli.js', given.length > 0 ? given : MAIN_JOB);
