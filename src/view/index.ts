/** What pages import as `brightfield/view`: slices on a canvas, and panels made from the registry. */

export { type Control, type ControlOptions, controlsOf } from './controls.js';
export { latest } from './latest.js';
export type { ImageLayer, MaskLayer, SliceScene } from './layers.js';
export { type Colour, SlicePainter } from './painter.js';
export { type OperationPanel, operationPanel, type PanelOptions } from './panel.js';
export { PLANES, type Placement, placeSlice, voxelUnder } from './placement.js';
export * as recipe from './recipe/index.js';
export { SliceView, type SliceViewOptions } from './slices.js';
