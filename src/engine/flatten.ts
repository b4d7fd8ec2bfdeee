/**
 * A graph as a list: primitives in an order in which each comes after what it reads, equal ones merged. Its key tells
 * structure only (operations, edges, constants, shapes, types), so that a graph with other numbers finds the same plan.
 */

import type { TypedArray } from '../core/dtype.js';
import type { Description } from '../core/hostVolume.js';
import { inputsOf, type KernelCall, lowered, type Node, type Primitive, type RepeatCall } from '../graph/node.js';
import { copied } from '../graph/primitive.js';
import { ROW_AXES, type Slot } from './leaf.js';
import type { Regions } from './regions.js';

export interface Item {
  readonly call: Primitive;
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Description[];
  /** The operation that the item came from, for people. */
  readonly label: string;
  /** What a loop repeats. */
  readonly body?: LoopBody | undefined;
}

export interface FlatGraph {
  readonly items: readonly Item[];
  readonly outputs: readonly Slot[];
  readonly key: string;
  /** Where only a box of the outputs is computed: what of every volume is stored. */
  readonly regions?: Regions;
}

/** A number by its identity: -0 is not 0, and what JSON has no word for stays apart. */
const numberText = (number: number): string => (Object.is(number, -0) ? '-0' : `${number}`);

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

/** What a primitive is, without what it reads and without its numbers. */
function structureOf(call: Primitive, body?: LoopBody): string {
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
      return `repeat ${call.check} ${placesOf(call, body)} ${body?.checked.key} ${call.adjusted ? body?.plain.key : ''}`;
    case 'literal':
      return 'literal';
  }
}

/** Which item of the body stands for each state and constant: names alone may be given in another order. */
function placesOf(call: RepeatCall, body: LoopBody | undefined): string {
  const places = new Map<unknown, number>();
  for (const [at, { call: inner }] of body?.checked.items.entries() ?? [])
    if (inner.kind === 'source') places.set(inner.source, at);
  const standing = call.placeholders.map((node) =>
    node.call.kind === 'source' ? places.get(node.call.source) : undefined,
  );
  return `${call.body.length} of ${standing.map((at) => at ?? '-').join(' ')}`;
}

function kernelStructure(call: KernelCall): string {
  return JSON.stringify([
    call.kernel,
    call.inputs.map(({ name, as, loads, reach, counts }) => [name, as, loads, reach, counts]),
    call.outputs.map(({ name, as }) => [name, as]),
    call.constants,
    Object.entries(call.params).map(([name, param]) => [name, typeof param === 'number' ? 1 : param.length]),
    Object.entries(call.tables).map(([name, table]) => [name, table.constructor.name, table.length]),
    call.along,
    call.stacked,
    call.forms,
    call.interior,
    call.domain,
    call.tile,
  ]);
}

const paramText = (param: number | readonly number[]): string =>
  typeof param === 'number' ? numberText(param) : param.map(numberText).join(' ');

const SHORT_TABLE = 64;
const tableText = (table: TypedArray): string =>
  table.length > SHORT_TABLE ? `#${identity(table)}` : Array.from(table, numberText).join(' ');

/** What tells two primitives of one structure apart: their numbers and sources. */
function numbersOf(call: Primitive): string {
  switch (call.kind) {
    case 'source':
      return `${identity(call.source)}`;
    case 'pointwise':
      return call.values.map(numberText).join(' ');
    case 'kernel':
      return [...Object.values(call.params).map(paramText), ...Object.values(call.tables).map(tableText)].join(';');
    case 'repeat':
      return `${identity(call)}`;
    default:
      return '';
  }
}

/** Another node to compute in the place of a primitive one, such as that of a source that is lost. */
export type Substitute = (node: Node) => Node | undefined;

const asItIs: Substitute = () => undefined;

/**
 * Flattens the graph behind some nodes. Recursion is by an explicit stack: pipelines may be 10,000 nodes deep. Of the first
 * `distinct` nodes each has a volume of its own: one that is equal to another is a copy of it.
 */
