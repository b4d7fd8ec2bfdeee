/** The order of axes in input files: `--layout`, or `--axes` where an operation has no parameter of that name or cannot mean it. */
import { isLayout } from '../core/axes.js';
import { UserError } from '../core/errors.js';
import type { Operation } from '../graph/operation.js';
import { openStack } from '../io/files.js';
import { isNumber } from './arguments.js';

/** The order that the options name, if any. Throws `UserError` where it is none. */
export function layoutOption(command: string, options: ReadonlyMap<string, string>): string | undefined {
  const [name, other] = ['layout', 'axes'].filter((each) => options.has(each));
  if (name === undefined) return undefined;
  const layout = options.get(name) ?? '';
  if (other !== undefined) throw new UserError(`${command}: --layout and --axes are one option here, give one of them`);
  if (!isLayout(layout))
    throw new UserError(`${command}: --${name} must be an order of distinct axes of n c z y x, got '${layout}'`);
  return layout;
}

/** Fewer axes are always the parameter: `z` of an image means the axis it lacks. */
const LEAST = 3;

/**
 * Whether `--axes` is the order of axes in the files although the operation has a parameter of that name, `files` being the
 * words of its inputs: where the parameter refuses it, or where it names one axis for each dimension of the npy files and one that
 * they would not have without it. `--layout` beside it settles that it is the parameter.
 */
export async function axesAreLayout(
  { params }: Operation,
  options: ReadonlyMap<string, string>,
  files: readonly string[],
): Promise<boolean> {
  const word = options.get('axes');
  if (word === undefined || !params.axes) return word !== undefined;
  if (options.has('layout') || word.length < LEAST || !isLayout(word)) return false;
  if (refuses(params.axes, word)) return true;
  for (const file of files) {
    if (!isNpyFile(file)) return false;
    await using stack = await openStack(file);
    const { layout } = stack.description;
    if (layout.length !== word.length || [...word].every((axis) => layout.includes(axis))) return false;
  }
  return files.length > 0;
}

const isNpyFile = (word: string): boolean => !isNumber(word) && /\.npy$/i.test(word);

function refuses(spec: Operation['params'][string], word: string): boolean {
  const refused = new Error('refused');
  try {
    spec.parse(word, () => {
      throw refused;
    });
    return false;
  } catch (cause) {
    if (cause !== refused) throw cause;
    return true;
  }
}
