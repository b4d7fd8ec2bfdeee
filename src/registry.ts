/** The list of all operations, by chapter. An operation that stands here is in the package, the CLI, the documents and the panels. */

// filter
export { convolveAxis } from './ops/filter/convolveAxis.js';
export { gaussian } from './ops/filter/gaussian.js';

// gradient
export { gaussianGradientMagnitude } from './ops/gradient/gaussianGradientMagnitude.js';
export { gaussianLaplace } from './ops/gradient/gaussianLaplace.js';
export { gradient } from './ops/gradient/gradient.js';
export { gradientMagnitude } from './ops/gradient/gradientMagnitude.js';
export { laplace } from './ops/gradient/laplace.js';
export { prewitt } from './ops/gradient/prewitt.js';
export { scharr } from './ops/gradient/scharr.js';
export { sobel } from './ops/gradient/sobel.js';

// pointwise
export { add, divide, maximum, minimum, multiply, power, subtract } from './ops/pointwise/arithmetic.js';
export { cast } from './ops/pointwise/cast.js';
export { clamp } from './ops/pointwise/clamp.js';
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from './ops/pointwise/compare.js';
export { abs, cos, exp, log, sin, sqrt } from './ops/pointwise/elementary.js';
export { expression } from './ops/pointwise/expression.js';
export { gamma } from './ops/pointwise/gamma.js';
export { invert } from './ops/pointwise/invert.js';
export { and, not, or } from './ops/pointwise/logic.js';
export { quantise } from './ops/pointwise/quantise.js';
export { rescale } from './ops/pointwise/rescale.js';
export { where } from './ops/pointwise/where.js';
