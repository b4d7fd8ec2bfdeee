/** How finely volumes are seen through, by how long it takes. */
import { expect, test } from 'vitest';
import { Pace } from '../../../src/view/pace.js';

test('a quick device draws finely at rest', () => {
  const pace = new Pace();
  expect(pace.fine).toBe(false);
  expect(pace.learn(3)).toBe(true);
  expect(pace).toMatchObject({ fine: true, scale: 1 });
  // nothing is to be drawn again
  expect(pace.learn(4)).toBe(false);
});

test('a slow one draws fewer pixels, but some', () => {
  const pace = new Pace();
  expect([1000, 600, 500].map((time) => pace.learn(time))).toEqual([true, true, false]);
  expect(pace).toMatchObject({ fine: false, scale: 1 / 4 });
});

test('one in between draws all pixels, roughly', () => {
  const pace = new Pace();
  expect(pace.learn(120)).toBe(false);
  expect(pace).toMatchObject({ fine: false, scale: 1 });
});
