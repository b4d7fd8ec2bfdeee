/** Documents to nodes. Every parameter is checked by its schema; what an operation refuses bears the pointer to its node. */
import { ArgumentError, PipelineError, UserError } from '../../core/errors.js';
import { parseParams } from '../../core/params.js';
import type { Node } from '../node.js';
import type { Input, Operation } from '../operation.js';
import { repeat } from '../repeat.js';
import { checkDocument } from './check.js';
import {
  type DocumentScope,
  type OperationNode,
  type PipelineDocument,
  pointerTo,
  type Reference,
  type RepeatNode,
  splitReference,
} from './form.js';
import { freeUses, inOrder } from './references.js';

/** Finds an operation by its name. */
export type Lookup = (name: string) => Operation | undefined;

type Named = Readonly<Record<string, Node>>;

/** Names that are known where a node stands. */
interface Names {
  /** What a name stands for; undefined where it is not known here nor outside. */
  find(reference: string, at: string): Input | undefined;
}

/** The names of a document's inputs: those that are no node's id, in the order of their first use. */
export function documentInputs(document: PipelineDocument): string[] {
  return [...new Set(freeUses(document, '').map(({ name }) => splitReference(name).id))];
}

/**
 * The outputs of a document as nodes; `inputs` gives a volume, a node or a number for each of its inputs. Runs nothing.
 * Throws `PipelineError` with the JSON pointer to what is wrong, `UserError` for an input that the document does not have.
 */
export function readDocument(
  document: PipelineDocument,
  inputs: Readonly<Record<string, Input>>,
  lookup: Lookup,
): Named {
  checkDocument(document);
  const given: Names = {
    find(reference, at) {
      const { id, output } = splitReference(reference);
      if (output !== undefined) throw new PipelineError(at, `no node has the id '${id}'`);
      const input = Object.hasOwn(inputs, id) ? inputs[id] : undefined;
      if (input === undefined)
        throw new PipelineError(at, `'${id}' is no node's id, so it is an input that must be given, got nothing`);
      return input;
    },
  };
  checkOutputs(document);
  const names = buildScope(document, '', given, lookup);
  const wanted = documentInputs(document);
  const other = Object.keys(inputs).find((name) => !wanted.includes(name));
  if (other !== undefined)
    throw new UserError(`pipeline: inputs must be among ${wanted.join(', ') || 'none'}, got '${other}'`);
  return Object.fromEntries(
    Object.entries(document.outputs).map(([name, reference]) => [
      name,
      names.find(reference, pointerTo('/outputs', name)) as Node,
    ]),
  );
}

/**
 * Checks all that can be told of a document before its inputs are known: its operations and their parameters, its outputs, and
 * that nothing goes in a circle. Throws `PipelineError` with the JSON pointer to what is wrong.
 */
export function checkWithoutInputs(document: PipelineDocument, lookup: Lookup): void {
  // what reads no input can be made as it is
  if (documentInputs(document).length === 0) readDocument(document, {}, lookup);
  checkOutputs(document);
  checkCalls(document, '', lookup);
}

function checkOutputs(document: PipelineDocument): void {
  const ids = new Set(document.nodes.map(({ id }) => id));
  for (const [name, reference] of Object.entries(document.outputs)) {
    const { id } = splitReference(reference);
    if (ids.has(id)) continue;
    const problem = documentInputs(document).includes(id)
      ? `outputs must be computed by a node, got the input '${id}'`
      : `no node has the id '${id}'`;
    throw new PipelineError(pointerTo('/outputs', name), problem);
  }
}

/** Checks the nodes of a scope, those within loops included. */
function checkCalls(scope: DocumentScope, at: string, lookup: Lookup): void {
  for (const { node, at: nodeAt } of inOrder(scope, at))
    if ('op' in node) operationOf(node, nodeAt, lookup);
    else checkCalls(node.repeat.body, pointerTo(pointerTo(nodeAt, 'repeat'), 'body'), lookup);
}

/** Makes the nodes of a scope. */
function buildScope(scope: DocumentScope, at: string, outside: Names, lookup: Lookup): Names {
  const made = new Map<string, Named>();
  const names: Names = {
    find(reference, use) {
      const { id, output } = splitReference(reference);
      const results = made.get(id);
      if (!results) return outside.find(reference, use);
      const outputs = Object.keys(results);
      const key = output ?? outputs[0] ?? '';
      if (!Object.hasOwn(results, key))
        throw new PipelineError(use, `outputs of '${id}' are ${outputs.join(', ')}, got '${output}'`);
      return results[key];
    },
  };
  for (const { node, at: nodeAt } of inOrder(scope, at))
    made.set(node.id, 'op' in node ? callOperation(node, nodeAt, names, lookup) : loop(node, nodeAt, names, lookup));
  return names;
}

