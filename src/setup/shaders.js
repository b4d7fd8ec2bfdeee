/**
 * The texts of shaders/ as modules, one a folder: `virtual:shaders` tells how each is loaded. A build that makes its code small leaves out comments,
 * a third of what would be sent; lines stay where they are, since errors name them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.js';

const SHADERS = join(root, 'shaders');
const NAME = 'virtual:shaders';
const ENDING = '.wgsl';

/** @returns {import('vite').Plugin} */
export function shaderTexts() {
  let comments = true;
  return {
    name: 'shader-texts',
    configResolved({ command, build }) {
      comments = command === 'serve' || build.minify === false;
    },
    resolveId: {
      filter: { id: /^virtual:shaders/ },
      handler: (id) => `\0${id}`,
    },
    load: {
      filter: { id: /^\0virtual:shaders/ },
      handler(id) {
        const folder = id.slice(`\0${NAME}/`.length);
        if (!folder) {
          const folders = readdirSync(SHADERS).map((each) => `${each}: () => import('${NAME}/${each}')`);
          return `export default { ${folders.join(', ')} };`;
        }
        const texts = readdirSync(join(SHADERS, folder)).map((file) => {
          const path = join(SHADERS, folder, file);
          this.addWatchFile(path);
          const text = readFileSync(path, 'utf8');
          // WGSL has no strings: what looks like a comment is one
          return [file.slice(0, -ENDING.length), comments ? text : text.replace(/[ \t]*\/\/.*$/gm, '')];
        });
        return `export default ${JSON.stringify(Object.fromEntries(texts))};`;
      },
    },
  };
}
