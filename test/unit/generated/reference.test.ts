/**
 * Pages that are made from the declarations: the operation reference, the README's table, the document schema. `npm run docs`
 * writes them; here it is checked that what stands in the repository is what the declarations say.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { floorTable } from '../../../bench/report/floors.js';
import { newest, readmeTable } from '../../../bench/report/readme.js';
import type { BenchFile } from '../../../bench/result.js';
import { SHAPES } from '../../../src/core/footprint.js';
import type { ParamSpec } from '../../../src/core/params.js';
import type { Operation } from '../../../src/graph/operation.js';
import * as brightfield from '../../../src/index.js';
import { type Docstring, docstringOf } from './docstring.js';

const { OPERATIONS } = brightfield;

interface Entry {
  readonly operation: Operation;
  readonly documentation: Docstring;
}

/** Chapters, which are the folders of operations, and what is in them, as the registry lists it. */
function chapters(): Map<string, Entry[]> {
  const text = readFileSync('src/registry.ts', 'utf8');
  const found = new Map<string, Entry[]>();
  for (const [, names = '', file = '', chapter = ''] of text.matchAll(
    /\{([^}]*)\} from '\.\/((?:ops\/)?(\w+)\/.*)\.js'/g,
  ))
    for (const name of names.split(',')) {
      const operation = OPERATIONS.find(({ operation: known }) => known === name.trim());
      if (!operation) continue;
      const documentation = docstringOf(readFileSync(`src/${file}.ts`, 'utf8'), operation.operation);
      found.set(chapter, [...(found.get(chapter) ?? []), { operation, documentation }]);
    }
  return found;
}

function range({ min, max, choices, unit, axes }: ParamSpec): string {
  if (choices) return choices.join(', ');
  const bounds = [min !== undefined ? `from ${min}` : '', max !== undefined ? `to ${max}` : '']
    .filter(Boolean)
    .join(' ');
  return [bounds, unit, axes ? `axes ${axes.join(' ')}` : ''].filter(Boolean).join(', ');
}

function defaultText(spec: ParamSpec): string {
  if (spec.default === undefined) return spec.optional ? 'none' : 'must be given';
  return `\`${JSON.stringify(spec.default)}\``;
}

function section({ operation, documentation }: Entry): string {
  const { inputs, optional, params, outputs, summary, alsoKnownAs } = operation;
  const lines = [`### ${operation.operation}`, '', summary, '', documentation.text, ''];
  if (alsoKnownAs.length) lines.push(`Elsewhere: ${alsoKnownAs.map((name) => `\`${name}\``).join(', ')}.`, '');
  for (const { name, doc, variadic } of inputs)
    lines.push(`- input \`${name}\`${variadic ? ' (any number)' : ''}: ${doc}`);
  for (const [name, doc] of Object.entries(optional)) lines.push(`- input \`${name}\` (optional): ${doc}`);
  for (const [name, doc] of Object.entries(outputs)) if (name !== 'result') lines.push(`- output \`${name}\`: ${doc}`);
  const specs = Object.entries(params);
  if (specs.length) {
    lines.push('', '| parameter | type | range | default | |', '|---|---|---|---|---|');
    for (const [name, spec] of specs)
      lines.push(
        `| \`${name}\` | ${spec.whole && spec.type === 'perAxis' ? 'whole number per axis' : spec.type} | ${range(spec)} | ${defaultText(spec)} | ${spec.doc} |`,
      );
  }
  if (documentation.example) lines.push('', '```ts', documentation.example, '```');
  return lines.join('\n').replace(/\n{3,}/g, '\n\n');
}

