/** Work in a page's own thread that may take longer than a frame lets others have their turn: drawing, and what the user does. */

/** Milliseconds that are taken at once. */
const AT_ONCE = 10;

let began = 0;

/**
 * Returns at once while little time has gone by since others had their turn; else after their turn. Only pages have anybody who waits.
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
