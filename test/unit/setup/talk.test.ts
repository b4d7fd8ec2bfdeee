import { describe, expect, it } from 'vitest';
import { load } from './load.js';

const { withoutTalk } = await load('talk');

const talk = ['Uniform', 'Storage']
  .map((what) => `Warning: maxDynamic${what}BuffersPerPipelineLayout artificially reduced from 500000 to 16 to fit.\n`)
  .join('');

/** What is handed on of text that comes in these pieces, as it is handed on. */
function passed(...pieces: string[]): string[] {
  const written: string[] = [];
  const { take, end } = withoutTalk((text: string) => written.push(text));
  for (const piece of pieces) take(piece);
  end();
  return written;
}

describe('what a driver says when it is opened', () => {
  it.each([1, 3, 7, 1000])('is left out, and nothing else, in pieces of %i letters', (size) => {
    const others = [
      'brightfield: wrong\n',
      'Warning: maxDynamic and more\n',
      ' Warning: x\n\n',
      '\r█ 5 %\r█ 6 %',
      'end',
    ];
    const text = others.map((line) => (line.includes('\n') ? talk + line + talk : line)).join('');
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect(passed(...pieces).join('')).toBe(others.join(''));
  });

  it('is left as it is inside a line', () => {
    expect(passed(`so: ${talk}`).join('')).toBe(`so: ${talk.split('\n')[0]}\n`);
  });

  it('keeps nothing waiting that it cannot be', () => {
    expect(passed('\r█ 5 %', 'Warn', 'W', 'Wa', '\n')).toEqual(['\r█ 5 %', 'Warn', 'W', 'Wa', '\n']);
    expect(passed('Warning: max', 'imum', '!\n')).toEqual(['Warning: maximum', '!\n']);
    expect(passed('Warning: maxDyn')).toEqual(['Warning: maxDyn']);
  });
});
