/** `brightfield <operation> IN… OUT`: one operation on files. */
import { UserError } from '../core/errors.js';
import { parseParams } from '../core/params.js';
import type { Node } from '../graph/node.js';
import type { Completion, Input, InputSpec, Operation } from '../graph/operation.js';
import { isTableFile } from '../io/files.js';
import { type Arguments, namedPaths, type OptionKind, parseArguments } from './arguments.js';
import { checkDestinations, dtypeOption, readInput, readingOf } from './files.js';
import type { Host } from './host.js';
import { axesAreLayout } from './layout.js';
import { kebab, suggestion } from './names.js';
import { produce } from './produce.js';
import { profileOption } from './profileOption.js';
import { paramValue } from './values.js';

/** Options of every operation; a parameter or an input of the same name comes first. */
const COMMON: Readonly<Record<string, OptionKind>> = {
  output: 'list',
  layout: 'value',
  axes: 'value',
  dtype: 'value',
  level: 'value',
  profile: 'value',
};

export async function operationCommand(operation: Operation, words: readonly string[], host: Host): Promise<void> {
  const name = operation.operation;
  const given = parseArguments(name, words, optionsOf(operation));
  const { inputs, out } = filesOf(operation, given.positionals);
  const [own, common] = await shared(operation, given.values, inputs);
  const params = await paramsOf(operation, own);
  const reading = readingOf(name, common);
  const dtype = dtypeOption(name, common);
  const profile = await profileOption(name, common);
  const paths = pathsOf(operation, given, out);
  const completion = completionOf(operation, common, paths);
  await checkDestinations([...paths.values()]);

  await host.enter();
  const required: Input[] = [];
  for (const [at, word] of inputs.entries()) {
    const { name: input } = operation.inputs[Math.min(at, operation.inputs.length - 1)] as InputSpec;
    required.push(await readInput(`${name}: ${input}`, word, reading));
  }
  const optional: Record<string, Input> = {};
  for (const key of Object.keys(operation.optional)) {
    const word = own.get(key);
    if (word !== undefined) optional[key] = await readInput(`${name}: --${kebab(key)}`, word, reading);
  }
  const results = operation.apply(required, params, optional);
  const nodes = new Map<string, Node>();
  for (const key of paths.keys()) nodes.set(key, results[key] as Node);
  await produce(nodes, { paths, dtype, profile, completion }, host);
}

/** What completes the whole table, where that is asked for and there is one. */
function completionOf(
  operation: Operation,
  given: Options,
  paths: ReadonlyMap<string, string>,
): Completion | undefined {
  const { completion, operation: name } = operation;
  if (!completion || !given.has(completion.option)) return undefined;
  const path = paths.get(Object.keys(operation.outputs)[0] ?? '');
  if (path === undefined || !(path === '-' || isTableFile(path)))
    throw new UserError(
      `${name}: --${kebab(completion.option)} completes the whole table, which must be printed or written as csv, got ${path ?? 'columns alone'}`,
    );
  return completion;
}

function optionsOf(operation: Operation): Record<string, OptionKind> {
  const kinds: Record<string, OptionKind> = { ...COMMON };
  if (operation.completion) kinds[operation.completion.option] = 'flag';
  for (const key of Object.keys(operation.optional)) kinds[key] = 'value';
  for (const [key, spec] of Object.entries(operation.params)) kinds[key] = spec.type === 'boolean' ? 'flag' : 'value';
  return kinds;
}

type Options = ReadonlyMap<string, string>;

/** The options that are the operation's own, and those of every operation. */
async function shared(operation: Operation, given: Options, files: readonly string[]): Promise<[Options, Options]> {
  const names = new Set(Object.keys({ ...operation.params, ...operation.optional }));
  const masks = Object.keys(operation.optional).flatMap((key) => given.get(key) ?? []);
  if (await axesAreLayout(operation, given, [...files, ...masks])) names.delete('axes');
  const part = (own: boolean): Options => new Map([...given].filter(([name]) => names.has(name) === own));
  return [part(true), part(false)];
}

async function paramsOf(operation: Operation, given: Options): Promise<Record<string, unknown>> {
  const params: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(operation.params)) {
    const word = given.get(key);
    if (word !== undefined) params[key] = await paramValue(spec, word);
  }
  // ranges and missing ones are told before a file is read
  parseParams(operation.operation, operation.params, params);
  return params;
}

/** Which of the files are inputs, and which is the output, where it is given. */
function filesOf(
  operation: Operation,
  files: readonly string[],
): { inputs: readonly string[]; out: string | undefined } {
  const name = operation.operation;
  if (operation.inputs[0]?.variadic) {
    if (files.length < 2) throw new UserError(`${name}: there must be input files and then an output file or -`);
    return { inputs: files.slice(0, -1), out: files.at(-1) };
  }
  const count = operation.inputs.length;
  if (files.length < count || files.length > count + 1) {
    const must = [...operation.inputs.map((input) => input.name), 'an output'].join(', ');
    throw new UserError(`${name}: files must be ${must}, got ${files.length ? files.join(' ') : 'none'}`);
  }
  return { inputs: files.slice(0, count), out: files[count] };
}

/** Where each output goes. Without a word on any, the main one is printed. */
function pathsOf(operation: Operation, given: Arguments, out: string | undefined): Map<string, string> {
  const name = operation.operation;
  const outputs = Object.keys(operation.outputs);
  const main = outputs[0] ?? 'result';
  const paths = new Map<string, string>();
  for (const [typed, path] of namedPaths(name, 'output', given.lists.get('output'))) {
    const key = outputs.find((output) => output === typed || kebab(output) === typed);
    if (key === undefined)
      throw new UserError(
        `${name}: outputs must be among ${outputs.join(', ')}, got '${typed}'${suggestion(typed, outputs)}`,
      );
    paths.set(key, path);
  }
  if (out !== undefined && paths.has(main)) throw new UserError(`${name}: ${main} is given two files`);
  if (out !== undefined || paths.size === 0) paths.set(main, out ?? '-');
  return paths;
}
