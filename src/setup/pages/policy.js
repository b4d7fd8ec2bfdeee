/**
 * A Content-Security-Policy in every built page: nothing is loaded, run or sent but what lies beside the page. It stands in the page itself, since
 * any web server may give it. The development server has none: it puts scripts of its own into the page.
 */

/** What a page may do; all else it may not. */
const POLICY = {
  'default-src': "'none'",
  // decoders of compressed TIFF are WebAssembly; that allows no `eval`
  'script-src': "'self' 'wasm-unsafe-eval'",
  // no `<style>`, no `style` attribute: sheets that scripts construct and properties that they set are free
  'style-src': "'self'",
  // pictures that are saved, and those that the browser decodes, are blobs
  'img-src': "'self' blob: data:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** A page that opens addresses which its user types says whose: `<meta name="connect" content="https:">`. */
const CONNECT = /<meta\s+name="connect"\s+content="([^"]*)"\s*\/?>\s*/;

/**
 * The policy of a page.
 * @param {string} html
 * @returns {string}
 */
export function policyOf(html) {
  const more = CONNECT.exec(html)?.[1];
  return Object.entries(POLICY)
    .map(([name, sources]) => `${name} ${sources}${more && name === 'connect-src' ? ` ${more}` : ''}`)
    .join('; ');
}

/** @returns {import('vite').Plugin} */
export function strictPolicy() {
  return {
    name: 'strict-policy',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => ({
        html: html.replace(CONNECT, ''),
        tags: [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: policyOf(html) },
            injectTo: 'head-prepend',
          },
        ],
      }),
    },
  };
}
