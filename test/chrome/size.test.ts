/** How much JavaScript a page needs before it can do anything: what its text asks for, all of it, as it is sent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { pageNames } from '../../src/setup/pages/build.js';

const MOST = 300_000;
/** Pages that list all operations grow with each. */
const ALL_OPERATIONS: readonly string[] = ['bench'];
const MOST_OF_ALL = 350_000;

test.each(pageNames())('%s.html needs little JavaScript', (name) => {
  const { folder } = inject('pages');
  const html = readFileSync(join(folder, `${name}.html`), 'utf8');
  const scripts = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]*?(?:src|href)="([^"]+)"/g)];
  // its own, and what that imports: those are preloaded
  expect(scripts.length).toBeGreaterThan(1);
  const sizes = scripts.map(([, path = '']) => gzipSync(readFileSync(join(folder, path))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.info(`${name}.html: ${(total / 1e3).toFixed(0)} kB`);
  expect(total).toBeLessThan(ALL_OPERATIONS.includes(name) ? MOST_OF_ALL : MOST);
});
