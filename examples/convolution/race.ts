/** The same convolution by a loop beside the page and by the GPU: how long each takes, and how far the answers are apart. */
import { type HostVolume, openEngine } from 'brightfield';
import { type Filter, filtered, kernelsOf } from './graph.js';
import type { Done, Task } from './worker.js';

export interface Race {
  /** Milliseconds of the loop. */
  readonly loop: number;
  /** Milliseconds of the GPU's first run, with everything compiled and uploaded anew. */
  readonly first: number;
  /** Milliseconds of a run after that: the median of some. */
  readonly again: number;
  /** Milliseconds to bring the answer back. */
  readonly back: number;
  /** The largest difference of the two answers, in values of the image. */
  readonly apart: number;
}

const RUNS = 7;

/** Rejects where the loop or the GPU fails. */
export async function race(image: HostVolume, filter: Filter): Promise<Race> {
  const { pixels, milliseconds: loop } = await loopOver(image, filter);
  // a device of its own: on the page's everything is compiled already
  using engine = await openEngine();
  const timed = async () => {
    const began = performance.now();
    const volume = await engine.run(filtered(image, filter));
    await engine.finished();
    return { volume, milliseconds: performance.now() - began };
  };
  const { volume, milliseconds: first } = await timed();
  const began = performance.now();
  const { data } = await volume.read();
  const back = performance.now() - began;
  volume.dispose();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { volume: same, milliseconds } = await timed();
    same.dispose();
    times.push(milliseconds);
  }
  times.sort((a, b) => a - b);
  let apart = 0;
  for (const [at, value] of pixels.entries()) {
    const difference = Math.abs(value - (data[at] ?? Number.NaN));
    if (!(difference <= apart)) apart = difference;
  }
  return { loop, first, again: times[RUNS >> 1] ?? Number.NaN, back, apart };
}

function loopOver({ shape, data }: HostVolume, filter: Filter): Promise<Done> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const task: Task = {
    pixels: Float32Array.from(data),
    width: shape.x,
    height: shape.y,
    kernels: kernelsOf(filter).map(({ weights }) => weights),
    size: filter.kernel.size,
    border: filter.border,
  };
  const done = new Promise<Done>((resolve, reject) => {
    worker.addEventListener('message', ({ data: answer }: MessageEvent<Done>) => resolve(answer));
    worker.addEventListener('error', ({ message }) => reject(new Error(`the loop failed: ${message}`)));
  });
  worker.postMessage(task);
  return done.finally(() => worker.terminate());
}
