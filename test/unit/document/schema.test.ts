/** The published schema says what the reader accepts: every operation, its parameters, nothing else. */
import { expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/catalogue.js';
import { parseParams } from '../../../src/core/params.js';
import { pipelineSchema } from '../../../src/pipeline.js';

interface Schema {
  readonly $defs: {
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
