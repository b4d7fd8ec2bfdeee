/**
 * A graph as a list: primitives in an order in which each comes after what it reads, equal ones merged. Its key tells
 * structure only (operations, edges, constants, shapes, types), so that a graph with other numbers finds the same plan.
 */

import type { Description } from '../core/hostVolume.js';
import { type KernelCall, lowered, type Node, type Primitive, type SourceCall } from '../graph/node.js';
import { ROW_AXES, type Slot } from './leaf.js';

export interface Item {
  readonly call: Primitive;
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Description[];
  /** The operation that the item came from, for people. */
  readonly label: string;
}

export interface FlatGraph {
  readonly items: readonly Item[];
  readonly outputs: readonly Slot[];
  readonly key: string;
}

const identities = new WeakMap<object, number>();
let identityCount = 0;

function identity(object: object): number {
  const known = identities.get(object);
  if (known !== undefined) return known;
  identityCount++;
  identities.set(object, identityCount);
  return identityCount;
}

const shapeText = ({ shape, dtype }: Description): string =>
  `${dtype}[${[...ROW_AXES.map((axis) => shape[axis]), shape.x].join(',')}]`;

/** The nodes that a primitive reads. */
function nodesOf(call: Primitive): readonly Node[] {
  switch (call.kind) {
    case 'pointwise':
    case 'repeat':
      return call.inputs;
    case 'view':
      return [call.input];
    case 'kernel':
      return call.inputs.map((input) => input.node);
    default:
      return [];
  }
}

/** What a primitive is, without what it reads and without its numbers. */
function structureOf(call: Primitive): string {
  switch (call.kind) {
    case 'source':
      return `source ${'placeholder' in call.source ? call.source.placeholder : ''}`;
    case 'pointwise':
      return `pointwise ${JSON.stringify(call.expr)}`;
    case 'view':
      return `view ${JSON.stringify(call.walk)}`;
    case 'kernel':
      return `kernel ${kernelStructure(call)}`;
    case 'repeat':
      return `repeat ${call.check} ${flatten([...call.body, ...(call.until ? [call.until] : []), ...(call.measure ? [call.measure] : [])]).key}`;
    case 'literal':
      return 'literal';
  }
}

function kernelStructure(call: KernelCall): string {
  return JSON.stringify([
    call.kernel,
    call.inputs.map(({ name, as, loads, reach }) => [name, as, loads, reach]),
    call.outputs.map(({ name, as }) => [name, as]),
    call.constants,
    Object.entries(call.params).map(([name, param]) => [name, typeof param === 'number' ? 1 : param.length]),
    Object.entries(call.tables).map(([name, table]) => [name, table.constructor.name, table.length]),
    call.along,
    call.domain,
    call.tile,
  ]);
}

/** What tells two primitives of one structure apart: their numbers and sources. */
function numbersOf(call: Primitive): string {
  switch (call.kind) {
    case 'source':
      return `${identity(call.source)}`;
    case 'pointwise':
      return JSON.stringify(call.values.map((value) => `${value}`));
    case 'kernel':
      return JSON.stringify([
        call.params,
        Object.values(call.tables).map((table) => (table.length > 64 ? identity(table) : [...table])),
      ]);
    case 'repeat':
      return `${identity(call)}`;
    default:
      return '';
  }
}

/** A node to compute in the place of a source that is not there any more. */
export type StandIn = (source: SourceCall['source']) => Node | undefined;

/** Flattens the graph behind some nodes. Recursion is by an explicit stack: pipelines may be 10,000 nodes deep. */
export function flatten(nodes: readonly Node[], standIn: StandIn = () => undefined): FlatGraph {
  const items: Item[] = [];
  const keys: string[] = [];
  const byCall = new Map<Primitive, number>();
  const byText = new Map<string, number>();

  const replaced = new Map<Primitive, Node>();

  const slotOf = (node: Node): Slot => {
    let target = lowered(node);
    for (let other = replaced.get(target.call as Primitive); other; other = replaced.get(target.call as Primitive))
      target = lowered(other);
    const item = byCall.get(target.call as Primitive);
    if (item === undefined) throw new Error('a node was read before it was visited');
    return { item, output: target.output };
  };

  const visit = (root: Node): void => {
    const stack: { node: Node; entered: boolean }[] = [{ node: root, entered: false }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { node } = top;
      if (node.call.kind === 'operation') {
        const call = node.call;
        const inner = call.lowered[node.output];
        if (!inner) throw new Error(`operation ${call.operation} has no output ${node.output}`);
        stack.push({ node: inner, entered: false });
        continue;
      }
      const call = node.call;
      if (byCall.has(call) || replaced.has(call)) continue;
      const other = call.kind === 'source' ? standIn(call.source) : undefined;
      if (other) {
        replaced.set(call, other);
        stack.push({ node: other, entered: false });
        continue;
      }
      if (!top.entered) {
        stack.push({ node, entered: true });
        for (const input of [...nodesOf(call)].reverse()) stack.push({ node: input, entered: false });
        continue;
      }
      const inputs = nodesOf(call).map(slotOf);
      const outputs =
        call.kind === 'kernel'
          ? call.outputs.map((output) => output.description)
          : call.kind === 'repeat'
            ? repeatOutputs(call)
            : [node];
      const structure = `${structureOf(call)} (${inputs.map(({ item, output }) => `${item}.${output}`).join(' ')}) ${outputs.map(shapeText).join(' ')}`;
      const text = `${structure} ${numbersOf(call)}`;
      const same = byText.get(text);
      if (same !== undefined) {
        byCall.set(call, same);
        continue;
      }
      items.push({ call, inputs, outputs, label: call.origin || call.kind });
      keys.push(structure);
      byCall.set(call, items.length - 1);
      byText.set(text, items.length - 1);
    }
  };
  for (const node of nodes) visit(node);
  const outputs = nodes.map(slotOf);
  return {
    items,
    outputs,
    key: `${keys.join('\n')}\n-> ${outputs.map(({ item, output }) => `${item}.${output}`).join(' ')}`,
  };
}

function repeatOutputs(call: Extract<Primitive, { kind: 'repeat' }>): readonly Description[] {
  const scalar = { ...(call.inputs[0] as Node), shape: { n: 1, c: 1, z: 1, y: 1, x: 1 }, layout: '' };
  const counter: Description = { shape: scalar.shape, dtype: 'u32', spacing: {}, unit: '', layout: '' };
  const last: Description = { ...counter, dtype: 'f32' };
  return [...call.body, counter, last, counter];
}
