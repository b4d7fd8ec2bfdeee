/**
 * Training as somebody watches it: in rounds of a few steps, each followed by a look at the network; it can be paused, gone on with step by step, given other samples
 * and begun again. Between two rounds the parameters stay on the GPU, and only there.
 */
import {
  adam,
  type Checkpoint,
  DivergedError,
  type Engine,
  type HostVolume,
  type Loss,
  type Network,
  train,
  type Volume,
} from 'brightfield';

/** Steps between two looks. */
export const ROUND = 10;
/** As good as for ever. */
const STEPS = 1e7;

/** What is learned from: so many at every step. */
export interface Samples {
  readonly images: HostVolume;
  readonly target: HostVolume;
  readonly batch: number;
}

/** What is to be learned, and how. */
export interface Lesson {
  readonly net: Network;
  /** None yet: then it cannot be started. */
  readonly samples: Samples | undefined;
  readonly loss: Loss;
  readonly seed: number;
  /** Asked for at every step. */
  readonly rate: () => number;
}

/** How far it has come. */
export interface Reached {
  readonly step: number;
  /** The mean loss of the last round; none before the first. */
  readonly loss: number | undefined;
  readonly net: Network;
  readonly parameters: Readonly<Record<string, HostVolume | Volume>>;
}

/** What training a lesson takes, in rounds as here. */
export const optionsOf = ({ loss, seed, rate }: Lesson, samples: Samples) => ({
  ...samples,
  loss,
  seed,
  optimizer: adam({ learningRate: rate }),
  every: ROUND,
});

export interface TeacherOptions {
  /** Shows how far it has come; the next round waits for it. */
  readonly look: (reached: Reached) => Promise<void>;
  /** Told whether it goes on by itself. */
  readonly onRunning: (running: boolean) => void;
  readonly onError: (cause: unknown) => void;
}

export class Teacher {
  private lesson: Lesson | undefined;
  private reached: Reached | undefined;
  private checkpoint: Checkpoint | undefined;
  /** Rounds that it may still go. */
  private rounds = 0;
  private wake: () => void = () => {};
  private stop = new AbortController();
  private teaching: Promise<void> | undefined;
  private looking: Promise<void> = Promise.resolve();
  /** Looks that have not begun. */
  private waiting = 0;

  constructor(
    private readonly engine: Engine,
    private readonly options: TeacherOptions,
  ) {}

  get running(): boolean {
    return this.rounds > 1;
  }

  /** Begins a lesson, and is paused. `prepare` is waited for when nothing looks any more, and before anything looks again. */
  async begin(lesson: Lesson, prepare: () => Promise<void>): Promise<void> {
    this.pause();
    await this.rest();
    await this.looking;
    await prepare();
    this.lesson = lesson;
    this.checkpoint = undefined;
    this.reached = { step: 0, loss: undefined, net: lesson.net, parameters: lesson.net.parameters };
    await this.look();
  }

  /** Goes on with other samples. */
  async change(samples: Samples | undefined): Promise<void> {
    await this.rest();
    if (!this.lesson) return;
    this.lesson = { ...this.lesson, samples };
    if (!samples) this.pause();
    await this.look();
    if (this.rounds > 0) this.go();
  }

  start(): void {
    this.allow(Number.POSITIVE_INFINITY);
  }

  pause(): void {
    this.allow(0);
  }

  /** Goes one round, and is paused. */
  step(): void {
    this.allow(1);
  }

  /** Looks again; where it is running, the next round does, and where a look is waited for anyway, that one. */
  async again(): Promise<void> {
    if (this.rounds === 0 && this.waiting === 0) await this.look();
  }

  private allow(rounds: number): void {
    this.rounds = rounds;
    this.options.onRunning(this.running);
    if (rounds > 0) this.go();
  }

  private go(): void {
    this.wake();
    const { lesson } = this;
    if (this.teaching || !lesson?.samples) return;
    this.teaching = this.teach(lesson, lesson.samples)
      .catch((cause: unknown) => {
        this.pause();
        if (cause instanceof DivergedError) this.keep(cause.checkpoint as Checkpoint);
        this.options.onError(cause);
      })
      .finally(() => {
        this.teaching = undefined;
      });
  }

  private async teach(lesson: Lesson, samples: Samples): Promise<void> {
    const { net } = lesson;
    const { signal } = this.stop;
    const { checkpoint } = await train(this.engine, net, {
      ...optionsOf(lesson, samples),
      steps: STEPS,
      stop: signal,
      ...(this.checkpoint && { resume: this.checkpoint }),
      progress: async ({ step, loss }, parameters) => {
        this.rounds = Math.max(0, this.rounds - 1);
        this.reached = { step, loss, net, parameters };
        await this.look();
        while (this.rounds <= 0 && !signal.aborted)
          await new Promise<void>((woken) => {
            this.wake = woken;
          });
        await this.looking;
      },
    });
    this.keep(checkpoint);
  }

  /** What is gone on from; the parameters are in the host's memory now. */
  private keep(checkpoint: Checkpoint): void {
    this.checkpoint = checkpoint;
    const { step, parameters } = checkpoint;
    if (this.reached) this.reached = { ...this.reached, step, parameters };
  }

  /** Ends what goes on, and keeps what was reached. */
  private async rest(): Promise<void> {
    this.stop.abort();
    this.wake();
    await this.teaching;
    this.stop = new AbortController();
  }

  /** One look after the other. */
  private look(): Promise<void> {
    this.waiting += 1;
    this.looking = this.looking
      .then(() => {
        this.waiting -= 1;
        return this.reached && this.options.look(this.reached);
      })
      .catch(this.options.onError);
    return this.looking;
  }
}
