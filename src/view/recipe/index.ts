/** Recipes: pipelines as lists of steps that are edited, undone, saved and shared. What `brightfield/view` exports as `recipe`. */

export { type Interval, intervalsOf, sampleOf } from '../window.js';
export { toCommand } from './command.js';
export { fromDocument, toDocument } from './document.js';
export {
  type AddOptions,
  addStep,
  dropFeed,
  moveStep,
  removeStep,
  saveAs,
  setFeed,
  setOutput,
  setParam,
  switchStep,
} from './edits.js';
export { graphOf, type RecipeGraph } from './graph.js';
export { type EditKind, edited, type History, historyOf, redo, undo } from './history.js';
export { isLabels } from './labels.js';
export { fromLink, toLink } from './link.js';
export { LivePipeline } from './live.js';
export type { LiveOptions, LiveResult, Wanted } from './liveOptions.js';
export { EMPTY_RECIPE, type Feed, PREVIOUS, type Recipe, type Step } from './recipe.js';
export { toTypeScript } from './typescript.js';