export function flatten(nodes: readonly Node[], substitute: Substitute = asItIs, distinct = 0): FlatGraph {
  const items: Item[] = [];
  const keys: string[] = [];
  const byCall = new Map<Primitive, number>();
  const byText = new Map<string, number>();

  /** The primitive node that is computed for a node. */
  const target = (node: Node): Node => {
    let at = lowered(node);
    for (let other = substitute(at); other; other = substitute(at)) at = lowered(other);
    return at;
  };
  const slotOf = (node: Node): Slot => {
    const { call, output } = target(node);
    const item = byCall.get(call as Primitive);
    if (item === undefined) throw new Error('a node was read before it was visited');
    return { item, output };
  };

  const visit = (root: Node): void => {
    const stack: { node: Node; entered: boolean }[] = [{ node: root, entered: false }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const node = target(top.node);
      const call = node.call as Primitive;
      if (byCall.has(call)) continue;
      if (!top.entered) {
        stack.push({ node, entered: true });
        for (const input of [...inputsOf(call)].reverse()) stack.push({ node: input, entered: false });
        continue;
      }
      const inputs = inputsOf(call).map(slotOf);
      const outputs =
        call.kind === 'kernel'
          ? call.outputs.map((output) => output.description)
          : call.kind === 'repeat'
            ? repeatOutputs(call)
            : [node];
      const body = call.kind === 'repeat' ? loopBody(call, substitute) : undefined;
      const structure = `${structureOf(call, body)} (${inputs.map(({ item, output }) => `${item}.${output}`).join(' ')}) ${outputs.map(shapeText).join(' ')}`;
      const text = `${structure} ${numbersOf(call)}`;
      const same = byText.get(text);
      if (same !== undefined) {
        byCall.set(call, same);
        continue;
      }
      items.push({ call, inputs, outputs, label: call.origin || call.kind, body });
      keys.push(structure);
      byCall.set(call, items.length - 1);
      byText.set(text, items.length - 1);
    }
  };
  for (const node of nodes) visit(node);
  const outputs = nodes.map(slotOf);
  const taken = new Set<string>();
  for (const [at, slot] of outputs.slice(0, distinct).entries()) {
    const place = `${slot.item}.${slot.output}`;
    if (taken.has(place)) {
      const copy = copied(nodes[at] as Node);
      const call = copy.call as Primitive;
      items.push({ call, inputs: [slot], outputs: [copy], label: 'copy' });
      keys.push(`${structureOf(call)} (${place}) ${shapeText(copy)}`);
      outputs[at] = { item: items.length - 1, output: 0 };
    }
    taken.add(place);
  }
  return {
    items,
    outputs,
    key: `${keys.join('\n')}\n-> ${outputs.map(({ item, output }) => `${item}.${output}`).join(' ')}`,
  };
}

function repeatOutputs(call: RepeatCall): readonly Description[] {
  const scalar = { shape: { n: 1, c: 1, z: 1, y: 1, x: 1 }, spacing: {}, unit: '', layout: '' } as const;
  return [...call.body, { ...scalar, dtype: 'u32' }, { ...scalar, dtype: 'f32' }, { ...scalar, dtype: 'u32' }];
}

/** The body of a loop as graphs of its own: the outputs are the next states; where it is checked, the measure comes last. */
export interface LoopBody {
  readonly plain: FlatGraph;
  readonly checked: FlatGraph;
}

/** By what is computed in the place of nodes, which an engine decides by its limits: a graph that is run again has them at hand. */
const bodies = new WeakMap<Substitute, WeakMap<RepeatCall, LoopBody>>();

function loopBody(call: RepeatCall, instead: Substitute): LoopBody {
  const made = bodies.get(instead) ?? new WeakMap<RepeatCall, LoopBody>();
  bodies.set(instead, made);
  const known = made.get(call);
  if (known) return known;
  const bound = new Map<Primitive, (Node | undefined)[]>();
  call.constants.forEach((input, at) => {
    const node = lowered(input);
    const outputs = bound.get(node.call as Primitive) ?? [];
    outputs[node.output] = call.placeholders[call.body.length + at];
    bound.set(node.call as Primitive, outputs);
  });
  const substitute: Substitute = (node) => bound.get(node.call as Primitive)?.[node.output] ?? instead(node);
  // two states with equal next values: whether they are may be up to a number, and each has its own memory
  const states = call.body.length;
  const plain = flatten(call.body, substitute, states);
  const checked = call.measure ? flatten([...(call.adjusted ?? call.body), call.measure], substitute, states) : plain;
  const body = { plain, checked };
  made.set(call, body);
  return body;
}
