/// <reference types="@webgpu/types" preserve="true" />
/// <reference lib="esnext.disposable" preserve="true" />
/** What pages import as `brightfield/view`: volumes on a canvas, and panels made from the registry. */

export { breathe } from '../core/breath.js';
export { adoptPaneStyles } from './adopt.js';
export { type Box, boxOf, cornersOf, EDGES } from './box.js';
export { type Camera, checkCamera, dolly, firstView, fitted, orbit, pan } from './camera.js';
export { type Control, type ControlOptions, controlsOf } from './controls.js';
export { download } from './download.js';
export { surfaceBox } from './draws/surface.js';
export { type HistogramOptions, HistogramView } from './histogramView.js';
export { type KeyWords, VIEWER_KEYS } from './keys.js';
export { latest } from './latest.js';
export type { Pane } from './layout.js';
export { linkViews } from './linkViews.js';
export { type OperationPanel, operationPanel, type PanelOptions, type Turned } from './panel.js';
export { type PipelinePanel, type PipelinePanelOptions, pipelinePanel } from './pipelinePanel.js';
export { PLANES, type Placement, type Rect } from './placement.js';
export { probe } from './probe.js';
export { type Projected, project } from './projection.js';
export * as recipe from './recipe/index.js';
export {
  type Crop,
  checkRendering,
  FIRST_RENDERING,
  METHODS,
  type Method,
  QUALITIES,
  type Quality,
  type Rendering,
} from './rendering.js';
export type { Colour, ImageLayer, LabelLayer, LineLayer, MaskLayer, Scene } from './scene.js';
export { Viewer } from './viewer.js';
export type { Stroke, ViewerEvents, ViewerOptions } from './viewerOptions.js';
export {
  COMPARISONS,
  type Comparison,
  TOOLS,
  type Tool,
  VIEW_MODES,
  type ViewMode,
  type ViewState,
} from './viewState.js';
export type { Channel, Place } from './voxels.js';
export { windowOf } from './window.js';
