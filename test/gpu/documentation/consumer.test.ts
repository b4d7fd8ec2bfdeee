/** What a stranger's compiler says of the package's types: strict, its declarations not skipped, and nothing there but what npm brings with it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { load } from '../../unit/setup/load.js';

const { writeDeclarations } = await load('declarations');

/** Away from the project, whose packages it must not find. */
const folder = mkdtempSync(join(tmpdir(), 'brightfield-consumer-'));
const installed = join(folder, 'node_modules');

/** The README's first program, and every public name of every entry, whose types the compiler has to know. */
const README = /```js\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const PROGRAM = `${README}
import * as brightfield from 'brightfield';
import * as files from 'brightfield/files';
import * as io from 'brightfield/io';
import * as stream from 'brightfield/stream';
import * as view from 'brightfield/view';

export const all = [brightfield, files, io, stream, view];
export async function shown(canvas: HTMLCanvasElement): Promise<void> {
  using own = await openEngine();
  using viewer = await view.Viewer.open(own, canvas);
  viewer.show({ images: [{ volume: await own.run(gaussian(stack)), window: [0, 255] }] });
}
`;

const OPTIONS = {
  target: 'ES2022',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
};

beforeAll(async () => {
  const own = join(installed, 'brightfield');
  mkdirSync(own, { recursive: true });
  await writeDeclarations(join(own, 'dist/types'));
  writeFileSync(join(own, 'package.json'), JSON.stringify(manifest));
  for (const name of Object.keys(manifest.dependencies)) {
    const place = join(installed, name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(resolve('node_modules', name), place, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What tsc prints of the program under these options: nothing, where all is well. */
function told(options: object): Promise<string> {
  const compilerOptions = { ...OPTIONS, ...options };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  const tsc = resolve('node_modules/typescript/bin/tsc');
  return new Promise((done) => execFile(process.execPath, [tsc, '-p', folder], (_error, stdout) => done(stdout)));
}

test.each(['NodeNext', 'Bundler'])('the types of the package are whole (%s)', async (moduleResolution) => {
  const module = moduleResolution === 'Bundler' ? 'ESNext' : moduleResolution;
  expect(await told({ module, moduleResolution, lib: ['ES2022', 'DOM', 'DOM.Iterable'] })).toBe('');
});
