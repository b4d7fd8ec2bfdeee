/** Recipes and the documents that `brightfield run` takes. */
import { findOperation } from '../../catalogue.js';
import { ArgumentError, PipelineError } from '../../core/errors.js';
import { checkDocument } from '../../graph/document/check.js';
import {
  type DocumentNode,
  type OperationNode,
  type PipelineDocument,
  pointerTo,
  splitReference,
} from '../../graph/document/form.js';
import { checkWithoutInputs, documentInputs } from '../../graph/document/read.js';
import { inOrder } from '../../graph/document/references.js';
import { type Feed, type Lookup, mainOutput, PREVIOUS, type Recipe, type Step } from './recipe.js';
import { resolve } from './resolve.js';

/**
 * The document of the steps that are on. Throws `ArgumentError` where none is saved or one reads what comes after it, and
 * `PipelineError` for what else a document may not hold.
 */
export function toDocument(recipe: Recipe, lookup: Lookup = findOperation): PipelineDocument {
  const { steps, results } = resolve(recipe);
  const wrong = steps.find(({ problem }) => problem !== undefined);
  if (wrong?.problem) throw new ArgumentError('recipe', wrong.problem, `${wrong.step.id} before it`);
  if (Object.keys(results).length === 0)
    throw new ArgumentError('recipe', 'there must be a step that is on and saved', 'none');
  const document: PipelineDocument = {
    version: 1,
    ...(recipe.title !== undefined && { title: recipe.title }),
    nodes: steps.map(({ step, in: given }) => ({
      id: step.id,
      op: step.operation,
      in: given,
      ...(Object.keys(step.params).length > 0 && { params: step.params }),
    })),
    outputs: results,
  };
  checkDocument(document);
  checkWithoutInputs(document, lookup);
  const references = [...steps.flatMap((each) => each.in), ...Object.values(results)];
  for (const reference of references) if (typeof reference === 'string') checkOutput(reference, recipe, lookup);
  return document;
}

/** Inputs are not known, but what an operation may give is. */
function checkOutput(reference: string, { steps }: Recipe, lookup: Lookup): void {
  const { id, output } = splitReference(reference);
  const outputs = Object.keys(lookup(steps.find((step) => step.id === id)?.operation ?? '')?.outputs ?? {});
  if (output !== undefined && !outputs.includes(output))
    throw new ArgumentError('recipe', `outputs of '${id}' are ${outputs.join(', ') || 'none'}`, `'${output}'`);
}

/**
 * The recipe of a document, which may be any graph: its nodes become the list in their order, or in one where each comes after
 * what it reads. Throws `PipelineError` where the document is wrong, and for a loop, which is no list.
 */
export function fromDocument(document: PipelineDocument, lookup: Lookup = findOperation): Recipe {
  checkDocument(document);
  checkWithoutInputs(document, lookup);
  const nodes = listed(document);
  const [first = 'image', ...others] = documentInputs(document);
  // an id and an image may not share a name: where there is no input, nodes come first
  const inputs = [nodes.some(({ id }) => id === first) ? freeName(nodes, first) : first, ...others];
  const steps: Step[] = [];
  let previous = inputs[0] ?? 'image';
  for (const node of nodes) {
    const before = steps.at(-1);
    const [main] = node.in;
    let feeds: readonly Feed[] = node.in.map((feed) => plain(feed, nodes, lookup));
    if (feeds[0] === previous) feeds = [PREVIOUS, ...feeds.slice(1)];
    else if (before && typeof main === 'string' && splitReference(main).id === before.id) {
      // the step before hands on another of its outputs
      const { output } = splitReference(main);
      if (output !== undefined) steps[steps.length - 1] = { ...before, output };
      feeds = [PREVIOUS, ...feeds.slice(1)];
    }
    steps.push({ id: node.id, operation: node.op, params: node.params ?? {}, on: true, inputs: feeds });
    previous = node.id;
  }
  const outputs = Object.entries(document.outputs).map(([name, reference]) => [
    name,
    plain(reference, nodes, lookup) as string,
  ]);
  // a pipeline of one result is what its last step gives, also when steps are added
  const [only] = outputs;
  const results = outputs.length === 1 && only?.[1] === previous ? [[only[0], PREVIOUS]] : outputs;
  return {
    ...(document.title !== undefined && { title: document.title }),
    inputs,
    steps,
    results: Object.fromEntries(results),
  };
}

/** The nodes, each after those it reads: as they are written where that holds. */
function listed(document: PipelineDocument): readonly OperationNode[] {
  const calls = document.nodes.map((node, at) => called(node, pointerTo('/nodes', at)));
  const place = new Map(calls.map(({ id }, at) => [id, at]));
  const sorted = calls.every((node, at) =>
    node.in.every((feed) => typeof feed !== 'string' || (place.get(splitReference(feed).id) ?? -1) < at),
  );
  return sorted ? calls : inOrder(document, '').map(({ node, at }) => called(node, at));
}

function called(node: DocumentNode, at: string): OperationNode {
  if ('repeat' in node)
    throw new PipelineError(
      pointerTo(at, 'repeat'),
      'a loop cannot be shown as a step of a list; `brightfield run` takes it',
    );
  return node;
}

/** A reference without the name of the main output. */
function plain(feed: Feed, nodes: readonly OperationNode[], lookup: Lookup): Feed {
  if (typeof feed !== 'string') return feed;
  const { id, output } = splitReference(feed);
  const operation = lookup(nodes.find((node) => node.id === id)?.op ?? '');
  return operation && output === mainOutput(operation) ? id : feed;
}

function freeName(nodes: readonly OperationNode[], wish: string): string {
  let name = wish;
  for (let count = 2; nodes.some(({ id }) => id === name); count++) name = `${wish}${count}`;
  return name;
}
