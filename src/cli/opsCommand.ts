/** `brightfield ops`: the list of all operations, for people or as JSON. */
import { OPERATIONS } from '../catalogue.js';
import { UserError } from '../core/errors.js';
import type { Operation } from '../graph/operation.js';
import { flagValue, parseArguments } from './arguments.js';
import type { Host } from './host.js';

export function opsCommand(words: readonly string[], host: Host): void {
  const { positionals, values } = parseArguments('ops', words, { json: 'flag' });
  if (positionals.length) throw new UserError(`ops: there must be no files, got ${positionals.join(' ')}`);
  if (flagValue('ops', 'json', values.get('json'))) host.print(JSON.stringify(OPERATIONS.map(facts), null, 1));
  else {
    const width = Math.max(0, ...OPERATIONS.map(({ operation }) => operation.length));
    for (const { operation, summary } of OPERATIONS) host.print(`${operation.padEnd(width)}  ${summary}`);
  }
}

/** Every field is there; what does not apply is null. */
function facts(operation: Operation) {
  const { inputs, optional, outputs, params } = operation;
  return {
    name: operation.operation,
    summary: operation.summary,
    alsoKnownAs: operation.alsoKnownAs,
    inputs: [
      ...inputs.map(({ name, doc, variadic = false }) => ({ name, doc, variadic, optional: false })),
      ...Object.entries(optional).map(([name, doc]) => ({ name, doc, variadic: false, optional: true })),
    ],
    outputs: Object.entries(outputs).map(([name, doc]) => ({ name, doc })),
    linear: isLinear(operation),
    params: Object.entries(params).map(([name, spec]) => ({
      name,
      type: spec.type,
      unit: spec.unit,
      min: spec.min ?? null,
      max: spec.max ?? null,
      default: spec.default ?? null,
      choices: spec.choices ?? null,
      doc: spec.doc,
    })),
  };
}

/** Whether an operation is linear with its parameters at their defaults. */
function isLinear(operation: Operation): boolean {
  const values = Object.entries(operation.params).map(([name, spec]) => {
    const refuse = (mustHold: string, got: string): never => {
      throw new Error(`${operation.operation}: ${name} ${mustHold}, got ${got}`);
    };
    return [name, spec.default === undefined ? undefined : spec.parse(spec.default, refuse)];
  });
  try {
    return operation.linear(Object.fromEntries(values));
  } catch {
    // what it depends on has no default
    return false;
  }
}
