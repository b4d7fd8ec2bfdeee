/** What names stand for: which nodes come before which, and which names are inputs. */
import { PipelineError } from '../../core/errors.js';
import { type DocumentNode, type DocumentScope, pointerTo, splitReference } from './form.js';

/** A name as it is used, and where. */
export interface Use {
  readonly name: string;
  readonly at: string;
  /** Whether a number may stand there as well. */
  readonly number: boolean;
}

/** The names that a node reads from the scope it stands in, loops' bodies included. */
function usesOf(node: DocumentNode, at: string): Use[] {
  if ('op' in node)
    return node.in.flatMap((reference, index) =>
      typeof reference === 'string'
        ? [{ name: reference, at: pointerTo(pointerTo(at, 'in'), index), number: true }]
        : [],
    );
  const { state, body, measure } = node.repeat;
  const loopAt = pointerTo(at, 'repeat');
  const own = new Set(Object.keys(state));
  const starts = Object.entries(state).flatMap(([name, reference]) =>
    typeof reference === 'string'
      ? [{ name: reference, at: pointerTo(pointerTo(loopAt, 'state'), name), number: true }]
      : [],
  );
  const bodyAt = pointerTo(loopAt, 'body');
  const outputs = Object.entries(body.outputs).map(([name, reference]) => ({
    name: reference,
    at: pointerTo(pointerTo(bodyAt, 'outputs'), name),
    number: false,
  }));
  const watched = measure === undefined ? [] : [{ name: measure, at: pointerTo(loopAt, 'measure'), number: false }];
  const ids = new Set(body.nodes.map(({ id }) => id));
  const outer = [...freeUses(body, bodyAt), ...outputs, ...watched].filter(({ name }) => {
    const { id } = splitReference(name);
    return !ids.has(id) && !own.has(id);
  });
  return [...starts, ...outer];
}

/** The names that the nodes of a scope read and that are none of its ids. */
export function freeUses(scope: DocumentScope, at: string): Use[] {
  const ids = new Set(scope.nodes.map(({ id }) => id));
  return scope.nodes.flatMap((node, index) =>
    usesOf(node, pointerTo(pointerTo(at, 'nodes'), index)).filter(({ name }) => !ids.has(splitReference(name).id)),
  );
}

/** A node with the pointer to it. */
export interface Placed {
  readonly node: DocumentNode;
  readonly at: string;
}

/** The nodes of a scope, each after those it reads. Throws `PipelineError` where they go in a circle. */
export function inOrder(scope: DocumentScope, at: string): Placed[] {
  const byId = new Map<string, Placed>();
  scope.nodes.forEach((node, index) => {
    byId.set(node.id, { node, at: pointerTo(pointerTo(at, 'nodes'), index) });
  });
  const sorted: Placed[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  for (const root of byId.values()) {
    const stack: { placed: Placed; uses: Use[]; next: number }[] = [];
    const enter = (placed: Placed): void => {
      state.set(placed.node.id, 'open');
      path.push(placed.node.id);
      stack.push({ placed, uses: usesOf(placed.node, placed.at), next: 0 });
    };
    if (!state.has(root.node.id)) enter(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const use = top.uses[top.next];
      top.next++;
      if (!use) {
        stack.pop();
        path.pop();
        state.set(top.placed.node.id, 'done');
        sorted.push(top.placed);
        continue;
      }
      const needed = byId.get(splitReference(use.name).id);
      if (!needed || state.get(needed.node.id) === 'done') continue;
      if (state.get(needed.node.id) === 'open') throw circle(use.at, [...path, needed.node.id]);
      enter(needed);
    }
  }
  return sorted;
}

function circle(at: string, path: readonly string[]): PipelineError {
  const around = path.slice(path.indexOf(path.at(-1) ?? ''));
  const shown = around.length > 6 ? [...around.slice(0, 3), '…', ...around.slice(-2)] : around;
  return new PipelineError(at, `nodes must not go in a circle, got ${shown.join(' <- ')}`);
}
