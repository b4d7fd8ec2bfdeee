/**
 * Waiting for a software adapter. Dawn's waiting spins the event loop in Node, and on a software driver that takes one of the
 * cores that compute. While something is awaited, the loop sleeps a little at every turn instead.
 */

/** Milliseconds of sleep a turn: what a wait may last too long, and nothing that a person or a timer would notice. */
const NAP = 0.5;

/** The same promise, awaited without taking a core from a software driver; elsewhere just the promise. */
export async function patiently<T>(software: boolean, promise: Promise<T>): Promise<T> {
  if (!software || typeof setImmediate === 'undefined' || typeof SharedArrayBuffer === 'undefined') return promise;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  let waiting = true;
  const nap = (): void => {
    if (!waiting) return;
    Atomics.wait(cell, 0, 0, NAP);
    setImmediate(nap);
  };
  setImmediate(nap);
  try {
    return await promise;
  } finally {
    waiting = false;
  }
}
