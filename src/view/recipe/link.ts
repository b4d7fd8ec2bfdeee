/**
 * Recipes in the hash of an address: JSON, deflated, in base64url, the steps that are off included. A link may come from anyone: it
 * is inflated up to a limit, and read as a document of a stranger is.
 */

import { deflateSync, Inflate } from 'fflate';
import { findOperation } from '../../catalogue.js';
import { UserError } from '../../core/errors.js';
import { describe } from '../../core/params.js';
import { isName, MAX_NODES, MAX_TEXT_BYTES } from '../../graph/document/form.js';
import { toDocument } from './document.js';
import type { Feed, Lookup, Recipe, Step } from './recipe.js';

const BEGINS = '#pipeline=';
/** Longer addresses are cut by what they pass through. */
const MAX_LINK = 2 ** 16;
/** Deflate makes up to a thousand bytes of one: so much is inflated before the limit is looked at. */
const PIECE = 256;

/**
 * The hash that stands for a recipe.
 * @example
 * import { median } from 'brightfield';
 * import { recipe } from 'brightfield/view';
 * const hash = recipe.toLink(recipe.addStep(recipe.EMPTY_RECIPE, median));
 * recipe.fromLink(hash).steps.length; // 1
 */
export function toLink(recipe: Recipe): string {
  const steps = recipe.steps.map(({ id, operation, params, on, inputs, output }) => ({
    id,
    op: operation,
    in: inputs,
    ...(Object.keys(params).length > 0 && { params }),
    ...(!on && { off: true }),
    ...(output !== undefined && { out: output }),
  }));
  const text = JSON.stringify({ version: 1, ...recipe, steps });
  const bytes = deflateSync(new TextEncoder().encode(text), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return BEGINS + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The recipe of a hash, or undefined where it is none of these. Throws `UserError` for one that is damaged or holds what a recipe may not. */
export function fromLink(hash: string, lookup: Lookup = findOperation): Recipe | undefined {
  if (!hash.startsWith(BEGINS)) return undefined;
  const code = hash.slice(BEGINS.length);
  if (code.length > MAX_LINK) refuse(`it must be at most ${MAX_LINK} characters long`, `${code.length}`);
  return checked(parsed(inflated(code)), lookup);
}

function refuse(mustHold: string, got: string): never {
  throw new UserError(`pipeline link: ${mustHold}, got ${got}`);
}

function inflated(code: string): string {
  if (!/^[\w-]+$/.test(code)) refuse('it must be of letters, digits, - and _', describe(code));
  const chunks: Uint8Array[] = [];
  let [length, ended] = [0, false];
  const stream = new Inflate((chunk, final) => {
    length += chunk.length;
    ended = final;
    if (length > MAX_TEXT_BYTES) refuse(`it must hold at most ${MAX_TEXT_BYTES} bytes`, 'more');
    chunks.push(chunk);
  });
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    for (let at = 0; at < bytes.length; at += PIECE)
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    const whole = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    if (ended) return new TextDecoder('utf-8', { fatal: true }).decode(whole);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
  }
  return refuse('it must be whole', 'one that is cut or damaged');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('it must hold JSON', describe(text));
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, what: string, allowed: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`${what} must be an object`, describe(value));
  const other = Object.keys(value).find((key) => !allowed.includes(key));
  if (other !== undefined) refuse(`${what} may have ${allowed.join(', ')}`, describe(other));
  return value as Fields;
}

function checked(value: unknown, lookup: Lookup): Recipe {
  const { version, title, inputs, steps, results } = fieldsOf(value, 'it', [
    'version',
    'title',
    'inputs',
    'steps',
    'results',
  ]);
  if (version !== 1) refuse('version must be 1', describe(version));
  if (title !== undefined && typeof title !== 'string') refuse('title must be a text', describe(title));
  if (!isListOf(inputs, (name): name is string => typeof name === 'string' && isName(name)) || inputs.length === 0)
    return refuse('inputs must be names', describe(inputs));
  if (!Array.isArray(steps) || steps.length > MAX_NODES)
    return refuse(`steps must be a list of at most ${MAX_NODES}`, describe(steps));
  const saved = Object.entries(fieldsOf(results, 'results', Object.keys(Object(results))));
  const wrong = saved.find(([, reference]) => typeof reference !== 'string');
  if (wrong || saved.length === 0) refuse('results must be names', describe(results));
  const recipe: Recipe = {
    ...(typeof title === 'string' && { title }),
    inputs,
    steps: steps.map(stepOf),
    results: Object.fromEntries(saved) as Readonly<Record<string, string>>,
  };
  const twice = recipe.steps.find(({ id }) => recipe.inputs.includes(id));
  if (twice) refuse('a step must not be called as an image', describe(twice.id));
  // all else is checked as it is in a document, where every step is on
  if (recipe.steps.length > 0)
    toDocument({ ...recipe, steps: recipe.steps.map((step) => ({ ...step, on: true })) }, lookup);
  return recipe;
}

function stepOf(value: unknown): Step {
  const fields = fieldsOf(value, 'a step', ['id', 'op', 'in', 'params', 'off', 'out']);
  const { id, op, in: inputs, params = {}, off, out } = fields;
  if (typeof id !== 'string' || !isName(id)) return refuse('ids must be names', describe(id));
  if (typeof op !== 'string') return refuse('op must be the name of an operation', describe(op));
  const isFeed = (feed: unknown): feed is Feed => feed === null || typeof feed === 'string' || typeof feed === 'number';
  if (!isListOf(inputs, isFeed)) return refuse('in must be names and numbers', describe(inputs));
  if (off !== undefined && off !== true) refuse('off must be true', describe(off));
  if (out !== undefined && typeof out !== 'string') return refuse('out must be an output', describe(out));
  if (typeof params !== 'object' || params === null || Array.isArray(params))
    return refuse('params must be an object', describe(params));
  return {
    id,
    operation: op,
    params: params as Fields,
    on: off !== true,
    inputs,
    ...(typeof out === 'string' && { output: out }),
  };
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}
