/** Reads test/golden: what NumPy, SciPy and scikit-image answer (make.py there). */
import { readFileSync } from 'node:fs';
import type { Axis } from '../../../src/core/axes.js';
import { type Field, fieldOf } from '../../oracle/field.js';

type Stored = { shape: Partial<Record<Axis, number>>; data: (number | string)[] };

interface StoredCase {
  operation: string;
  inputs: string[];
  parameters: Record<string, unknown>;
  expected: Stored;
}

/** One operation on named inputs and what it must give. */
export interface GoldenCase {
  readonly label: string;
  readonly operation: string;
  readonly inputs: readonly Field[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly expected: Field;
}

/** All cases of a chapter. */
export function goldenCases(chapter: string): GoldenCase[] {
  const file: { inputs: Record<string, Stored>; cases: StoredCase[] } = JSON.parse(
    goldenFile(`${chapter}.json`).toString(),
  );
  return file.cases.map(({ operation, inputs, parameters, expected }) => ({
    label: `${operation}(${inputs.join(', ')}, ${JSON.stringify(parameters)})`,
    operation,
    parameters,
    inputs: inputs.map((name) => decode(file.inputs[name])),
    expected: decode(expected),
  }));
}

/** The bytes of a file in test/golden. */
export function goldenFile(name: string): Buffer {
  return readFileSync(new URL(`../../golden/${name}`, import.meta.url));
}

/** camera.npy: a 512 x 512 image of u8 behind a header whose length lies at byte 8 (npy 1.0). */
export function camera(): Field {
  const bytes = goldenFile('camera.npy');
  return fieldOf({ y: 512, x: 512 }, bytes.subarray(10 + bytes.readUInt16LE(8)));
}

const NON_FINITE: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity };

function decode(stored: Stored | undefined): Field {
  if (!stored) throw new Error('a golden case names an input that its file lacks');
  return fieldOf(
    stored.shape,
    stored.data.map((item) => {
      const number = typeof item === 'string' ? NON_FINITE[item] : item;
      if (number === undefined) throw new Error(`golden number ${item}`);
      return number;
    }),
  );
}
