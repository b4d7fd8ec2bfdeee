/** Runs before every file of tests, in the same process as the files before it. */
import { shareContext } from './shared.js';

shareContext();
