/** The list of all operations, by chapter. An operation that stands here is in the package, the CLI, the documents and the panels. */

// filter
export { convolveAxis } from './ops/filter/convolveAxis.js';
export { gaussian } from './ops/filter/gaussian.js';
