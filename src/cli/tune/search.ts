/**
 * Which form of a kernel is fastest on the adapter at hand: all take turns on the same calls, and another one is taken only where it is faster than what runs without
 * a profile by more than a margin in nearly all rounds (the interval of the sign test, `core/statistics`). Whatever else the machine does slows all of them.
 */
import { CancelledError } from '../../core/errors.js';
import { median, pairedRatio, type Ratio } from '../../core/statistics.js';
import { Engine } from '../../engine/engine.js';
import type { Plan } from '../../engine/plan.js';
import { type Base, formName } from '../../engine/profile.js';
import { type FormedKernel, formNames } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';

/** Of as many rounds the interval leaves out the slowest and the fastest one. */
const ROUNDS = 11;
/** How many times as fast another form must be. */
const MARGIN = 1.05;

/** What was measured of one form. */
export interface Candidate {
  readonly form: string;
  /** The median of its times, over all calls. */
  readonly nanoseconds: number;
  /** How many times as fast it is as what runs without a profile; undefined for that one. */
  readonly ratio: Ratio | undefined;
}

export interface Search {
  readonly kernel: FormedKernel;
  readonly candidates: readonly Candidate[];
  /** The form to take. */
  readonly chosen: string;
}

/** Measures the forms of a kernel on some calls. Throws `CancelledError` where it is stopped. */
export async function searched(
  { context }: Engine,
  base: Base,
  kernel: FormedKernel,
  calls: Readonly<Record<string, Node>>,
  signal: AbortSignal,
): Promise<Search> {
  const present = formName({ base, forms: {} }, kernel);
  const names = [present, ...(formNames(kernel) ?? []).filter((form) => form !== present)];
  const engines = new Map<string, Engine>();
  const seen = new Set<string>();
  for (const form of names) {
    const engine = new Engine(context, true, {}, { base, forms: { [kernel]: form } });
    const text = JSON.stringify(
      await Promise.all(Object.values(calls).map(async (call) => dispatched(await engine.plan(call), kernel))),
    );
    // some calls are in that form already
    if (!seen.has(text)) engines.set(form, engine);
    seen.add(text);
  }
  const times = new Map([...engines.keys()].map((form) => [form, [] as number[][]]));
  const forms = [...engines.keys()];
  // the first round compiles
  for (let round = -1; round < ROUNDS; round++) {
    const first = (round + 1) % forms.length;
    for (const form of [...forms.slice(first), ...forms.slice(0, first)]) {
      const taken: number[] = [];
      for (const call of Object.values(calls)) {
        if (signal.aborted) throw new CancelledError('stopped');
        taken.push(await timeOf(engines.get(form) as Engine, call, kernel));
      }
      if (round >= 0) times.get(form)?.push(taken);
    }
  }
  return decided(kernel, present, times);
}

/** What the rounds say: of each form the time of each call, round by round. */
export function decided(
  kernel: FormedKernel,
  present: string,
  times: ReadonlyMap<string, readonly (readonly number[])[]>,
): Search {
  // calls weigh alike, whatever they take
  const score = (rounds: readonly (readonly number[])[]): number[] =>
    rounds.map((calls) => Math.exp(calls.reduce((sum, time) => sum + Math.log(time), 0) / calls.length));
  const own = score(times.get(present) ?? []);
  const candidates = [...times].map(([form, rounds]): Candidate => {
    const nanoseconds = median(rounds.map((calls) => calls.reduce((sum, time) => sum + time, 0)));
    return { form, nanoseconds, ratio: form === present ? undefined : pairedRatio(own, score(rounds)) };
  });
  const faster = candidates.filter(({ ratio }) => ratio && ratio.low > MARGIN);
  const [best] = faster.sort((a, b) => (b.ratio?.median ?? 0) - (a.ratio?.median ?? 0));
  return { kernel, candidates, chosen: best?.form ?? present };
}

/** How the dispatches of a kernel are made: equal where two forms are the same. */
function dispatched(plan: Plan, kernel: string): unknown[] {
  return plan.steps.flatMap((step) =>
    step.kind === 'dispatch' && step.dispatch.kernel === kernel
      ? [[step.dispatch.constants, step.dispatch.tile, step.dispatch.interior]]
      : [],
  );
}

/** Nanoseconds of the kernel's dispatches on the GPU's clock, or of all of the call where there is none. */
async function timeOf(engine: Engine, call: Node, kernel: string): Promise<number> {
  const begun = performance.now();
  const { volumes, timings, plan } = await engine.profile(call);
  await engine.finished();
  const wall = (performance.now() - begun) * 1e6;
  volumes.dispose();
  if (timings.length === 0) return wall;
  return plan.steps.reduce(
    (sum, step, at) =>
      step.kind === 'dispatch' && step.dispatch.kernel === kernel ? sum + (timings[at]?.nanoseconds ?? 0) : sum,
    0,
  );
}
