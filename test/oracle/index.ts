/** The oracles, one namespace a chapter, each function named as its operation. */
export * from './compare.js';
export * from './field.js';
export * as features from './features.js';
export * as filter from './filter.js';
export * as geometry from './geometry.js';
export * as pointwise from './pointwise.js';
export * as reductions from './reductions.js';
