/** Long work on the host cut in pieces, so that a page goes on meanwhile: a generator rests where it yields, and what it yields is how much is done, from 0 to 1. */
import { CancelledError } from '../../core/errors.js';

export type Work<T> = Generator<number, T>;

/** Half of a picture at 60 a second, so that there is time to draw. */
const PIECE_MS = 8;

/** All of it at once. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

export interface PieceOptions {
  /** Told how much is done, from 0 to 1, after every piece. */
  readonly progress?: (share: number) => void;
  /** Ends with `CancelledError`. */
  readonly signal?: AbortSignal;
}

/** The same in pieces, between which everything else has its turn; the result is the same. */
export async function inPieces<T>(work: Work<T>, what: string, { progress, signal }: PieceOptions): Promise<T> {
  for (;;) {
    if (signal?.aborted) throw new CancelledError(`${what} was cancelled`);
    for (const end = performance.now() + PIECE_MS; ; ) {
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() < end) continue;
      progress?.(value);
      break;
    }
    await nextTurn();
  }
}

/** After what waits. A page would hold timers back by 4 ms each. */
function nextTurn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((go) => setImmediate(go));
  return new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(undefined);
  });
}
