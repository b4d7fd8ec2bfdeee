/** What a step that is added is given first. */
import type { Operation } from '../../graph/operation.js';
import type { RecipeGraph } from '../recipe/graph.js';
import { type Feed, PREVIOUS, type Recipe } from '../recipe/recipe.js';
import { resolve } from '../recipe/resolve.js';

/** After a threshold, which is one number, what is compared is the image that it was found in; undefined where the usual inputs do. */
export function sensibleInputs(
  operation: Operation,
  recipe: Recipe,
  graph: RecipeGraph | undefined,
): readonly Feed[] | undefined {
  const last = resolve(recipe).steps.at(-1);
  const shape = graph?.nodeOf()?.shape;
  const given = last?.in[0];
  if (operation.inputs.length < 2 || !shape || typeof given !== 'string') return undefined;
  if (Object.values(shape).some((length) => length > 1)) return undefined;
  const others = operation.inputs.slice(2).map(() => recipe.inputs[0] ?? 'image');
  return [given, PREVIOUS, ...others];
}
