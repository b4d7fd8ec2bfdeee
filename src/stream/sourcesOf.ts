/** The sources that a graph reads. */
import { inputsOf, lowered, type Node, type Primitive } from '../graph/node.js';

/** Every source behind some nodes, once. */
export function sourcesOf(nodes: readonly Node[]): object[] {
  const found = new Set<object>();
  const seen = new Set<Primitive>();
  const stack = nodes.map((node) => lowered(node).call as Primitive);
  for (let call = stack.pop(); call; call = stack.pop()) {
    if (seen.has(call)) continue;
    seen.add(call);
    if (call.kind === 'source') found.add(call.source);
    for (const input of inputsOf(call)) stack.push(lowered(input).call as Primitive);
  }
  return [...found];
}
