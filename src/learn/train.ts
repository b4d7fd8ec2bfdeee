/** The loop that teaches a network: steps run on the GPU without coming back, many at a time; between two such rounds the host looks at the losses. */
import type { Engine } from '../engine/engine.js';
import type { Volume } from '../engine/volume.js';
import { explain } from './diverged.js';
import { evaluate } from './evaluate.js';
import { checkpointOf, dispose, type Held, readAll, shown } from './held.js';
import type { Network } from './network.js';
import { runRound } from './round.js';
import { setupOf } from './setup.js';
import type { Best, Trained, TrainingProgress, TrainOptions } from './trainOptions.js';

/**
 * Teaches a network by steps down the gradient of a loss. Every step takes the next `batch` samples of a shuffled order, goes forwards and backwards, and moves the parameters; a round of steps is one loop on the
 * GPU, from which only losses come back. The same seed on the same device gives the same parameters bit for bit; so does a run that goes on from a `checkpoint`.
 *
 * The parameters of the best validation are handed back unless `restoreBest` is false, and are the checkpoint's `best`. A score of `validation` that is not finite is never the best, and `engine.warn` is told. Rejects with `DivergedError` where a loss or a parameter becomes NaN or infinite: it names the step and what
 * was not finite first (the images, the target, a layer, the loss, or the gradient), and holds the checkpoint before that step; with `CancelledError` where `signal` was
 * aborted. Throws `ArgumentError` for samples and targets that are not as many, numbers out of range, unknown options, a loss that does not depend on every
 * parameter (they are named), and a checkpoint of another optimizer, seed, batch, profile or goal, or whose arrays are not those that are kept now.
 * @example
 * import { HostVolume, layer, meanSquaredError, network, openEngine, sgd, train } from 'brightfield';
 * const net = network(layer.dense({ units: 1 }), { input: { c: 1 } });
 * const images = new HostVolume({ shape: { n: 4 }, data: Float32Array.of(0, 1, 2, 3) });
 * const target = new HostVolume({ shape: { n: 4 }, data: Float32Array.of(1, 3, 5, 7) });
 * using engine = await openEngine();
 * const { parameters } = await train(engine, net, { images, target, loss: meanSquaredError, optimizer: sgd({ learningRate: 0.1 }), batch: 4, steps: 200 });
 * parameters.bias.data; // near 1; the weight near 2
 */
export async function train(engine: Engine, net: Network, options: TrainOptions): Promise<Trained> {
  const setup = setupOf(net, options, engine.profileName);
  const { steps, every, first } = setup;
  const losses: number[] = [];
  const history: TrainingProgress[] = [];
  let step = first;
  let best = options.resume?.best;
  // where no score was a number yet there is no best to count from
  let worse = best?.since ?? 0;
  let reason: Trained['reason'] = 'finished';
  let held: Held = setup.start;
  try {
    while (step < steps) {
      const round = Math.min(every, steps - step);
      const done = await runRound(engine, setup, held, step, round);
      if (!done.losses.every(Number.isFinite) || !done.isWhole) {
        dispose(done.held);
        return await explain(engine, setup, held, step, done.losses, best);
      }
      dispose(held);
      held = done.held;
      losses.push(...done.losses);
      step += done.losses.length;
      if (options.stop?.aborted) reason = 'stopped';
      if (done.losses.length === 0) break;
      const { validation } = options;
      const score = validation && (await evaluate(engine, net, shown(setup, held), validation));
      const progress = { step, steps, loss: mean(done.losses), score };
      history.push(progress);
      await options.progress?.(progress, shown(setup, held) as Record<string, Volume>);
      if (score !== undefined && validation) {
        if (!Number.isFinite(score)) engine.warn(`train: the metric of validation is ${score} after ${step} steps`);
        best = isBetter(score, validation.goal, best)
          ? {
              score,
              goal: validation.goal ?? 'min',
              step,
              since: 0,
              parameters: await readAll(setup, shown(setup, held), setup.names),
            }
          : best && { ...best, since: best.since + 1 };
        worse = best?.step === step ? 0 : worse + 1;
        if (options.patience !== undefined && worse >= options.patience) reason = 'patience';
      }
      if (options.stop?.aborted) reason = 'stopped';
      if (reason !== 'finished') break;
    }
    const checkpoint = await checkpointOf(setup, held, step, best);
    const restored = options.validation && (options.restoreBest ?? true) ? best?.parameters : undefined;
    return {
      parameters: restored ?? (await readAll(setup, shown(setup, held), setup.names)),
      checkpoint,
      losses: Float32Array.from(losses),
      history,
      reason,
    };
  } finally {
    dispose(held);
  }
}

/** Whether a score is a number, and better than the best so far. */
function isBetter(score: number, goal: 'min' | 'max' = 'min', best: Best | undefined): boolean {
  if (!Number.isFinite(score)) return false;
  return best === undefined || (goal === 'max' ? score > best.score : score < best.score);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
