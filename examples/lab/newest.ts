/** What is fetched may come back in any order: only what was asked for last is handed on. */

/**
 * Makes a function that waits for something. When it is there it is told, and when it fails that is told, unless something else was
 * asked for meanwhile.
 */
export function newest<T>(told: (value: T) => void, failed: (cause: unknown) => void): (asked: Promise<T>) => void {
  let last: Promise<T> | undefined;
  return (asked) => {
    last = asked;
    asked.then(
      (value) => asked === last && told(value),
      (cause) => asked === last && failed(cause),
    );
  };
}
