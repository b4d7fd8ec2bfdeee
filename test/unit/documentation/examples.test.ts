/** Whatever users call of networks, learners, solvers and operations has a docstring with an example; test/gpu/documentation runs them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as brightfield from '../../../src/index.js';

const ROOMS = ['learn', 'solve', 'ops', 'adjoint'];

/** What is exported of a room by name, with the docstring right before it. */
function declared(room: string): [string, string][] {
  const files = readdirSync(join('src', room), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(join('src', room, name), 'utf8');
      const found = text.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export (?:async )?(?:function|const) (\w+)/g);
      return [...found].map(([, comment = '', own = '']): [string, string] => [own, comment]);
    });
}

const all = ROOMS.flatMap(declared);
const layers = declared('learn/layers');
const isFunction = (value: unknown): boolean => typeof value === 'function';

/** Public functions of the rooms that no docstring shows at work. */
function without(names: Readonly<Record<string, unknown>>, room: readonly [string, string][]): string[] {
  const known = Object.entries(names).filter(
    ([name, value]) => isFunction(value) && room.some(([own]) => own === name),
  );
  expect(known.length).toBeGreaterThan(20);
  return known.flatMap(([name]) =>
    room.some(([own, comment]) => own === name && comment.includes('@example')) ? [] : [name],
  );
}

test('layers', () => expect(without(brightfield.layer, layers)).toEqual([]));
test('operations, gradients, solvers, learners and training', () => expect(without(brightfield, all)).toEqual([]));
