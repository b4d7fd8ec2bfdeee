/** Long work in a page lets others have their turn, and short work takes none. */
import { afterEach, expect, test, vi } from 'vitest';
import { breathe } from '../../../src/core/breath.js';

afterEach(() => vi.unstubAllGlobals());

const busy = (milliseconds: number): void => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

/** Rounds of 3 ms until a timer that was due at once has fired, or so many. */
async function rounds(most: number): Promise<number> {
  let fired = false;
  setTimeout(() => {
    fired = true;
  });
  let done = 0;
  for (; done < most && !fired; done++) {
    busy(3);
    await breathe();
  }
  return done;
}

test('in a page a timer fires while work goes on', async () => {
  vi.stubGlobal('document', {});
  expect(await rounds(100)).toBeLessThan(100);
});

test('elsewhere nothing waits', async () => {
  expect(await rounds(10)).toBe(10);
});
