/** What to say when training goes wrong: which step, and what was not finite first. */
import { DTYPES } from '../core/dtype.js';
import { DivergedError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import type { Node } from '../graph/node.js';
import { toNode } from '../graph/operation.js';
import { checkpointOf, dispose, type Held } from './held.js';
import { batchOf, isFiniteOf, runRound } from './round.js';
import { NAME, type Setup } from './setup.js';
import { extent, lossOf } from './step.js';
import type { Best, Checkpoint } from './trainOptions.js';

/** Rejects with what went wrong first: the state before that step is made again, and what there is then is looked at in turn. */
export async function explain(
  engine: Engine,
  setup: Setup,
  held: Held,
  first: number,
  losses: readonly number[],
  best: Best | undefined,
): Promise<never> {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  const steps = bad < 0 ? losses.length - 1 : bad;
  const before = steps > 0 ? (await runRound(engine, setup, held, first, steps)).held : held;
  let checkpoint: Checkpoint;
  let culprit: Culprit;
  try {
    checkpoint = await checkpointOf(setup, before, first + steps, best);
    culprit = await culpritOf(engine, setup, before, first + steps);
  } finally {
    if (before !== held) dispose(before);
  }
  throw new DivergedError(first + steps, culprit.what, culprit.layer, checkpoint);
}

interface Culprit {
  readonly what: string;
  readonly layer: string;
}

async function culpritOf(engine: Engine, setup: Setup, held: Held, step: number): Promise<Culprit> {
  const { net, options, names, seed } = setup;
  const { turn, given, images, target, extra } = batchOf(setup, step);
  const batch = { images, target, ...(extra && { extra }) };
  const parameters = Object.fromEntries(names.map((name) => [name, toNode(held[name], NAME, name)]));
  const isWhole = async (node: Node): Promise<boolean> => {
    if (DTYPES[node.dtype].compute !== 'f32') return true;
    using volume = await engine.run(extent([node]));
    return isFiniteOf(volume);
  };
  const { loss, seen } = lossOf({ layer: net.layer, loss: options.loss, seed }, parameters, batch, turn);
  const ordered: [string, string, Node][] = [
    ...Object.entries(parameters).map(([name, node]): [string, string, Node] => [`parameter ${name}`, '', node]),
    ['images', '', batch.images],
    ['target', '', batch.target],
    ...seen.map(([name, node]): [string, string, Node] => [`what layer ${name} makes`, name, node]),
    ['the loss (are labels below the number of classes?)', '', loss],
  ];
  try {
    for (const [what, layer, node] of ordered) if (!(await isWhole(node))) return { what, layer };
  } finally {
    for (const volume of given) engine.forget(volume);
  }
  return { what: 'the gradient, or the step along it', layer: '' };
}
