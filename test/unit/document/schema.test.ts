/** The published schema says what the reader accepts: every operation, its parameters, nothing else. */
import { expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/catalogue.js';
import { parseParams } from '../../../src/core/params.js';
import { checkDocument } from '../../../src/graph/document/check.js';
import { pipelineSchema } from '../../../src/pipeline.js';

interface NameSchema {
  readonly pattern: string;
  readonly not: { readonly enum?: readonly string[]; readonly pattern?: string };
}

interface Schema {
  readonly $defs: {
    readonly name: NameSchema;
    readonly reference: NameSchema;
    readonly node: {
      readonly oneOf: readonly { properties?: Record<string, { const?: string; properties?: object }> }[];
    };
  };
}

const schema = pipelineSchema() as unknown as Schema;
const calls = schema.$defs.node.oneOf.flatMap(({ properties }) => (properties ? [properties] : []));

test('every operation is a form of node, with its parameters', () => {
  expect(calls.map(({ op }) => op?.const)).toEqual(OPERATIONS.map(({ operation }) => operation));
  OPERATIONS.forEach((operation, at) => {
    expect(Object.keys(calls[at]?.params?.properties ?? {})).toEqual(Object.keys(operation.params));
  });
});

test('it is plain JSON', () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});

test('every default passes its own check', () => {
  for (const { operation, params } of OPERATIONS)
    for (const [name, spec] of Object.entries(params))
      if (spec.default !== undefined) parseParams(operation, { [name]: spec }, {});
});

/** Whether a text passes, by the keywords that the schema of names uses. */
function passes({ pattern, not }: NameSchema, text: string): boolean {
  const excluded = not.enum?.includes(text) || (not.pattern !== undefined && new RegExp(not.pattern, 'u').test(text));
  return new RegExp(pattern, 'u').test(text) && !excluded;
}

function reads(id: string, reference: string): boolean {
  // a number is the name of a node that bears it, of nothing else
  const two = id === '2' ? [] : [{ id: '2', op: 'abs', in: ['a'] }];
  try {
    checkDocument({ nodes: [{ id, op: 'abs', in: [reference] }, ...two], outputs: { result: id } });
    return true;
  } catch {
    return false;
  }
}

const NAMES: readonly string[] = [
  ...['a', 'blurred image', 'größe_2-b', '画像', '_', '2', 'constructors', 'a'.repeat(100)],
  ...[
    '',
    ' a',
    'a ',
    'a:b',
    'a/b',
    'a\\b',
    'a=b',
    'a\nb',
    'a'.repeat(101),
    '__proto__',
    'constructor',
    'prototype',
    '-a',
  ],
];

test('it takes the names that the reader takes', () => {
  const { name: id, reference } = schema.$defs;
  expect(calls[0]).toMatchObject({
    id: { $ref: '#/$defs/name' },
    in: { items: { anyOf: expect.arrayContaining([{ $ref: '#/$defs/reference' }]) } },
  });
  for (const name of NAMES) {
    const good = reads(name, 'a');
    expect(good, JSON.stringify(name)).toBe(NAMES.indexOf(name) < 8);
    expect(passes(id, name), JSON.stringify(name)).toBe(good);
    for (const used of [name, `${name}.b`, `b.${name}`, `${name}.b.c`])
      expect(passes(reference, used), JSON.stringify(used)).toBe(reads('n', used));
  }
});
