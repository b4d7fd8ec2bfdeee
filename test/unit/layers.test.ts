/** Imports point one way. A room may import from the rooms named here and from itself, and from nowhere else. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  generated: [],
  shaders: [],
  shaderTexts: [],
  io: ['core'],
  graph: ['core'],
  ops: ['core', 'graph'],
  adjoint: ['core', 'graph', 'ops'],
  gpu: ['core'],
  engine: ['core', 'graph', 'gpu', 'generated', 'shaders'],
  solve: ['core', 'graph', 'ops', 'adjoint', 'engine'],
  learn: ['core', 'graph', 'ops', 'adjoint', 'engine'],
  registry: ['ops', 'solve', 'learn'],
  catalogue: ['generated', 'graph', 'registry'],
  pipeline: ['graph', 'catalogue'],
  index: [
    'core',
    'io',
    'graph',
    'ops',
    'adjoint',
    'solve',
    'learn',
    'engine',
    'gpu',
    'registry',
    'catalogue',
    'pipeline',
  ],
  stream: ['core', 'io', 'graph', 'engine', 'catalogue', 'index'],
  view: ['core', 'graph', 'gpu', 'engine', 'catalogue', 'shaders', 'index'],
  cli: [
    'core',
    'io',
    'graph',
    'gpu',
    'engine',
    'registry',
    'catalogue',
    'pipeline',
    'index',
    'stream',
    'view',
    'setup',
  ],
  setup: [],
};

/** Files of some endings under a folder, as paths from the project's root. */
function filesUnder(folder: string, endings: readonly string[]): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path, endings);
    return endings.some((ending) => name.endsWith(ending)) ? [path] : [];
  });
}

const roomOf = (path: string): string => path.split('/')[1]?.replace(/(\.d)?\.[jt]s$/, '') ?? '';

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map((match) =>
    relative('.', join(dirname(path), match[1] ?? '')),
  );
}

test('every import in src follows the arrows', () => {
  const wrong = filesUnder('src', ['.ts', '.js']).flatMap((path) => {
    const room = roomOf(path);
    const allowed = MAY_IMPORT[room];
    if (!allowed) return [`${path}: the room ${room} is not in the list`];
    return importsOf(path)
      .filter((target) => target.startsWith('src/') && roomOf(target) !== room && !allowed.includes(roomOf(target)))
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('the oracle knows only core, and examples only the package’s name', () => {
  const oracle = filesUnder('test/oracle', ['.ts']).flatMap((path) =>
    importsOf(path).filter((target) => !target.startsWith('test/oracle') && !target.startsWith('src/core')),
  );
  expect(oracle).toEqual([]);
  const examples = filesUnder('examples', ['.ts']).flatMap((path) =>
    importsOf(path).filter((target) => target.startsWith('src/')),
  );
  expect(examples).toEqual([]);
});

test('what describes never touches a GPU', () => {
  const describing = ['core', 'io', 'graph', 'ops'].flatMap((room) => filesUnder(join('src', room), ['.ts']));
  const wrong = describing.filter((path) =>
    /\bGPU[A-Z]\w+|navigator\.gpu/.test(readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
  );
  expect(wrong).toEqual([]);
});
