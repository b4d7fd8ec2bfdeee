/**
 * The style sheets that a page links to become one, in their order. Built apart, one that several pages share would come after the page's own, and
 * win where it should not.
 */
import { basename, join } from 'node:path';
import { root } from '../run.js';

const LINK = /[ \t]*<link rel="stylesheet" href="(\.\/[^"]+)" ?\/?>\n?/g;
const ENDING = '.sheets.css';

/** @returns {import('vite').Plugin} */
export function oneSheet() {
  /** @type {Map<string, string>} */
  const joined = new Map();
  return {
    name: 'one-sheet',
    enforce: 'pre',
    transformIndexHtml: {
      order: 'pre',
      handler(html, { path }) {
        const sheets = [...html.matchAll(LINK)].map(([, sheet]) => sheet);
        if (sheets.length < 2) return html;
        const name = `${basename(path, '.html')}${ENDING}`;
        joined.set(join(root, 'examples', name), sheets.map((sheet) => `@import '${sheet}';`).join('\n'));
        let at = 0;
        return html.replace(LINK, () => (at++ === 0 ? `    <link rel="stylesheet" href="./${name}" />\n` : ''));
      },
    },
    resolveId: {
      filter: { id: /\.sheets\.css$/ },
      handler: (id) => join(root, 'examples', basename(id)),
    },
    load: {
      filter: { id: /\.sheets\.css$/ },
      handler: (id) => joined.get(id),
    },
  };
}
