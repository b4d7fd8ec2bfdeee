/** Runs every golden case of a chapter against its oracles, and fails for an oracle that no case is about. */
import { describe, expect, it } from 'vitest';
import { compareFields, type Field } from '../../oracle/index.js';
import { type GoldenCase, goldenCases } from './golden.js';

/** How to call an oracle with the inputs and the parameters of a golden case. */
export type Call = (inputs: readonly Field[], parameters: GoldenCase['parameters']) => Field;

/** 1e-12 of the number or of the greatest finite one in the result, for sums that cancel. */
export function expectGolden(actual: Field, { expected, label }: Pick<GoldenCase, 'expected' | 'label'>): void {
  const scale = expected.data.filter(Number.isFinite).reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  expect(compareFields(actual, expected, { abs: 1e-12 * scale, rel: 1e-12 }), label).toBeUndefined();
}

/** One test an operation: all its golden cases, in order. */
export function checkChapter(chapter: string, calls: Readonly<Record<string, Call>>): void {
  const cases = goldenCases(chapter);
  describe(`${chapter} against golden arrays`, () => {
    for (const [operation, call] of Object.entries(calls))
      it(operation, () => {
        const own = cases.filter((golden) => golden.operation === operation);
        expect(own.length, 'golden cases').toBeGreaterThan(0);
        for (const golden of own) expectGolden(call(golden.inputs, golden.parameters), golden);
      });
    it('leaves no golden case out', () => {
      expect(cases.filter((golden) => !(golden.operation in calls)).map((golden) => golden.label)).toEqual([]);
    });
  });
}

/** The input at a place; throws where a golden case has too few. */
export function input(inputs: readonly Field[], index = 0): Field {
  const field = inputs[index];
  if (!field) throw new Error(`a golden case has no input ${index}`);
  return field;
}
