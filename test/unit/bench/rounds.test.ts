import { expect, test } from 'vitest';
import { type Player, play, resultOf } from '../../../bench/rounds.js';
import { midmean } from '../../../src/core/statistics.js';

/** A player whose turns take what a rule says of their number; those of the warming do not count. */
function player(name: string, time: (turn: number) => number): Player {
  let turn = 0;
  const self: Player = {
    name,
    calls: 1,
    rounds: 0,
    turns: [],
    turn: async () => ({ wall: time(turn++), cpu: 1 }),
  };
  return self;
}

const taken = (players: readonly Player[]): number[] => players.map(({ turns }) => turns.length);

test('rounds end with those asked for where ratios are known, and go on, within bounds, where they are not', async () => {
  const steady = [player('copy', () => 10), player('ours', () => 10), player('scipy', (turn) => 20 + 0.1 * (turn % 2))];
  await play(steady, 9, true);
  expect(taken(steady)).toEqual([9, 9, 9]);
  const wild = () => [player('copy', () => 10), player('ours', () => 10), player('scipy', (turn) => 20 + (turn % 5))];
  const longer = wild();
  await play(longer, 9, true);
  expect(taken(longer)).toEqual([45, 45, 45]);
  const asked = wild();
  await play(asked, 9, false);
  expect(taken(asked)).toEqual([9, 9, 9]);
});

test('who is slow takes part in fewer rounds, and none are added for it', async () => {
  const players = [
    player('copy', () => 10),
    player('ours', () => 10),
    player('scipy', (turn) => 900 + 90 * (turn % 3)),
  ];
  await play(players, 9, true);
  expect(taken(players)).toEqual([9, 9, 6]);
});

test('the share of a copy is that of the rounds that the copy took part in', async () => {
  const players = [player('copy', () => 900), player('ours', () => 10), player('scipy', (turn) => 20 + (turn % 5))];
  await play(players, 9, true);
  expect(taken(players)).toEqual([6, 45, 45]);
  expect(resultOf(players, 1000, 2000).shareOfCopy).toBe(45);
});

test('a turn is as many calls as make it long enough, and the first ones warm up', async () => {
  const quick = player('ours', (turn) => (turn < 3 ? 8 / (turn + 1) : 2));
  await play([player('copy', () => 10), quick], 5, false);
  expect(quick.calls).toBe(8);
  expect(quick.turns.map(({ wall }) => wall)).toEqual([2, 2, 2, 2, 2]);
});

test('of the times of calls the middle half counts', () => {
  expect(midmean([1, 100, 3, 2])).toBe(2.5);
  expect(midmean([4])).toBe(4);
  expect(midmean([])).toBeNaN();
});
