/** A recipe as a program for node: the same calls, the same results. */

import { findOperation } from '../../catalogue.js';
import { splitReference } from '../../graph/document/form.js';
import type { Operation } from '../../graph/operation.js';
import { toDocument } from './document.js';
import { byName } from './graph.js';
import { type Lookup, mainOutput, type Recipe } from './recipe.js';
import { resolve } from './resolve.js';

/** What a program calls its own, beside the operations. */
const OWN = ['openEngine', 'readVolume', 'writeVolume', 'writeTable', 'engine', 'volumes'];
const RESERVED = new Set(
  `abstract arguments as async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for from function get if implements import in instanceof interface let new null of package private protected public return
  set static super switch this throw true try typeof undefined using var void while with yield NaN Infinity`.split(
    /\s+/,
  ),
);
const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/**
 * A module that reads an image file for each input, runs the steps that are on and writes a file for each result. It is plain
 * JavaScript with the types that follow by themselves. Throws as `toDocument`.
 */
export function toTypeScript(recipe: Recipe, lookup: Lookup = findOperation): string {
  toDocument(recipe, lookup);
  const { steps, results } = resolve(recipe);
  const operations = new Map(steps.map(({ step }) => [step.id, lookup(step.operation) as Operation]));
  const functions = [...new Set(steps.map(({ step }) => step.operation))];
  const variables = namesFor([...recipe.inputs, ...steps.map(({ step }) => step.id)], [...OWN, ...functions]);
  const reference = (text: string): string => {
    const { id, output } = splitReference(text);
    const operation = operations.get(id);
    const variable = variables.get(id) ?? id;
    if (!operation || Object.keys(operation.outputs).length === 1) return variable;
    return `${variable}${access(output ?? mainOutput(operation))}`;
  };
  const used = new Set(steps.flatMap((each) => each.in).filter((feed) => typeof feed === 'string'));
  const reads = recipe.inputs
    .filter((name) => used.has(name))
    .map((name) => `const ${variables.get(name)} = await readVolume(${text(`${name}.tif`)});`);
  const calls = steps.map(({ step, in: given }) => {
    const operation = operations.get(step.id) as Operation;
    const words = given.map((feed) =>
      feed === null ? undefined : typeof feed === 'number' ? literal(feed) : reference(feed),
    );
    const { required, optional } = byName(operation, words);
    const volumes = Object.entries(optional).flatMap(([name, word]) =>
      word === undefined ? [] : [word === name ? name : `${name}: ${word}`],
    );
    const options = [
      ...Object.entries(step.params).map(([name, value]) => `${key(name)}: ${literal(value)}`),
      ...volumes,
    ];
    const args = [
      ...(operation.inputs[0]?.variadic ? [`[${required.join(', ')}]`] : required),
      ...(options.length ? [`{ ${options.join(', ')} }`] : []),
    ];
    return `const ${variables.get(step.id)} = ${step.operation}(${args.join(', ')});`;
  });
  const tables = Object.entries(results).filter(([, saved]) => isColumn(saved, operations));
  const images = Object.entries(results).filter(([name]) => !tables.some(([table]) => table === name));
  const writes = [
    ...(images.length
      ? [
          `const volumes = await engine.run({ ${images.map(([name, saved]) => `${key(name)}: ${reference(saved)}`).join(', ')} });`,
        ]
      : []),
    ...images.map(([name]) => `await writeVolume(${text(`${name}.tif`)}, await volumes${access(name)}.read());`),
    ...tables.map(
      ([name, saved]) => `await writeTable(${text(`${name}.csv`)}, await engine.table(${reference(saved)}));`,
    ),
  ];
  const files = [
    ...(reads.length ? ['readVolume'] : []),
    ...(tables.length ? ['writeTable'] : []),
    ...(images.length ? ['writeVolume'] : []),
  ];
  return [
    // a line end would end the comment
    ...(recipe.title ? [`// ${recipe.title.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`] : []),
    `import { ${[...functions, 'openEngine'].sort().join(', ')} } from 'brightfield';`,
    `import { ${files.join(', ')} } from 'brightfield/files';`,
    '',
    ...(reads.length ? [...reads, ''] : []),
    ...calls,
    '',
    'const engine = await openEngine();',
    ...writes,
    'engine.dispose();',
    '',
  ].join('\n');
}

/** Whether a reference is a column of a table, which stands for all of it. */
function isColumn(reference: string, operations: ReadonlyMap<string, Operation>): boolean {
  const { id, output } = splitReference(reference);
  const operation = operations.get(id);
  const name = output ?? (operation ? mainOutput(operation) : '');
  return operation?.tables.some(({ columns }) => columns.includes(name)) ?? false;
}

/** A variable for each name, none of them a word of the language or one that is taken. */
function namesFor(names: readonly string[], taken: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set([...RESERVED, ...taken]);
  return new Map(
    names.map((name) => {
      const plain = name.replace(/[ -]+(.?)/g, (_, letter: string) => letter.toUpperCase());
      const wish = IDENTIFIER.test(plain) ? plain : `step${plain.replace(/[^\p{ID_Continue}]/gu, '')}`;
      let variable = wish;
      for (let count = 1; used.has(variable); count++) variable = `${wish}${count}`;
      used.add(variable);
      return [name, variable] as const;
    }),
  );
}

const text = (value: string): string => (/['\\\p{Cc}\u2028\u2029]/u.test(value) ? JSON.stringify(value) : `'${value}'`);
const key = (name: string): string => (IDENTIFIER.test(name) ? name : text(name));
const access = (name: string): string => (IDENTIFIER.test(name) ? `.${name}` : `[${text(name)}]`);

function literal(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return `${Object.is(value, -0) ? '-0' : value}`;
  const fields = Object.entries(value).map(([name, item]) => `${key(name)}: ${literal(item)}`);
  return fields.length ? `{ ${fields.join(', ')} }` : '{}';
}