/** The shapes of footprints, as what stands above the functions that make them says. */
function footprints(): string {
  const source = readFileSync('src/core/footprint.ts', 'utf8');
  const rows = Object.entries(SHAPES).map(([name, { keys }]) => {
    const short = keys.length > 1 && keys[0] !== 'x' ? '9,4' : '3';
    return `| \`${name}\` | \`--footprint ${name}=${short}\` | ${docstringOf(source, name).text.replace(/\s+/g, ' ')} |`;
  });
  return [
    '## Footprints',
    'The neighbours of a voxel that a rank or morphological operation looks at: a shape by name (`disk(3)` or `{ disk: 3 }` in code, `--footprint disk=3`, ' +
      '`{ "disk": 3 }` in a document; lengths or radii by axis as `box=x=5,y=3`), lists of 0 and 1 nested up to three deep, or a volume in memory or in a file. The voxel itself ' +
      'is at floor(length / 2) along each axis. Of a shape by name only the middle is used along axes on which the image is one voxel long.',
    ['| shape | on the command line | |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

test('docs/reference.md is what the declarations say', async () => {
  const parts = [...chapters()].map(([chapter, operations]) =>
    [`## ${chapter}`, ...operations.map(section)].join('\n\n'),
  );
  const head =
    '# Operations\n\nGenerated from the declarations and what stands above them by `npm run docs`. Names on the command line may be written in kebab-case. The examples run as they stand where `using` is known: Node 24, TypeScript 5.2, or any bundler that writes it out; elsewhere call `dispose()` on what `run` and `openEngine` give.';
  await expect(`${[head, ...parts, footprints()].join('\n\n')}\n`).toMatchFileSnapshot('../../../docs/reference.md');
});

test('src/generated/chapters.ts says which chapter an operation stands in', async () => {
  const names = [...chapters()].map(([chapter, list]) => [chapter, list.map(({ operation }) => operation.operation)]);
  const code = `/** Generated from src/registry.ts by test/unit/generated/reference.test.ts; run \`npm run docs\`. */\nexport const CHAPTERS = ${JSON.stringify(Object.fromEntries(names), null, 2)} as const;\n`;
  await expect(code).toMatchFileSnapshot('../../../src/generated/chapters.ts');
});

/** A table of the newest full result of a quiet machine; while bench/results has none, what stands there stays. */
function measured(table: (file: BenchFile) => string, standing: string): string {
  const folder = 'bench/results';
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as BenchFile);
  const file = newest(files);
  return file ? `${table(file)}\n` : standing;
}

/** A page with what stands between two marks made anew. */
function between(page: string, name: string, make: (standing: string) => string): string {
  return page.replace(
    new RegExp(`(<!-- ${name} -->\\n)([\\s\\S]*?)(<!-- /${name} -->)`),
    (_, from: string, standing: string, to: string) => `${from}${make(standing)}${to}`,
  );
}

test('the README’s tables are what the registry lists and what the bench measured', async () => {
  const rows = [...chapters()].map(
    ([chapter, operations]) =>
      `| ${chapter} | ${operations.map(({ operation: { operation } }) => `\`${operation}\``).join(' ')} |`,
  );
  const table = ['| chapter | operations |', '|---|---|', ...rows].join('\n');
  const readme = between(readFileSync('README.md', 'utf8'), 'operations', () => `${table}\n`);
  const written = between(readme, 'measured', (standing) => measured(readmeTable, standing));
  await expect(written).toMatchFileSnapshot('../../../README.md');
});

test('the table of floors is what the bench measured', async () => {
  const page = readFileSync('docs/performance.md', 'utf8');
  const written = between(page, 'floors', (standing) => measured(floorTable, standing));
  await expect(written).toMatchFileSnapshot('../../../docs/performance.md');
});

test('the published schema of pipeline documents', async () => {
  await expect(`${JSON.stringify(brightfield.pipelineSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../docs/pipeline.schema.json',
  );
});

test('the public names', async () => {
  await expect(`${Object.keys(brightfield).sort().join('\n')}\n`).toMatchFileSnapshot('./public-names.txt');
});

test('every operation has a summary that is a sentence, and documents all it takes', () => {
  const wrong = OPERATIONS.filter(({ summary, inputs, params }) => {
    const texts = [summary, ...inputs.map(({ doc }) => doc), ...Object.values(params).map(({ doc }) => doc)];
    return texts.some((text) => !/^[A-Z].*\.$/.test(text));
  });
  expect(wrong.map(({ operation }) => operation)).toEqual([]);
});
