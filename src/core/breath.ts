/** Work in a page's own thread that may take longer than a frame lets others have their turn: drawing, and what the user does. */

/** Milliseconds that are taken at once. */
const AT_ONCE = 10;

let began = 0;

/**
 * Waits for a turn of the page where 10 ms have gone by since it had one, and else for nothing: called between pieces of long work, it keeps
 * the page drawing and answering. Outside of pages nobody waits, and it returns at once.
 * @example
 * import { breathe } from 'brightfield/view';
 * let sum = 0;
 * for (let row = 0; row < 4; row++) {
 *   await breathe();
 *   sum += row;
 * }
 * sum; // 6
 */
export async function breathe(): Promise<void> {
  if (typeof document === 'undefined' || performance.now() - began < AT_ONCE) return;
  await turn();
  began = performance.now();
}

/** A turn of the event loop. A timer would wait 4 ms where turns follow each other. */
function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(0);
  });
}
