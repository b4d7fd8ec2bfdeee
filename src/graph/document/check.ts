/**
 * Checks that a value has the form of a pipeline document, before any operation is looked at. A document from a stranger is
 * data: what is not expected is refused with the JSON pointer to it.
 */
import { PipelineError } from '../../core/errors.js';
import { describe } from '../../core/params.js';
import { refuseDuplicateKeys } from './duplicates.js';
import {
  isName,
  isNumeral,
  LOOP_OUTPUTS,
  MAX_NESTING,
  MAX_NODES,
  MAX_TEXT_BYTES,
  type PipelineDocument,
  pointerTo,
  splitReference,
} from './form.js';
import { freeUses } from './references.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A document from its text. Throws `PipelineError` with the JSON pointer to the first thing that is wrong.
 * @example
 * const text = '{ "nodes": [{ "id": "blur", "op": "gaussian", "in": ["image"] }], "outputs": { "blurred": "blur" } }';
 * parseDocument(text).nodes.length; // 1
 */
export function parseDocument(text: string): PipelineDocument {
  if (text.length > MAX_TEXT_BYTES || new TextEncoder().encode(text).length > MAX_TEXT_BYTES)
    throw new PipelineError('', `the text must be at most ${MAX_TEXT_BYTES} bytes long, got more`);
  const json = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new PipelineError('', `it must be JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  refuseDuplicateKeys(json);
  return checkDocument(value);
}

/** The same value as a document. Throws `PipelineError` where it is none. */
export function checkDocument(value: unknown): PipelineDocument {
  checkJson(value);
  const fields = fieldsOf(value, '', ['version', 'title', 'nodes', 'outputs']);
  if (fields.version !== undefined && fields.version !== 1) refuse('/version', 'must be 1', fields.version);
  if (fields.title !== undefined && typeof fields.title !== 'string') refuse('/title', 'must be a text', fields.title);
  checkScope(fields, '', { nodes: 0 });
  const document = value as PipelineDocument;
  for (const { name, at, number } of freeUses(document, '')) if (isNumeral(name)) refuseNumeral(name, at, number);
  return document;
}

function refuse(pointer: string, mustHold: string, got: unknown): never {
  throw new PipelineError(pointer, `${mustHold}, got ${describe(got)}`);
}

/** Refuses a number in quotes, which would be taken for a name; `allowed` where a number may stand. */
function refuseNumeral(text: string, at: string, allowed: boolean): never {
  return allowed
    ? refuse(at, 'must be a name, or a number without quotes', text)
    : refuse(at, 'must be a name, not a number', text);
}

/** JSON only, finite numbers, and not nested without end. No recursion: the value may be anything. */
function checkJson(root: unknown): void {
  interface Frame {
    readonly value: unknown;
    readonly depth: number;
    readonly key: string;
    readonly parent: Frame | undefined;
  }
  const pointerOf = (frame: Frame): string => {
    const keys: string[] = [];
    for (let at: Frame = frame; at.parent; at = at.parent) keys.unshift(at.key);
    return keys.reduce(pointerTo, '');
  };
  let seen = 0;
  const stack: Frame[] = [{ value: root, depth: 0, key: '', parent: undefined }];
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const { value, depth } = frame;
    seen++;
    if (seen > MAX_TEXT_BYTES) throw new PipelineError('', `it must hold at most ${MAX_TEXT_BYTES} values, got more`);
    if (typeof value === 'number' && !Number.isFinite(value)) refuse(pointerOf(frame), 'numbers must be finite', value);
    if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) continue;
    if (typeof value !== 'object' || ArrayBuffer.isView(value))
      throw new PipelineError(pointerOf(frame), `must be JSON, got ${typeof value}`);
    if (depth === MAX_NESTING)
      throw new PipelineError(pointerOf(frame), `lists and objects must be nested at most ${MAX_NESTING} deep`);
    for (const [key, item] of Object.entries(value))
      if (item !== undefined) stack.push({ value: item, depth: depth + 1, key, parent: frame });
  }
}

/** The fields of an object that may have these keys only. */
function fieldsOf(value: unknown, at: string, allowed: readonly string[]): Fields {
  const fields = anyFields(value, at);
  for (const key of Object.keys(fields))
    if (!allowed.includes(key))
      throw new PipelineError(pointerTo(at, key), `keys must be among ${allowed.join(', ')}, got ${describe(key)}`);
  return fields;
}

function anyFields(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(at, 'must be an object', value);
  return value as Fields;
}

function checkScope(fields: Fields, at: string, count: { nodes: number }): void {
  const { nodes, outputs } = fields;
  const nodesAt = pointerTo(at, 'nodes');
  if (!Array.isArray(nodes)) refuse(nodesAt, 'must be a list', nodes);
  count.nodes += nodes.length;
  if (count.nodes > MAX_NODES)
    throw new PipelineError(nodesAt, `there must be at most ${MAX_NODES} nodes, got ${count.nodes}`);
  const ids = new Set<string>();
  for (const [index, node] of nodes.entries()) {
    const nodeAt = pointerTo(nodesAt, index);
    const id = checkNode(node, nodeAt, count);
    if (ids.has(id)) refuse(pointerTo(nodeAt, 'id'), 'ids must be distinct', id);
    ids.add(id);
  }
  const outputsAt = pointerTo(at, 'outputs');
  const named = Object.entries(anyFields(outputs, outputsAt));
  if (named.length === 0) throw new PipelineError(outputsAt, 'there must be at least one output, got none');
  for (const [name, reference] of named) {
    checkName(name, pointerTo(outputsAt, name));
    if (typeof reference !== 'string') refuse(pointerTo(outputsAt, name), 'must be a name', reference);
    checkReference(reference, pointerTo(outputsAt, name));
  }
}

/** Returns the node's id. */
function checkNode(node: unknown, at: string, count: { nodes: number }): string {
  const loops = Object.hasOwn(anyFields(node, at), 'repeat');
  const fields = fieldsOf(node, at, loops ? ['id', 'repeat'] : ['id', 'op', 'in', 'params']);
  const { id } = fields;
  if (typeof id !== 'string') return refuse(pointerTo(at, 'id'), 'must be a text', id);
  checkName(id, pointerTo(at, 'id'));
  if (loops) checkRepeat(fields.repeat, pointerTo(at, 'repeat'), count);
  else {
    if (typeof fields.op !== 'string') refuse(pointerTo(at, 'op'), 'must be the name of an operation', fields.op);
    const inputs = fields.in;
    if (!Array.isArray(inputs)) refuse(pointerTo(at, 'in'), 'must be a list of names and numbers', inputs);
    for (const [index, reference] of inputs.entries())
      if (typeof reference !== 'number' && reference !== null)
        checkReference(reference, pointerTo(pointerTo(at, 'in'), index), true);
    if (fields.params !== undefined) anyFields(fields.params, pointerTo(at, 'params'));
  }
  return id;
}

function checkRepeat(value: unknown, at: string, count: { nodes: number }): void {
  const fields = fieldsOf(value, at, ['state', 'body', 'measure', 'below', 'check', 'max', 'complete']);
  const stateAt = pointerTo(at, 'state');
  const state = anyFields(fields.state, stateAt);
  for (const [name, reference] of Object.entries(state)) {
    checkName(name, pointerTo(stateAt, name));
    if ((LOOP_OUTPUTS as readonly string[]).includes(name))
      refuse(pointerTo(stateAt, name), `states must not be called ${LOOP_OUTPUTS.join(', ')}`, name);
    if (typeof reference !== 'number') checkReference(reference, pointerTo(stateAt, name), true);
  }
  const bodyAt = pointerTo(at, 'body');
  const body = fieldsOf(fields.body, bodyAt, ['nodes', 'outputs']);
  checkScope(body, bodyAt, count);
  const outputs = Object.keys(body.outputs as Fields);
  const other = outputs.find((name) => !Object.hasOwn(state, name));
  if (other !== undefined) refuse(pointerTo(pointerTo(bodyAt, 'outputs'), other), 'outputs must be states', other);
  const missing = Object.keys(state).find((name) => !outputs.includes(name));
  if (missing !== undefined) refuse(pointerTo(bodyAt, 'outputs'), 'every state must have its next value', outputs);
  if (fields.measure !== undefined) checkReference(fields.measure, pointerTo(at, 'measure'));
  for (const key of ['below', 'check', 'max'] as const)
    if (typeof fields[key] !== 'number' && (key === 'max' || fields[key] !== undefined))
      refuse(pointerTo(at, key), 'must be a number', fields[key]);
  if (fields.complete !== undefined && typeof fields.complete !== 'boolean')
    refuse(pointerTo(at, 'complete'), 'must be true or false', fields.complete);
}

function checkName(name: string, at: string): void {
  if (!isName(name))
    refuse(at, "names must be of letters, digits, '_', '-' and inner spaces, 1 to 100 characters long", name);
}

/** `numbers`: whether a number may stand there as well. */
function checkReference(reference: unknown, at: string, numbers = false): void {
  if (typeof reference !== 'string') refuse(at, numbers ? 'must be a name or a number' : 'must be a name', reference);
  const { id, output } = splitReference(reference);
  if (isName(id) && (output === undefined || isName(output))) return;
  if (isNumeral(reference)) refuseNumeral(reference, at, numbers);
  refuse(at, "must be the name of a node or an input, or 'id.output'", reference);
}
