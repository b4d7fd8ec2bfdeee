/** The oracles, one namespace a chapter, each function named as its operation. */
export * as background from './background.js';
export * as color from './color.js';
export * from './compare.js';
export * as detection from './detection.js';
export * as distance from './distance.js';
export * as features from './features.js';
export * from './field.js';
export * as filter from './filter.js';
export * as geodesic from './geodesic.js';
export * as geometry from './geometry.js';
export * as metrics from './metrics.js';
export * as morphology from './morphology.js';
export * as noise from './noise.js';
export * as pointwise from './pointwise.js';
export * as reductions from './reductions.js';
export * as resizing from './resize.js';
export * as segment from './segment.js';
export * as transform from './transform.js';
