/** A parameter that may be left out; the operation then decides. */
import type { ParamSpec } from './paramSpec.js';

export function optional<Value, Given>(spec: ParamSpec<Value, Given>): ParamSpec<Value | undefined, Given> {
  return { ...spec, optional: true };
}
