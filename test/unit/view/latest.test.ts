/** Of many requests only the newest is worked on, and never two at once. */
import { expect, test } from 'vitest';
import { latest } from '../../../src/view/latest.js';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('what comes in between is dropped', async () => {
  const done: number[] = [];
  let atOnce = 0;
  const ask = latest(
    async (request: number) => {
      atOnce++;
      expect(atOnce).toBe(1);
      await turn();
      done.push(request);
      atOnce--;
    },
    () => expect.unreachable(),
  );
  for (let request = 0; request < 10; request++) ask(request);
  while (done.length < 2) await turn();
  await turn();
  expect(done).toEqual([0, 9]);
});

test('after an error the next request is worked on', async () => {
  const errors: unknown[] = [];
  const done: number[] = [];
  const ask = latest(
    async (request: number) => {
      if (request === 1) throw new Error('one');
      done.push(request);
    },
    (cause) => errors.push(cause),
  );
  ask(1);
  ask(2);
  await turn();
  ask(3);
  await turn();
  expect(errors).toHaveLength(1);
  expect(done).toEqual([2, 3]);
});
