/** What to say when training goes wrong: which step, and which layer. */
import { DivergedError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import { toNode } from '../graph/operation.js';
import { checkpointOf, dispose, type Held } from './held.js';
import { batchOf, runRound, single } from './round.js';
import { CHECK, NAME, type Setup } from './setup.js';
import { lengthOf, lossOf } from './step.js';

/** Rejects with what went wrong first: the state before that step is made again, and what each layer makes then is looked at. */
export async function explain(
  engine: Engine,
  setup: Setup,
  held: Held,
  first: number,
  losses: readonly number[],
): Promise<never> {
  const { net, options, names } = setup;
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  const at = bad < 0 ? losses.length : bad;
  const checkpoint = await checkpointOf(setup, held, first);
  const whole = at - (at % CHECK);
  let before = whole > 0 ? (await runRound(engine, setup, held, first, whole)).held : held;
  try {
    if (whole < at) {
      const next = await engine.run(single(setup, before, first + whole));
      if (before !== held) dispose(before);
      before = next;
    }
    const { turn, ...batch } = batchOf(setup, first + at);
    const parameters = Object.fromEntries(names.map((name) => [name, toNode(before[name], NAME, name)]));
    const { seen } = lossOf({ layer: net.layer, loss: options.loss, seed: setup.seed }, parameters, batch, turn);
    for (const [name, node] of seen) {
      using length = await engine.run(lengthOf([node]));
      if (!Number.isFinite((await length.read()).data[0] as number))
        throw new DivergedError(first + at, name, checkpoint);
    }
  } finally {
    if (before !== held) dispose(before);
  }
  throw new DivergedError(first + at, '', checkpoint);
}
