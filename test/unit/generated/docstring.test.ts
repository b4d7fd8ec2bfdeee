import { expect, test } from 'vitest';
import { docstringOf } from './docstring.js';

const source = `/** The file. */
import x from 'x';

/** Of another. */
export const other = 1;

/**
 * First line,
 * second.
 *
 * A paragraph.
 * @example
 * const a = {
 *   b: 2 * 3,
 * };
 */
export const name = defineOp({});
/** One line. */
export const short = 2;

const between = 3;
export const bare = 4;
`;

test('text and example of a comment, without its frame', () => {
  expect(docstringOf(source, 'name')).toEqual({
    text: 'First line,\nsecond.\n\nA paragraph.',
    example: 'const a = {\n  b: 2 * 3,\n};',
  });
  expect(docstringOf(source, 'short')).toEqual({ text: 'One line.', example: undefined });
});

test('nothing but what stands right above counts', () => {
  expect(() => docstringOf(source, 'bare')).toThrow('no comment stands above bare');
  expect(() => docstringOf(source, 'nam')).toThrow('no comment stands above nam');
});
