/// <reference types="@webgpu/types" preserve="true" />
/// <reference lib="esnext.disposable" preserve="true" />
/** Volumes larger than the device or the memory, block by block: runs in a page as in Node. */
export { explainStream } from './explainStream.js';
export type { StreamPlan } from './passes.js';
export { formatReach, type Reach, reachOf, type SourceReach } from './reach.js';
export { type PassRecords, planOf, type RunBlocksOptions, runBlocks, type Stage } from './runBlocks.js';
export { type BlockSink, hostSink } from './sink.js';
export { type BlockSource, hostBlocks, stackBlocks } from './source.js';
export { type StageTimes, stageTimes } from './stageTimes.js';
export { type ZarrSink, zarrSink } from './zarrSink.js';
