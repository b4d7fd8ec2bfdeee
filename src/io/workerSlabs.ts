/** A large volume from a worker, slab by slab. */
import type { Axis } from '../core/axes.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import type { Slab, SlabOptions } from '../core/slabs.js';
import { broken, rebuilt, stopped } from './carriedError.js';
import type { DecodeAnswer, DecodeRequest } from './decodeWorker.js';

/** The files of one volume, and what it is. */
interface Asked extends Pick<DecodeRequest, 'files' | 'options'> {
  readonly axis: Axis;
  readonly description: Description;
}

/** Slab after slab from a worker of their own: one is taken while the next is decoded, and no more are there at once. */
export async function* slabsIn(
  worker: Worker,
  { files, options, axis, description }: Asked,
  { signal, progress }: SlabOptions,
): AsyncGenerator<Slab> {
  const arrived: DecodeAnswer[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const fail = (error: Error): void => {
    failure = error;
    wake();
  };
  const stop = (): void => fail(stopped());
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  worker.addEventListener('error', (event) => fail(broken(event)));
  worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    arrived.push(data);
    wake();
  });
  worker.postMessage({ files, options, inSlabs: true } satisfies DecodeRequest);
  try {
    for (;;) {
      if (failure) throw failure;
      const answer = arrived.shift();
      if (!answer) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if ('failed' in answer) throw rebuilt(answer.failed);
      if ('ended' in answer) return;
      if (!('from' in answer)) continue;
      worker.postMessage('more');
      const volume = new HostVolume(answer.volume);
      yield { from: answer.from, volume };
      progress?.((answer.from + volume.shape[axis]) / description.shape[axis]);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    worker.terminate();
  }
}
