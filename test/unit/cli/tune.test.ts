/** Which form `brightfield tune` takes: one that is faster in nearly all rounds, by more than five percent. */
import { expect, test } from 'vitest';
import { decided } from '../../../src/cli/tune/search.js';
import { keptForms } from '../../../src/cli/tune/tuneCommand.js';
import { profileText } from '../../../src/engine/parseProfile.js';

const ROUNDS = 11;
/** Two calls, the second a thousand times as long; rounds differ as much as neighbours make them. */
const rounds = (faster: number, but: readonly number[] = []): number[][] =>
  Array.from({ length: ROUNDS }, (_, at) => {
    const time = (100 * (1 + at)) / (but[at] ?? faster);
    return [time, 1000 * time];
  });
const chosen = (other: readonly number[][], third: readonly number[][] = rounds(0.5)): string =>
  decided(
    'rank/median3',
    'own',
    new Map([
      ['own', rounds(1)],
      ['rows2', other],
      ['rows8', third],
    ]),
  ).chosen;

test('a form is taken for six percent, not for four, and the fastest one of several', () => {
  expect(chosen(rounds(1.06))).toBe('rows2');
  expect(chosen(rounds(1.04))).toBe('own');
  expect(chosen(rounds(1.1), rounds(1.2))).toBe('rows8');
});

test('one round may have been disturbed, two leave it as it is', () => {
  expect(chosen(rounds(1.3, [0.2]))).toBe('rows2');
  expect(chosen(rounds(1.3, [0.2, 1]))).toBe('own');
});

test('what is faster on one call and slower on another has to gain more than it loses', () => {
  const mixed = (first: number, second: number): number[][] =>
    rounds(1).map(([a = 0, b = 0]) => [a / first, b / second]);
  expect(chosen(mixed(1.5, 0.8))).toBe('rows2');
  expect(chosen(mixed(1.2, 0.8))).toBe('own');
});

test('what is measured again is left out of what stands in the file; the file must be of the same adapter', () => {
  const made = { base: 'cpu', adapter: 'an abacus', driver: 'beads', version: '1.2.3' } as const;
  const forms = { 'rank/median3': 'rows2', 'rank/median5': 'rows4' };
  const kept = (other: object) =>
    keptForms(profileText({ ...made, forms, ...other }), 'here.json', made, ['rank/median3']);
  expect(kept({})).toEqual({ 'rank/median5': 'rows4' });
  expect(() => kept({ adapter: 'a loom' })).toThrow(
    'tune: with --only, here.json must be a profile of this adapter (an abacus), got a loom',
  );
  expect(() => kept({ version: '1.2.2' })).toThrow('this version of brightfield (1.2.3), got 1.2.2');
  expect(() => keptForms('{', 'here.json', made, [])).toThrow('here.json: it must be JSON');
});
