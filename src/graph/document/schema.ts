/** The JSON schema of pipeline documents (draft 2020-12), made from the operations: editors complete and check with it. */
import { SHAPE_NAMES } from '../../core/footprintParam.js';
import { type ParamSpec, sentenceOf } from '../../core/params.js';
import { PSF_NAMES } from '../../core/psf/psfParam.js';
import type { Operation } from '../operation.js';
import { LOOP_OUTPUTS, MAX_NODES, NAME as NAME_FORM, RESERVED } from './form.js';

type Schema = Readonly<Record<string, unknown>>;

const NAME = { $ref: '#/$defs/name' };
const REFERENCE = { $ref: '#/$defs/reference' };

/** The schema for documents of these operations. */
export function documentSchema(operations: readonly Operation[]): Schema {
  const name = NAME_FORM.source.slice(1, -1);
  const scope = {
    nodes: { type: 'array', maxItems: MAX_NODES, items: { $ref: '#/$defs/node' } },
    outputs: { type: 'object', minProperties: 1, propertyNames: NAME, additionalProperties: REFERENCE },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'brightfield pipeline',
    ...closed({ version: { const: 1 }, title: { type: 'string' }, ...scope }, ['nodes', 'outputs']),
    $defs: {
      name: { type: 'string', pattern: `^${name}$`, not: { enum: RESERVED } },
      reference: {
        type: 'string',
        pattern: `^${name}(?:\\.${name})?$`,
        not: { pattern: `(?:^|\\.)(?:${RESERVED.join('|')})(?:\\.|$)` },
      },
      node: { oneOf: [...operations.map(callSchema), { $ref: '#/$defs/loop' }] },
      loop: closed({ id: NAME, repeat: { $ref: '#/$defs/repeat' } }, ['id', 'repeat']),
      repeat: closed(
        {
          state: {
            type: 'object',
            minProperties: 1,
            propertyNames: { ...NAME, not: { enum: LOOP_OUTPUTS } },
            additionalProperties: { anyOf: [REFERENCE, { type: 'number' }] },
          },
          body: closed(scope, ['nodes', 'outputs']),
          measure: REFERENCE,
          below: { type: 'number' },
          check: { type: 'integer', minimum: 2, multipleOf: 2 },
          max: { type: 'integer', minimum: 2 },
          complete: { type: 'boolean' },
        },
        ['state', 'body', 'max'],
      ),
    },
  };
}

function closed(properties: Schema, required: readonly string[]): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

function callSchema({ operation, summary, inputs, optional, params }: Operation): Schema {
  const variadic = inputs[0]?.variadic === true;
  const least = variadic ? 1 : inputs.length;
  const required = Object.entries(params).filter(([, spec]) => spec.default === undefined && !spec.optional);
  return {
    description: summary,
    ...closed(
      {
        id: NAME,
        op: { const: operation },
        in: {
          type: 'array',
          minItems: least,
          ...(!variadic && { maxItems: least + Object.keys(optional).length }),
          items: { anyOf: [REFERENCE, { type: 'number' }, { type: 'null' }] },
        },
        params: closed(
          Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, paramSchema(spec)])),
          required.map(([name]) => name),
        ),
      },
      ['id', 'op', 'in', ...(required.length ? ['params'] : [])],
    ),
  };
}

function paramSchema(spec: ParamSpec<unknown, unknown>): Schema {
  return {
    description: sentenceOf(spec),
    ...(spec.default !== undefined && { default: spec.default }),
    ...valueSchema(spec),
  };
}

function valueSchema(spec: ParamSpec<unknown, unknown>): Schema {
  const number = {
    type: spec.whole ? 'integer' : 'number',
    ...(spec.min !== undefined && { minimum: spec.min }),
    ...(spec.max !== undefined && { maximum: spec.max }),
  };
  const axes = spec.axes ?? [];
  switch (spec.type) {
    case 'number':
    case 'integer':
      return number;
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return { enum: spec.choices };
    case 'perAxis':
      return { anyOf: [number, closed(Object.fromEntries(axes.map((axis) => [axis, number])), [])] };
    case 'axes':
      return {
        anyOf: [
          { type: 'string', pattern: `^[${axes.join('')}]+$` },
          { type: 'array', minItems: 1, items: { enum: axes } },
          ...(spec.mapped ? [closed(Object.fromEntries(axes.map((axis) => [axis, { enum: axes }])), [])] : []),
        ],
      };
    case 'array':
      return {
        anyOf: [
          { type: 'array', minItems: 1 },
          closed({ shape: { type: 'array', items: { type: 'integer' } }, data: { type: 'array', items: number } }, [
            'shape',
            'data',
          ]),
        ],
      };
    case 'footprint':
      return {
        anyOf: [
          { type: 'array', minItems: 1 },
          { type: 'string', pattern: `^(?:${SHAPE_NAMES.join('|')})=` },
          { type: 'object', propertyNames: { enum: SHAPE_NAMES }, minProperties: 1, maxProperties: 1 },
        ],
      };
    case 'psf':
      return {
        anyOf: [
          { type: 'array', minItems: 1 },
          { type: 'object', propertyNames: { enum: PSF_NAMES }, minProperties: 1, maxProperties: 1 },
        ],
      };
    case 'text':
      return { type: 'string', maxLength: 10_000 };
  }
}
