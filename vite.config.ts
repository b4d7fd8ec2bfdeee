/** One configuration for the library, the command line, the pages and the tests. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };
import { labFrame } from './src/setup/pages/frame.js';
import { shaderTexts } from './src/setup/shaders.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the package is imported by, from its exports. Pages, tests and benchmarks use these names, and get the sources. */
const names = Object.entries<string | { readonly types: string }>(manifest.exports).flatMap(([name, entry]) =>
  typeof entry === 'string'
    ? []
    : [
        {
          find: new RegExp(`^brightfield${name.slice(1)}$`),
          replacement: here(entry.types.replace('./dist/types', 'src').replace('.d.ts', '.ts')),
        },
      ],
);

/** Tests of the device and of what users run. */
const WHOLE = ['device', 'cli', 'documentation', 'view'].map((room) => `test/gpu/${room}/**/*.test.ts`);

/**
 * A file of tests of the GPU has a process of its own, and plans thousands of runs in it: a third of its time went into collecting what is young, and into optimising functions that
 * are then called for a few seconds more. The same goes for a process of unit tests.
 */
const execArgv = ['--max-semi-space-size=64', '--interrupt-budget=1000000', '--always-sparkplug'];
const gpu = { environment: 'node', pool: 'forks', execArgv, testTimeout: 120_000, setupFiles: ['test/gpu/setup.ts'] };

/** Decoders of compressed DICOM ask for files where they run in node; in a page they have none to ask for. */
const withoutFiles = () => ({
  name: 'decoders-without-files',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    /^(fs|path)$/.test(source) && importer?.includes('@cornerstonejs/codec-') ? '\0no-files' : undefined,
  load: (id: string) => (id === '\0no-files' ? 'export default {};' : undefined),
});

export default defineConfig(({ command }) => ({
  // `vite` serves the pages at /; tests and builds name their own root
  ...(command === 'serve' && !process.env.VITEST && { root: here('examples') }),
  resolve: { alias: names },
  // codecs are loaded by the worker when they are needed
  worker: { format: 'es', plugins: () => [withoutFiles()] },
  server: { fs: { allow: [here('.')] } },
  // node's own and its WebGPU: imported only where there is no browser, never fetched by one
  optimizeDeps: { exclude: ['webgpu'] },
  plugins: [labFrame(), shaderTexts(), withoutFiles()],
  build: { rolldownOptions: { external: ['webgpu', /^node:/] } },
  test: {
    // one more than there are cores (Vitest leaves one out): a test waits a third of its time, for a page to draw, or for the compiler of a driver that has one thread
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/setup/**'],
          environment: 'node',
          // on a machine that is busy with other things
          testTimeout: 30_000,
          // one process for all: half of the time went into starting one for each file
          isolate: false,
          execArgv,
        },
      },
      // these change the environment of their process
      { extends: true, test: { name: 'unit-setup', include: ['test/unit/setup/*.test.ts'], environment: 'node' } },
      { extends: true, test: { ...gpu, name: 'gpu', include: WHOLE } },
      // Tables of operations and tests of plans, thousands of kernels over tiny volumes: compiling is what they cost. The software driver leaves out
      // its optimiser, which takes a third less; all else, the example of every operation among it, runs as a user's does.
      {
        extends: true,
        test: {
          ...gpu,
          name: 'gpu-tables',
          include: ['test/gpu/**/*.test.ts'],
          exclude: WHOLE,
          env: { GALLIVM_PERF: 'nopt' },
        },
      },
      {
        extends: true,
        test: {
          name: 'chrome',
          include: ['test/chrome/**/*.test.ts'],
          globalSetup: ['test/chrome/globalSetup.ts'],
          environment: 'node',
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // a browser without a GPU on a busy machine; what is waited for comes, or the test fails late
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
}));