/** The operation that a node calls, with parameters and as many inputs as it may have. */
function operationOf(node: OperationNode, at: string, lookup: Lookup): Operation {
  const operation = lookup(node.op);
  if (operation?.operation !== node.op) {
    const hint = operation ? `; here it is ${operation.operation}` : '';
    throw new PipelineError(pointerTo(at, 'op'), `there is no operation '${node.op.slice(0, 60)}'${hint}`);
  }
  checkParams(operation, node.params ?? {}, pointerTo(at, 'params'));
  checkInputs(operation, node, pointerTo(at, 'in'));
  return operation;
}

function callOperation(node: OperationNode, at: string, names: Names, lookup: Lookup): Named {
  const operation = operationOf(node, at, lookup);
  const { required, optional } = inputsByName(operation, node, pointerTo(at, 'in'), names);
  return pointed(at, () => operation.apply(required, node.params ?? {}, optional));
}

function checkParams(operation: Operation, params: Readonly<Record<string, unknown>>, at: string): void {
  for (const [name, value] of Object.entries(params))
    pointed(pointerTo(at, name), () => {
      const spec = Object.hasOwn(operation.params, name) ? operation.params[name] : undefined;
      // an unknown name is refused with the list of those that there are
      parseParams(operation.operation, spec ? { [name]: spec } : operation.params, { [name]: value });
    });
}

function inputNames(operation: Operation) {
  const variadic = operation.inputs[0]?.variadic === true;
  const extras = variadic ? [] : Object.keys(operation.optional);
  return { variadic, extras, least: variadic ? 1 : operation.inputs.length };
}

function checkInputs(operation: Operation, node: OperationNode, at: string): void {
  const { variadic, extras, least } = inputNames(operation);
  const most = variadic ? Number.POSITIVE_INFINITY : least + extras.length;
  if (node.in.length < least || node.in.length > most) {
    const listed = [...operation.inputs.map(({ name }) => name), ...extras.map((name) => `${name} if wanted`)];
    const must = variadic ? 'at least one input' : `the inputs ${listed.join(', ') || 'none'}`;
    throw new PipelineError(at, `${operation.operation}: there must be ${must}, got ${node.in.length}`);
  }
  const nothing = node.in.indexOf(null);
  if (nothing >= 0 && nothing < least)
    throw new PipelineError(pointerTo(at, nothing), 'only optional inputs may be null');
}

function inputsByName(operation: Operation, node: OperationNode, at: string, names: Names) {
  const { variadic, extras, least } = inputNames(operation);
  const find = (reference: Reference, index: number): Input | undefined => {
    if (typeof reference === 'number') return reference;
    return reference === null ? undefined : names.find(reference, pointerTo(at, index));
  };
  const found = node.in.map(find);
  const count = variadic ? found.length : least;
  return {
    required: found.slice(0, count) as Input[],
    optional: Object.fromEntries(extras.map((name, index) => [name, found[count + index]])),
  };
}

function loop(node: RepeatNode, at: string, names: Names, lookup: Lookup): Named {
  const { state, body, measure, ...counts } = node.repeat;
  const loopAt = pointerTo(at, 'repeat');
  const starts = Object.entries(state).map(([name, reference]) => {
    const start = typeof reference === 'number' ? reference : names.find(reference, pointerTo(loopAt, `state/${name}`));
    return [name, start as Input] as const;
  });
  let inner: Names | undefined;
  const within = (reference: string, use: string): Node => {
    const found = inner?.find(reference, use);
    if (found === undefined || typeof found === 'number' || !('call' in found))
      throw new PipelineError(use, `'${reference}' must be computed by a node, or be a state`);
    return found;
  };
  return pointed(loopAt, () => {
    const result = repeat({
      ...counts,
      state: Object.fromEntries(starts),
      body: (before) => {
        const states: Names = {
          find: (reference, use) => (Object.hasOwn(before, reference) ? before[reference] : names.find(reference, use)),
        };
        inner = buildScope(body, pointerTo(loopAt, 'body'), states, lookup);
        return Object.fromEntries(
          Object.entries(body.outputs).map(([name, reference]) => [
            name,
            within(reference, pointerTo(pointerTo(pointerTo(loopAt, 'body'), 'outputs'), name)),
          ]),
        );
      },
      ...(measure !== undefined && { measure: () => within(measure, pointerTo(loopAt, 'measure')) }),
    });
    const { iterations, last, reason } = result;
    return { ...result.state, iterations, last, reason };
  });
}

/** What is refused while `work` runs is refused at this place of the document. */
function pointed<T>(at: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ArgumentError) throw new PipelineError(at, cause.message, { cause });
    throw cause;
  }
}
