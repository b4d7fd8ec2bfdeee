/** Builds the pages once for all tests of them, and gives them as any web server does: files, in a folder that is not the root. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPages } from '../../src/setup/pages/build.js';
import { serveFolder } from './server.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the built pages, and the folder that they lie in. */
    pages: { readonly url: string; readonly folder: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'brightfield-pages-'));
  await buildPages(folder);
  const served = await serveFolder(folder, '/some/where/');
  project.provide('pages', { url: served.url, folder });
  return async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
