/**
 * The part of the bench that computes, as one file that imports the package by its name: beside a build it runs on that build, and beside a build of
 * another revision on that one, with the rows of today.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './run.js';

/** @param {string} folder */
export async function buildBenchWorker(folder) {
  const program = join(root, 'bench/worker.ts');
  if (!existsSync(program)) return;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      copyPublicDir: false,
      ssr: true,
      rolldownOptions: {
        input: { 'bench-worker': program },
        output: { entryFileNames: '[name].js', codeSplitting: false },
        external: [/^node:/, /^brightfield(\/|$)/],
      },
    },
  });
}
