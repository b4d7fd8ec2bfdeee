/** What is typed: options, numbers, arrays and names. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findOperation, OPERATIONS, recogniseOperation } from '../../../src/catalogue.js';
import { namedPaths, parseArguments } from '../../../src/cli/arguments.js';
import { kebab, suggestion } from '../../../src/cli/names.js';
import { paramValue } from '../../../src/cli/values.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { array, axes, choice, flag, integer, number, perAxis } from '../../../src/core/params.js';
import { writeVolume } from '../../../src/io/files.js';

const KINDS = { sigma: 'value', numIter: 'value', fast: 'flag', output: 'list' } as const;
const parse = (...words: string[]) => parseArguments('op', words, KINDS);

describe('options', () => {
  test('in all their forms, among files', () => {
    const { positionals, values, lists } = parse(
      ...['in.npy', '--sigma', '-1', '-0.5', '--num-iter=3', '--fast', '--output', 'a=1', '--output=b=2=3', '-'],
    );
    expect(positionals).toEqual(['in.npy', '-0.5', '-']);
    expect(Object.fromEntries(values)).toEqual({ sigma: '-1', numIter: '3', fast: 'true' });
    expect(Object.fromEntries(namedPaths('op', 'output', lists.get('output')))).toEqual({ a: '1', b: '2=3' });
  });

  test('a flag takes true or false, and leaves other words alone', () => {
    expect(parse('--fast', 'false', 'x').values.get('fast')).toBe('false');
    expect(parse('--fast', 'in.npy').positionals).toEqual(['in.npy']);
    expect(parse('--numIter', '3').values.get('numIter')).toBe('3');
    expect(parse('--', '--sigma').positionals).toEqual(['--sigma']);
  });

  test.each([
    [['--sigme', '1'], /^op: there is no option --sigme; did you mean --sigma\?$/],
    [['-x'], /there is no option -x; brightfield op --help lists them$/],
    [['--constructor', '1'], /there is no option --constructor/],
    [['--sigma'], /--sigma needs a value/],
    [['--sigma', '--fast'], /--sigma needs a value/],
    [['--sigma', '1', '--sigma=2'], /--sigma is given twice/],
  ])('refuses %j', (words, message) => {
    expect(() => parse(...words)).toThrow(message);
  });

  test('name=path is wanted', () => {
    expect(() => namedPaths('op', 'output', ['a'])).toThrow(/--output must be name=path, got 'a'/);
    expect(() => namedPaths('op', 'output', ['a=1', 'a=2'])).toThrow(/given twice/);
  });
});

describe('values', () => {
  test.each([
    [number('n'), '1e-3', 0.001],
    [number('n'), '0x1g', '0x1g'],
    [number('n'), '', ''],
    [integer('n'), '7', 7],
    [flag('f', { default: false }), 'false', false],
    [flag('f', { default: false }), 'no', 'no'],
    [perAxis('p'), '2', 2],
    [perAxis('p'), 'x=2,y=-1', { x: 2, y: -1 }],
    [perAxis('p'), 'x=2,x=3', 'x=2,x=3'],
    [axes('a'), 'y,x', 'yx'],
    [choice('c', ['a', 'b']), 'b', 'b'],
    [array('a'), '[1,2,1]', [1, 2, 1]],
    [
      array('a'),
      '[[1,2],[3,4]]',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [array('a'), '[1,2', '[1,2'],
  ])('%o %s', async (spec, word, value) => {
    expect(await paramValue(spec, word)).toEqual(value);
  });

  test('an array from a file', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'brightfield-')), 'weights.npy');
    await writeVolume(path, new HostVolume({ shape: { y: 2, x: 3 }, data: Int16Array.of(1, 2, 3, 4, 5, 6) }));
    expect(await paramValue(array('a', { maxRank: 2 }), path)).toEqual({ shape: [2, 3], data: [1, 2, 3, 4, 5, 6] });
    await writeFile(path, 'not an array');
    await expect(paramValue(array('a'), path)).rejects.toThrow(/not an? npy file/);
  });
});

describe('names', () => {
  test('every operation is found by its name in kebab-case, and so are its parameters', () => {
    for (const operation of OPERATIONS) {
      expect(findOperation(kebab(operation.operation))).toBe(operation);
      const kinds = Object.fromEntries(Object.keys(operation.params).map((name) => [name, 'value' as const]));
      for (const name of Object.keys(operation.params)) {
        expect(kebab(name)).toMatch(/^[a-z]/);
        expect(parseArguments('op', [`--${kebab(name)}`, '1'], kinds).values.get(name)).toBe('1');
      }
    }
  });

  test('the nearest name, or none', () => {
    expect(suggestion('guassian', ['gaussian', 'median'])).toBe('; did you mean gaussian?');
    expect(suggestion('white-tophat', ['whiteTophat'])).toBe('; did you mean whiteTophat?');
    expect(suggestion('zzzzzz', ['gaussian', 'median'])).toBe('');
  });
});

test('names of other libraries lead to one operation each', () => {
  expect(recogniseOperation('cv2.GaussianBlur')?.operation).toBe('gaussian');
  expect(recogniseOperation('skimage.filters.threshold_otsu')?.operation).toBe('thresholdOtsu');
  expect(recogniseOperation('constructor')).toBeUndefined();
  const plain = OPERATIONS.flatMap(({ operation, alsoKnownAs }) => [operation, ...alsoKnownAs]).map((name) =>
    name.toLowerCase().replace(/[^a-z0-9]/g, ''),
  );
  expect(plain.filter((name, at) => plain.indexOf(name) !== at)).toEqual([]);
});
