import { expect, test } from 'vitest';
import { Foresight, type Repeated } from '../../../src/gpu/foresight.js';

/** Foresight on a clock that stands where it is put. */
function onClock() {
  const clock = { at: 100 };
  const foresight = new Foresight(() => clock.at);
  const run = (work: Repeated | undefined, took: number, idle = 0): void => {
    foresight.begin(work);
    const asked = clock.at + idle;
    clock.at += took;
    foresight.end(asked);
  };
  return { clock, foresight, run };
}

test('what took ten milliseconds is not done after nine, less what a look takes', () => {
  const { clock, foresight, run } = onClock();
  const work: Repeated = {};
  foresight.begin(work);
  expect(foresight.soonest).toBe(0);
  foresight.end(clock.at);
  run(work, 10);
  work.lasted = 10;
  foresight.begin(work);
  expect(foresight.soonest).toBeCloseTo(clock.at + 8.8, 9);
});

test('what is quicker is believed, what is held up a tenth of it', () => {
  const { run } = onClock();
  const work: Repeated = { lasted: 10 };
  run(work, 8);
  expect(work.lasted).toBe(8);
  run(work, 800);
  expect(work.lasted).toBeCloseTo(8.8, 9);
});

test('nothing is learned of what ran beside other work, nor of what was waited for late', () => {
  const { clock, foresight, run } = onClock();
  const work: Repeated = { lasted: 10 };
  foresight.begin(undefined);
  foresight.begin(work);
  expect(foresight.soonest).toBe(0);
  clock.at += 5;
  foresight.end(clock.at - 5);
  run(work, 5, 4);
  run(undefined, 3);
  expect(work.lasted).toBe(10);
});

test('a wait that ends 0.15 ms after it may look becomes as short as the work', () => {
  const { clock, foresight } = onClock();
  const work: Repeated = { lasted: 1 };
  const turn = (): void => {
    foresight.begin(work);
    const asked = clock.at;
    clock.at = Math.max(asked + 0.1, foresight.soonest) + 0.15;
    foresight.end(asked);
  };
  for (let i = 0; i < 50; i++) turn();
  expect(work.lasted).toBeLessThan(0.3);
});
