/** A recipe as a command line, for a POSIX shell. */
import { findOperation, kebab } from '../../catalogue.js';
import { AXES, type Axis } from '../../core/axes.js';
import type { ParamSpec } from '../../core/params.js';
import { splitReference } from '../../graph/document/form.js';
import { documentInputs } from '../../graph/document/read.js';
import type { Operation } from '../../graph/operation.js';
import { toDocument } from './document.js';
import { byName } from './graph.js';
import { type Lookup, mainOutput, type Recipe } from './recipe.js';
import { type ResolvedStep, resolve } from './resolve.js';

type AxisMap = Readonly<Partial<Record<Axis, Axis>>>;

/** `brightfield gaussian image.tif result.tif --sigma 2` of one step, else `brightfield run pipeline.json …`. Throws as `toDocument`. */
export function toCommand(recipe: Recipe, lookup: Lookup = findOperation): string {
  const document = toDocument(recipe, lookup);
  const { steps, results } = resolve(recipe);
  const [only, ...more] = steps;
  const operation = only && lookup(only.step.operation);
  const words =
    only && operation && more.length === 0
      ? operationWords(only, operation, results, lookup)
      : [
          'run',
          'pipeline.json',
          ...documentInputs(document).flatMap((name) => ['--input', `${name}=${name}.tif`]),
          ...Object.entries(results).flatMap(([name, saved]) => [
            '--output',
            `${name}=${fileOf(name, saved, recipe, lookup)}`,
          ]),
        ];
  return ['brightfield', ...words].map(quoted).join(' ');
}

function operationWords(
  { step, in: given }: ResolvedStep,
  operation: Operation,
  results: Readonly<Record<string, string>>,
  lookup: Lookup,
): string[] {
  const files = given.map((feed) => (feed === null ? undefined : typeof feed === 'number' ? `${feed}` : `${feed}.tif`));
  const { required, optional } = byName(operation, files);
  const recipe: Recipe = { inputs: [], steps: [step], results };
  const saved = Object.entries(results).map(([name, reference]) => ({
    output: splitReference(reference).output ?? mainOutput(operation),
    file: fileOf(name, reference, recipe, lookup),
  }));
  const main = saved.find(({ output }) => output === mainOutput(operation));
  const others = saved.filter((each) => each !== main);
  return [
    kebab(operation.operation),
    ...required,
    ...(main ? [main.file] : []),
    ...Object.entries(optional).flatMap(([name, file]) => (file === undefined ? [] : option(name, file))),
    ...Object.entries(step.params).flatMap(([name, value]) => option(name, wordOf(operation.params[name], value))),
    ...others.flatMap(({ output, file }) => ['--output', `${output}=${file}`]),
  ];
}

/** A word that begins with a dash would be taken for another option. */
const option = (name: string, word: string): string[] =>
  word.startsWith('--') ? [`--${kebab(name)}=${word}`] : [`--${kebab(name)}`, word];

/** A table is written as text. */
function fileOf(name: string, reference: string, { steps }: Recipe, lookup: Lookup): string {
  const { id, output } = splitReference(reference);
  const operation = lookup(steps.find((step) => step.id === id)?.operation ?? '');
  const column = output ?? (operation ? mainOutput(operation) : '');
  return `${name}.${operation?.tables.some(({ columns }) => columns.includes(column)) ? 'csv' : 'tif'}`;
}

/** A parameter's value as the command line reads it. */
function wordOf(spec: ParamSpec | undefined, value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${value}`;
  if (spec?.type === 'perAxis')
    return Object.entries(value)
      .map(([axis, number]) => `${axis}=${number}`)
      .join(',');
  if (spec?.type === 'axes')
    return Array.isArray(value) ? value.join('') : AXES.flatMap((axis) => (value as AxisMap)[axis] ?? []).join('');
  return JSON.stringify(value);
}

const quoted = (word: string): string => (/^[\w.,=/:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
