/** The library's entries, and the declarations of all that they reach: what is public of brightfield's types. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJson } from './cache.js';
import { root, run } from './run.js';

/** What users import, by file name in dist: package.json's exports name each entry and, by its types, its source. */
export const LIBRARY = Object.fromEntries(
  Object.values(readJson(join(root, 'package.json')).exports)
    .filter((entry) => typeof entry === 'object')
    .map(({ types, default: file }) => [
      basename(file, '.js'),
      types.replace('./dist/types', 'src').replace('.d.ts', '.ts'),
    ]),
);

/** Those of the entries whose file is there, with whole paths. @param {Record<string, string>} entries */
export function present(entries) {
  const whole = Object.entries(entries).map(([name, path]) => [name, join(root, path)]);
  return Object.fromEntries(whole.filter(([, path]) => existsSync(path ?? '')));
}

/** Declarations of all that the library's entries reach. @param {string} outDir */
export async function writeDeclarations(outDir) {
  const project = join(root, 'node_modules', `.types-${process.pid}.tsconfig.json`);
  const ambient = readdirSync(join(root, 'src')).filter((name) => name.endsWith('.d.ts'));
  const files = [...Object.values(present(LIBRARY)), ...ambient.map((name) => join(root, 'src', name))];
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(root, 'src'),
    outDir,
  };
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }));
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { code } = await run(process.execPath, [tsc, '-p', project], { cwd: root, show: true });
    if (code !== 0) throw new Error('tsc could not write the declarations');
  } finally {
    rmSync(project);
  }
}
