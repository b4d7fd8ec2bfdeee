/** A large volume from a worker, slab by slab, and what a worker's errors become in the page. */
import type { Axis } from '../core/axes.js';
import { BrightfieldError, CancelledError, FormatError, UserError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import type { Slab, SlabOptions } from '../core/slabs.js';
import type { CarriedError, DecodeAnswer, DecodeRequest } from './decodeWorker.js';

/** The files of one volume, and what it is. */
interface Asked extends Pick<DecodeRequest, 'files' | 'options'> {
  readonly axis: Axis;
  readonly description: Description;
}

export const stopped = (): CancelledError => new CancelledError('files: reading was stopped');
export const broken = (event: ErrorEvent): BrightfieldError =>
  new BrightfieldError(
    `files: the worker that decodes them cannot be started or failed: ${event.message || 'no reason'}`,
  );

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

/** Classes do not survive a message. */
export function rebuilt({ message, format, user }: CarriedError): Error {
  if (format) return new FormatError(format.file, format.problem);
  return user ? new UserError(message) : new BrightfieldError(message);
}
