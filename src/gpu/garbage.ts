/**
 * Garbage collected when it is asked for, in Node. What Dawn makes is freed by nothing else, and weighs nothing in the heap that decides when: a training makes bind groups
 * until a software driver has taken all mappings that Linux allows a process, which then ends without a word.
 */
let collect: (() => void) | undefined;

/** Finds the collector of this process; there is none to be asked in a page. */
export async function findCollector(): Promise<void> {
  const [{ setFlagsFromString }, { runInNewContext }] = await Promise.all([import('node:v8'), import('node:vm')]);
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
}

export function collectGarbage(): void {
  collect?.();
}
