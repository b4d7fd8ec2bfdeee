/** Formulas over volumes. */
import { begun, text } from '../../core/params.js';
import type { Expr } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';
import { parseFormula, type Syntax } from './expressionSyntax.js';
import { VARIABLES } from './expressionTable.js';
import { expressionOf } from './expressionTypes.js';

/** Storage bindings that are certain, less the result's. */
const MOST_VOLUMES = 7;

/**
 * A formula, voxel by voxel, computed in one pass. The inputs are `a b c d f g h i` by position (`e` is Euler's number) and
 * broadcast. Operators, from loose to tight: `?:`, `||`, `&&`, `== !=`, `< <= > >=`, `+ -`, `* / %` (remainder with the sign of
 * the first), signs and `!`, `^` or `**` (to the right). Functions: min max abs sqrt exp expm1 log log1p sin cos tan atan2 tanh
 * sigmoid erf floor ceil round (half to even) sign where clamp pow isnan isfinite; constants pi and e. The result is u8 where the formula is a
 * comparison or logic, i32 or u32 where all that it computes is, else f32. Changing a number compiles nothing.
 * Throws `ArgumentError` with the column where the text is no formula, and where shapes do not broadcast.
 * @example
 * import { expression, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(0, 0.25, 1) });
 * using engine = await openEngine();
 * const waves = expression([image, 2], { text: 'sin(2 * pi * a) + b' });
 * const result = await (await engine.run(waves)).read(); // 2, 3, 2
 */
export const expression = defineOp({
  name: 'expression',
  summary: 'Compute a formula voxel by voxel.',
  inputs: [
    { name: 'inputs', doc: 'The volumes a, b, c, d, f, g, h, i of the formula, eight at most.', variadic: true },
  ],
  params: { text: begun(text('The formula, such as `sin(6.28 * a) + b`.'), () => 'sqrt(abs(a))') },
  lower([nodes], params, refuse) {
    if (nodes.length > VARIABLES.length) refuse(`there must be at most ${VARIABLES.length} inputs`, `${nodes.length}`);
    const formula = parseFormula(params.text, nodes.length, refuse);
    const used = variablesOf(formula);
    const idle = VARIABLES.slice(0, nodes.length).filter((_, index) => !used.has(index));
    if (idle.length) refuse('the formula must use every input', `none of ${idle.join(', ')}`);
    return nodeOf(formula, nodes, refuse);
  },
});

/** One node; more volumes than a kernel may bind are met in parts, which fusion joins again where the device has room. */
function nodeOf(formula: Syntax, nodes: readonly Node[], refuse: RefuseCall): Node {
  const used = [...variablesOf(formula)];
  const inputs = used.map((index) => nodes[index] as Node);
  const volumes = inputs.filter((node) => node.call.kind !== 'literal');
  if (formula.kind === 'call' && volumes.length > MOST_VOLUMES) {
    const parts: Node[] = [];
    const args = formula.args.map((arg): Syntax => {
      if (arg.kind === 'number' || arg.kind === 'constant') return arg;
      parts.push(arg.kind === 'variable' ? (nodes[arg.index] as Node) : nodeOf(arg, nodes, refuse));
      return { kind: 'variable', index: parts.length - 1 };
    });
    return nodeOf({ ...formula, args }, parts, refuse);
  }
  return elementwise(inputs, refuse, (args, upload) => {
    const variables: Expr[] = [];
    used.forEach((index, at) => {
      variables[index] = args[at] as Expr;
    });
    return expressionOf(formula, variables, upload);
  });
}

/** The inputs that a formula reads. */
function variablesOf(formula: Syntax, found = new Set<number>()): ReadonlySet<number> {
  if (formula.kind === 'variable') found.add(formula.index);
  if (formula.kind === 'call') for (const arg of formula.args) variablesOf(arg, found);
  return found;
}
