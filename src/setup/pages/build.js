/** The pages of examples/ as a folder that any web server gives: relative paths, a strict policy, and all of it kept for when there is no network. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../run.js';
import { offline } from './offline.js';
import { strictPolicy } from './policy.js';
import { oneSheet } from './sheets.js';

const EXAMPLES = join(root, 'examples');

/** The names of all pages, without their ending. @returns {string[]} */
export function pageNames() {
  const files = existsSync(EXAMPLES) ? readdirSync(EXAMPLES) : [];
  return files.filter((name) => name.endsWith('.html')).map((name) => name.slice(0, -'.html'.length));
}

/**
 * Builds all pages into a folder; what lies there already stays.
 * @param {string} folder
 */
export async function buildPages(folder) {
  const input = pageNames().map((name) => join(EXAMPLES, `${name}.html`));
  if (input.length === 0) return;
  await build({
    root: EXAMPLES,
    configFile: join(root, 'vite.config.ts'),
    base: './',
    logLevel: 'warn',
    // also where tests ask for it, whose own mode is another
    mode: 'production',
    plugins: [oneSheet(), strictPolicy(), offline()],
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      // small files are not written into the texts that name them: a policy without `data:` is stricter
      assetsInlineLimit: 0,
      // what the pages share of the library is one chunk
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input, checks: { pluginTimings: false } },
    },
  });
}
