/** What is run so that a view of a recipe can be shown: the view itself where it is not there already, and samples that say which window it needs. */
import { Volume } from '../../engine/volume.js';
import type { Node } from '../../graph/node.js';
import { sampleOf } from '../window.js';
import { graphOf } from './graph.js';
import type { Sources } from './kept.js';
import type { Lookup, Recipe } from './recipe.js';
import { resolve } from './resolve.js';
import type { Graph } from './warming.js';

export interface Viewed {
  readonly node: Node;
  readonly graph: Graph;
  /** The volume that is shown where it lies, if the view is one. */
  readonly given: Volume | undefined;
}

/** What is to be run for a view; what is `known` of the steps before it is not computed again. */
export function viewed(
  recipe: Recipe,
  view: string,
  sources: Sources,
  lookup: Lookup,
  known: ReadonlyMap<string, Volume>,
): Viewed {
  const made = graphOf(recipe, sources, lookup, known);
  const node = made.nodeOf(view);
  // it was there before it was asked for
  if (!node) throw new Error(`nothing is called ${view}`);
  const given = sourceOf(node);
  const sample = sampleOf(node);
  const compared = comparedWith(recipe, view);
  // of what is not there it would have to be stored
  const other = compared !== undefined && (known.get(compared) ?? sources[compared] instanceof Volume);
  const against = other ? made.nodeOf(compared) : undefined;
  const graph = {
    ...(!given && { image: node }),
    ...((given || sample !== node) && { sample }),
    ...(against && { compared: sampleOf(against) }),
  };
  return { node, graph, given };
}

/** What a step that is given a number beside a volume compares with it, such as a threshold. */
export function comparedWith(recipe: Recipe, view: string): string | undefined {
  const step = resolve(recipe).steps.find(({ step: { id } }) => id === view);
  const [first, second] = step?.in ?? [];
  return typeof first === 'string' && typeof second === 'number' ? first : undefined;
}

/** The volume that a node only stands for. */
function sourceOf(node: Node): Volume | undefined {
  const { call } = node;
  return call.kind === 'source' && call.source instanceof Volume ? call.source : undefined;
}
