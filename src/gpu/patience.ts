/**
 * Waiting for a software adapter. Dawn's waiting spins the event loop in Node, and on a software driver that takes one of the
 * cores that compute. While something is awaited, the loop sleeps a little at every turn instead.
 */

/**
 * Milliseconds of sleep a turn: what a wait may last too long, and nothing that a person or a timer would notice. A long wait
 * sleeps a part of what it has lasted: a turn costs 0.1 ms of a core that computes, or compiles.
 */
const SHORTEST_NAP = 0.2;
const LONGEST_NAP = 5;
const PART = 1 / 32;

/**
 * The same promise, awaited without taking a core from a software driver; elsewhere just the promise. Where it is known that it does not resolve before `soonest`
 * (`gpu/foresight`), nothing is looked at until then but what waits for the event loop.
 */
export async function patiently<T>(software: boolean, promise: Promise<T>, soonest = 0): Promise<T> {
  if (!software || typeof setImmediate === 'undefined' || typeof SharedArrayBuffer === 'undefined') return promise;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  let waiting = true;
  const since = performance.now();
  const nap = (): void => {
    if (!waiting) return;
    const now = performance.now();
    Atomics.wait(cell, 0, 0, Math.min(Math.max((now - since) * PART, soonest - now, SHORTEST_NAP), LONGEST_NAP));
    setImmediate(nap);
  };
  setImmediate(nap);
  try {
    return await promise;
  } finally {
    waiting = false;
  }
}
