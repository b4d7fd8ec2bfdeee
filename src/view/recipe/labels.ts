/** Whether whole numbers are labels, each of which is given a colour of its own, or amounts such as counts and places. */
import { chapterOf, findOperation } from '../../catalogue.js';
import type { Node } from '../../graph/node.js';

/** What these make of labels are labels. */
const HANDS_ON: readonly string[] = ['geometry', 'segment', 'pointwise', 'morphology', 'rank'];

/**
 * Told by what made them: segmentation, and what hands its labels on. Whole numbers of a file may be anything, and are not taken for labels.
 * @example
 * import { argmax, HostVolume, label } from 'brightfield';
 * import { recipe } from 'brightfield/view';
 * const image = new HostVolume({ shape: { y: 8, x: 8 }, dtype: 'u8' });
 * recipe.isLabels(label(image).labels); // true
 * recipe.isLabels(argmax(image)); // false
 */
export function isLabels(node: Node): boolean {
  const { call, dtype, output } = node;
  if (dtype !== 'u32' && dtype !== 'i32') return false;
  if (call.kind === 'source')
    return 'recipe' in call.source && call.source.recipe !== undefined && isLabels(call.source.recipe);
  if (call.kind !== 'operation') return false;
  if (call.outputs[output] === 'labels') return true;
  const operation = findOperation(call.operation);
  const chapter = operation ? chapterOf(operation) : '';
  // a count beside the labels is none
  if (chapter === 'segment' && output === 0) return true;
  const hands = HANDS_ON.includes(chapter) || call.operation.endsWith('Projection');
  return hands && call.inputs.some((input) => isLabels(input));
}
