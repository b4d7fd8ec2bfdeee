/**
 * Parameter schemas: one declaration gives the type, the check, the default, the documentation, the JSON schema, the command
 * line option and the panel's control. A schema is data with a `parse`; the faces switch on `type` and never see operations.
 */
export { array, type GivenArray, type NumberArray, optionalArray } from './arrayParams.js';
export { axes, axis, distinctAxes, optionalAxis, perAxis } from './axisParams.js';
export { footprint, type GivenFootprint } from './footprintParam.js';
export {
  type Beginning,
  begun,
  describe,
  middle,
  type ParamOptions,
  type ParamSpec,
  type ParamSpecs,
  type ParamType,
  type ParamValues,
  parseParams,
  type Refuse,
  refusal,
  sentenceOf,
  type Tried,
} from './paramSpec.js';
export { choice, flag, integer, number, optionalChoice, text } from './plainParams.js';
