/** What a pipeline that is computed live is asked, and what it tells. */
import type { HostVolume } from '../../core/hostVolume.js';
import type { Table } from '../../core/table.js';
import type { Volume } from '../../engine/volume.js';
import type { Node } from '../../graph/node.js';
import type { Input } from '../../graph/operation.js';
import type { Interval } from '../window.js';
import type { RecipeGraph } from './graph.js';
import type { Lookup, Recipe } from './recipe.js';
import type { SweptSlider } from './warming.js';

/** What is computed, and which part of it is shown: an image, `id`, `id.output`, or `PREVIOUS`, the end of the list. */
export interface Wanted {
  readonly recipe: Recipe;
  readonly view?: string;
  /** Whether nothing is being dragged; true unless said. */
  readonly settled?: boolean;
  /** The step whose sliders are compiled for beforehand, once that is settled. */
  readonly focus?: { readonly id: string; readonly sliders: Readonly<Record<string, SweptSlider>> } | undefined;
}

export interface LiveResult {
  readonly wanted: Wanted;
  /** What is shown: an image, `id` or `id.output`. */
  readonly view: string;
  readonly node: Node;
  /** It lives until the next result was told, or the pipeline is disposed of. */
  readonly volume: Volume;
  /** Some of its voxels: of a stack the middle slice, of a large image at equal distances. */
  readonly sample: HostVolume;
  /** Such a sample of what a step was given beside a number, where that is at hand: what a threshold is a threshold of. */
  readonly compared: HostVolume | undefined;
  /** The least and the greatest finite voxel of the sample, and what holds nearly all of them. */
  readonly range: Interval;
  readonly window: Interval;
  /** The rows, where a column of a table is shown. */
  readonly table: Table | undefined;
  /** From the start of the run until the GPU was done. */
  readonly milliseconds: number;
}

export interface LiveOptions {
  /** The recipe's images, by name. A volume is the caller's, and must live on. */
  readonly sources: Readonly<Record<string, Input>>;
  /** A new result; what was told before is freed afterwards. */
  readonly onResult: (result: LiveResult) => void;
  /** Told at once what is wrong in a recipe, by step; what is shown stays. */
  readonly onGraph?: (graph: RecipeGraph, wanted: Wanted) => void;
  /** A run that failed, and what a driver refused. */
  readonly onError: (cause: unknown, wanted: Wanted) => void;
  /** Told when compiling beforehand begins, and when it is done. */
  readonly onWarm?: (state: 'compiling' | 'done') => void;
  readonly lookup?: Lookup;
}
