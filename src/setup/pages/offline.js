/** Writes beside the built pages a service worker that keeps all of their files, and has every page register it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.js';

const FOLDER = join(root, 'src/setup/pages');
const WORKER = 'worker.js';
const REGISTER = 'register.js';
/** What stands in the worker's text for the list of files. */
const BUILD = "/* BUILD */ { files: [], hash: '' }";

/** @returns {import('vite').Plugin} */
export function offline() {
  return {
    name: 'offline',
    // every page is there, written as it will be served
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const read = (/** @type {string} */ name) => readFileSync(join(FOLDER, name), 'utf8');
        const register = read(REGISTER);
        const hash = createHash('sha256').update(register);
        const files = [REGISTER];
        for (const file of Object.values(bundle)) {
          files.push(file.fileName);
          hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
        }
        const written = JSON.stringify({ files: files.sort(), hash: hash.digest('hex').slice(0, 16) });
        this.emitFile({ type: 'asset', fileName: REGISTER, source: register });
        this.emitFile({
          type: 'asset',
          fileName: WORKER,
          source: read(WORKER).replace(BUILD, () => written),
        });
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { type: 'module', src: `./${REGISTER}` }, injectTo: 'body' }],
    },
  };
}
