/** Operations are found by what they are called here and elsewhere, by chapter and by what they do. */
import { expect, test } from 'vitest';
import { chapterOf, OPERATIONS } from '../../../src/catalogue.js';
import { findByWords } from '../../../src/view/pipeline/find.js';

const found = (text: string): string[] => findByWords(text, OPERATIONS).map(({ operation }) => operation);

test('the best comes first', () => {
  expect(found('gaussian')[0]).toBe('gaussian');
  expect(found('gaussian_filter')[0]).toBe('gaussian');
  expect(found('GaussianBlur')).toContain('gaussian');
  // not what has the word within its name alone
  expect(found('blur')[0]).toBe('gaussian');
  expect(found('otsu')[0]).toBe('thresholdOtsu');
  expect(found('otsu')).toContain('thresholdMultiotsu');
  expect(found('thresh')[0]).toMatch(/^threshold/);
  expect(found('')).toHaveLength(OPERATIONS.length);
  expect(found('no such thing')).toEqual([]);
});

test('every word must fit, a chapter among them', () => {
  expect(found('morphology gradient')).toEqual(['morphologicalGradient']);
  expect(found('segment')).toEqual(expect.arrayContaining(['watershed', 'label']));
  expect(OPERATIONS.filter((operation) => chapterOf(operation) === '')).toEqual([]);
});
