/** A page must answer soon: between two pieces of long work, such as the linking of two kernels, all else that waits has its turn. */

/** Milliseconds that pieces may take together before others have a turn. */
const LONGEST = 8;

let since = Number.NEGATIVE_INFINITY;

/** Lets a page go on where the work before took long. Nothing in Node, where nobody waits. */
export async function breath(): Promise<void> {
  if (typeof document === 'undefined' || performance.now() - since < LONGEST) return;
  await new Promise<void>((resolve) => {
    // timers of a tab in the background are held back for a second, messages are not
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
  since = performance.now();
}
