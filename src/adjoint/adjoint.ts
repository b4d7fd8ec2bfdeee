/** The adjoint of a linear pipeline. */
import { ArgumentError } from '../core/errors.js';
import type { Description } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import { inputsOf, lowered, type Node, type Primitive } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asCaller, describedAs, placeholder } from '../graph/primitive.js';
import { pulledBack } from './gradientOf.js';

/** A pipeline from one volume to one or more. */
export type Pipeline = (x: Node) => Node | readonly Node[];

/**
 * The adjoint A* of a linear pipeline A of volumes like `like`: ⟨A x, y⟩ = ⟨x, A* y⟩, its borders included. It takes what A gives, in
 * the same order, and gives f32 of the shape of `like`. A may add a constant: of x ↦ A x + b it is the adjoint of A.
 *
 * Throws `ArgumentError` where a call of A has no gradient, and where A is not linear: where its gradient depends on where it is taken.
 * @example
 * import { adjoint, HostVolume, openEngine, prewitt, source, sum, multiply } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 4, x: 4 } });
 * const back = adjoint((x) => prewitt(x, { axis: 'x' }), image);
 * using engine = await openEngine();
 * using result = await engine.run(back(new HostVolume({ shape: { y: 4, x: 4 }, data: new Float32Array(16).fill(1) })));
 * (await result.read()).shape; // y=4 x=4
 */
export function adjoint(A: Pipeline, like: Description): (...y: readonly Input[]) => Node {
  const x = placeholder('x', describedAs(like, { dtype: 'f32' }));
  const outputs = resultsOf('adjoint', A, x);
  return (...given) => {
    if (given.length !== outputs.length)
      throw new ArgumentError(
        'adjoint',
        `there must be a volume for each of the ${outputs.length} results of the pipeline`,
        `${given.length}`,
      );
    const cotangents = given.map((each) => toNode(each, 'adjoint', 'y'));
    const back = pulledBack('adjoint', outputs, cotangents, [x])[0] as Node;
    if (dependsOn(back, x))
      throw new ArgumentError(
        'adjoint',
        'the pipeline must be linear',
        'one whose gradient depends on where it is taken',
      );
    return back;
  };
}

/** What a pipeline makes of a volume. Throws the `ArgumentError` of `name` where that is no node, or none. */
export function resultsOf(name: string, A: Pipeline, x: Node): Node[] {
  if (typeof A !== 'function')
    throw new ArgumentError(name, 'the pipeline must be a function from a node to one or more', describe(A));
  const results: unknown[] = [asCaller(() => A(x))].flat();
  if (results.length === 0) throw new ArgumentError(name, 'the pipeline must give a node, or nodes', '[]');
  return results.map((each) => toNode(each, name, 'what the pipeline gives'));
}

/** Whether a graph reads a node. */
function dependsOn(root: Node, source: Node): boolean {
  const seen = new Set<Primitive>();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const call = lowered(node).call as Primitive;
    if (call === source.call) return true;
    if (!seen.has(call)) stack.push(...inputsOf(call));
    seen.add(call);
  }
  return false;
}
