/** Pointwise oracles against NumPy and skimage.exposure, and what NumPy has no array for. */
import { expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { type Field, fieldOf, pointwise as p } from '../../oracle/index.js';
import { type Call, checkChapter, input } from './chapter.js';

const unary =
  (f: (x: Field) => Field): Call =>
  (inputs) =>
    f(input(inputs));
const binary =
  (f: (a: Field, b: Field) => Field): Call =>
  (inputs) =>
    f(input(inputs), input(inputs, 1));
/** An operation of one volume whose parameters are named as in the golden file. */
const tuned =
  <P>(f: (x: Field, parameters: P) => Field): Call =>
  (inputs, parameters) =>
    f(input(inputs), parameters as P);

checkChapter('pointwise', {
  add: binary(p.add),
  subtract: binary(p.subtract),
  multiply: binary(p.multiply),
  divide: binary(p.divide),
  power: binary(p.power),
  minimum: binary(p.minimum),
  maximum: binary(p.maximum),
  abs: unary(p.abs),
  sqrt: unary(p.sqrt),
  exp: unary(p.exp),
  log: unary(p.log),
  sin: unary(p.sin),
  cos: unary(p.cos),
  clamp: tuned(p.clamp),
  invert: tuned(p.invert),
  gamma: tuned(p.gamma),
  mapRange: tuned(p.mapRange),
  quantise: tuned(p.quantise),
  greater: binary(p.greater),
  greaterEqual: binary(p.greaterEqual),
  less: binary(p.less),
  lessEqual: binary(p.lessEqual),
  equal: binary(p.equal),
  notEqual: binary(p.notEqual),
  where: (inputs) => p.where(input(inputs), input(inputs, 1), input(inputs, 2)),
  and: binary(p.and),
  or: binary(p.or),
  not: unary(p.not),
});

it('a number stands for a volume of one voxel', () => {
  expect([...p.add(fieldOf({ x: 3 }, [1, 2, 3]), 10).data]).toEqual([11, 12, 13]);
  expect([...p.subtract(10, fieldOf({ c: 2 }, [1, 2])).data]).toEqual([9, 8]);
});

it('lengths that neither agree nor are 1 are refused', () => {
  expect(() => p.add(fieldOf({ x: 2 }), fieldOf({ x: 3 }))).toThrow(ArgumentError);
});

it('half-way levels go to the even one', () => {
  expect([...p.quantise(fieldOf({ x: 4 }, [0.5, 1.5, 2.5, 3.5]), { levels: 5, range: [0, 4] }).data]).toEqual([
    0, 2, 2, 4,
  ]);
});
