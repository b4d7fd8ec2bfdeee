/** How one window of a dispatch is issued. */
import type { StepWindow } from './plan.js';

/** Issues it, or does not: where nothing but compilation is wanted. */
export type Issue = (pass: GPUComputePassEncoder, window: StepWindow) => void;

export const DIRECT: Issue = (pass, window) => pass.dispatchWorkgroups(...window.groups);
