/** Geometry oracles against NumPy, and what they refuse. */
import { expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { type Field, fieldOf, geometry as g } from '../../oracle/index.js';
import { type Call, checkChapter, input } from './chapter.js';

/** Parameters as in the golden file. */
const tuned =
  <P>(oracle: (x: Field, parameters: P) => Field): Call =>
  (inputs, parameters) =>
    oracle(input(inputs), parameters as P);
/** All inputs as parts. */
const joined =
  <P>(oracle: (parts: readonly Field[], parameters: P) => Field): Call =>
  (inputs, parameters) =>
    oracle(inputs, parameters as P);

checkChapter('geometry', {
  crop: tuned(g.crop),
  pad: tuned(g.pad),
  flip: tuned(g.flip),
  transpose: tuned(g.transpose),
  roll: tuned(g.roll),
  rot90: tuned(g.rot90),
  tile: tuned(g.tile),
  stack: joined(g.stack),
  concatenate: joined(g.concatenate),
  split: tuned((x, { part, ...parameters }: g.SplitOptions & { part: number }) => input(g.split(x, parameters), part)),
  select: tuned(g.select),
  channel: tuned(g.channel),
  maxProjection: tuned(g.maxProjection),
  minProjection: tuned(g.minProjection),
  meanProjection: tuned(g.meanProjection),
});

it('refuses what does not fit', () => {
  const x = fieldOf({ y: 2, x: 3 });
  expect(() => g.crop(x, { start: { x: 2 }, size: { x: 2 } })).toThrow(ArgumentError);
  expect(() => g.transpose(x, { from: { x: 'y' } })).toThrow(ArgumentError);
  expect(() => g.concatenate([x, fieldOf({ y: 3, x: 3 })], { axis: 'x' })).toThrow(ArgumentError);
  expect(() => g.concatenate([], { axis: 'x' })).toThrow(ArgumentError);
  expect(() => g.stack([x, x], { axis: 'x' })).toThrow(ArgumentError);
  expect(() => g.split(x, { axis: 'x', parts: 2 })).toThrow(ArgumentError);
});
