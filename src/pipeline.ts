/** Pipelines as JSON, over the registered operations. */
import { findOperation, OPERATIONS, recogniseOperation } from './catalogue.js';
import type { PipelineDocument } from './graph/document/form.js';
import { checkWithoutInputs, readDocument } from './graph/document/read.js';
import { documentSchema } from './graph/document/schema.js';
import { writeDocument } from './graph/document/write.js';
import type { Node } from './graph/node.js';
import type { Input } from './graph/operation.js';

export { checkDocument, parseDocument } from './graph/document/check.js';
export type { PipelineDocument } from './graph/document/form.js';
export { documentInputs } from './graph/document/read.js';

/** Also what it may be meant by: a document is refused with that name where it writes another. */
const lookup = (name: string) => findOperation(name) ?? recogniseOperation(name);

/**
 * The document of a graph made in code: operation calls become nodes, sources and placeholders become named inputs. It is plain
 * JSON; reading it back with the same inputs gives the same plan. Throws `ArgumentError` for what cannot be written.
 * @example
 * import { gaussian, HostVolume, source, toDocument } from 'brightfield';
 * const image = source(new HostVolume({ shape: { y: 8, x: 8 } }));
 * const text = JSON.stringify(toDocument({ blurred: gaussian(image, { sigma: 2 }) }));
 */
export function toDocument(outputs: Readonly<Record<string, Node>>): PipelineDocument {
  return writeDocument(outputs, findOperation);
}

/**
 * The outputs of a document as nodes; nothing runs. `inputs` gives a volume, a node or a number for each of `documentInputs`.
 * The document may come from a stranger: whatever it should not hold is refused with a `PipelineError` that points to the place.
 * @example
 * import { fromDocument, HostVolume, parseDocument } from 'brightfield';
 * const text = '{ "nodes": [{ "id": "blur", "op": "gaussian", "in": ["image"] }], "outputs": { "blurred": "blur" } }';
 * const { blurred } = fromDocument(parseDocument(text), { image: new HostVolume({ shape: { y: 8, x: 8 } }) });
 */
export function fromDocument(
  document: PipelineDocument,
  inputs: Readonly<Record<string, Input>> = {},
): Readonly<Record<string, Node>> {
  return readDocument(document, inputs, lookup);
}

/** Throws `PipelineError` for what is wrong with a document whatever its inputs are. */
export function checkPipeline(document: PipelineDocument): void {
  checkWithoutInputs(document, lookup);
}

/** The JSON schema of documents (draft 2020-12), for editors; it is published as `brightfield/pipeline.schema.json`. */
export function pipelineSchema(): Readonly<Record<string, unknown>> {
  return documentSchema(OPERATIONS);
}
