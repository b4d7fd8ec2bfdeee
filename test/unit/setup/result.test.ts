import { expect, it } from 'vitest';
import { load } from './load.js';

const { countTests, resultLine } = await load('result');
const { parseRequest } = await load('arguments');

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((status) => ({ status })),
});
const line = (exitCode: number, ...testResults: object[]) => resultLine(countTests({ testResults }, exitCode));

it('sums over the tests of all files', () => {
  const files = [file('passed', 'passed', 'passed', 'skipped', 'todo'), file('failed', 'passed', 'failed')];
  expect(line(1, ...files)).toBe('3 passed, 1 failed, 2 skipped');
  expect(line(0, file('passed', 'passed'))).toBe('1 passed, 0 failed, 0 skipped');
});

it('counts a file that could not be run, or whose set-up failed, as one failed', () => {
  expect(line(1, file('failed'), file('passed', 'passed'))).toBe('1 passed, 1 failed, 0 skipped');
  expect(line(1, file('failed', 'skipped', 'skipped'))).toBe('0 passed, 1 failed, 2 skipped');
});

it('counts a test that never ended as failed', () => {
  expect(line(1, file('passed', 'passed', 'pending'))).toBe('1 passed, 1 failed, 0 skipped');
});

it('never says 0 failed of a broken run', () => {
  expect(line(1, file('passed', 'passed'))).toBe('1 passed, 1 failed, 0 skipped'); // an error outside of the tests
  expect(line(1)).toBe('0 passed, 1 failed, 0 skipped');
  expect(line(0)).toBe('0 passed, 1 failed, 0 skipped'); // nothing ran
  expect(resultLine(countTests(undefined, 1))).toBe('0 passed, 1 failed, 0 skipped');
  expect(resultLine(countTests(undefined, 0))).toBe('0 passed, 1 failed, 0 skipped');
});

it('reads what is asked for', () => {
  expect(parseRequest([])).toEqual({ projects: [], rest: [], check: true, driver: true, chromium: true });
  const unit = { projects: ['unit'], rest: ['-t', 'a b'], check: false, driver: false, chromium: false };
  expect(parseRequest(['unit', '-t', 'a b'])).toEqual(unit);
  expect(parseRequest(['unit', 'gpu', 'gpu/x'])).toMatchObject({
    projects: ['unit', 'gpu'],
    rest: ['gpu/x'],
    driver: true,
  });
  expect(parseRequest(['-t', 'unit'])).toMatchObject({ projects: [], rest: ['-t', 'unit'], check: false });
});
