/** What messages say of values: little, and at once, however large they are. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { describe } from '../../../src/core/paramSpec.js';

test.each([
  [new HostVolume({ shape: { y: 2, x: 3 }, dtype: 'u8' }), 'a volume of u8'],
  [{ image: new HostVolume({ shape: { x: 3 } }) }, '{"image":"a volume of f32"}'],
  [[new Float32Array(1 << 26)], '["268435456 bytes"]'],
  [10n, '10'],
  [{ a: [1, 'b', null] }, '{"a":[1,"b",null]}'],
])('%#', (value, text) => expect(describe(value)).toBe(text));
