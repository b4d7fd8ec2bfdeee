/** Sliders tell more values than can be computed: only the newest counts, and never do two runs overlap. */

/**
 * Makes a function that asks for work and returns at once. While one request is being worked on, the next waits; of several that
 * wait only the last is kept. `onError` is told when the work rejects; the next request is worked on all the same.
 * @example
 * const update = latest(async (sigma: number) => show(await blur.run({ sigma })), report);
 * slider.oninput = () => update(slider.valueAsNumber);
 */
export function latest<T>(
  work: (request: T) => Promise<void>,
  onError: (cause: unknown) => void,
): (request: T) => void {
  let waiting: { readonly request: T } | undefined;
  let busy = false;
  const drain = async (): Promise<void> => {
    busy = true;
    for (let next = waiting; next; next = waiting) {
      waiting = undefined;
      try {
        await work(next.request);
      } catch (cause) {
        onError(cause);
      }
    }
    busy = false;
  };
  return (request) => {
    waiting = { request };
    if (!busy) void drain();
  };
}
