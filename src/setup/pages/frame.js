/**
 * What all pages of the lab share: a page's own text says its title, its sentence, its style and its chapter; head, links, notice and status line are
 * put around it, by the development server and by the build.
 */

const HEAD = `
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="./icon.svg" />
    <link rel="stylesheet" href="./lab.css" />`;

const HEADER = `
    <header>
      <strong>brightfield</strong>
      <nav aria-label="Chapters" id="chapters"></nav>
    </header>`;

/** Beside a picture: what is said where it cannot be shown, and how it was made. */
const FOOTER = `<div class="notice" id="notice" role="alert" hidden></div>
    <footer>
      <span id="adapter"></span>
      <span id="time" role="status"></span>
      <span id="engine"></span>
    </footer>
    `;

/**
 * The whole text of a page.
 * @param {string} html
 * @returns {string}
 */
export function framed(html) {
  const hasPicture = html.includes('id="picture"');
  return html
    .replace('<head>', `<head>${HEAD}`)
    .replace(/<body[^>]*>/, (body) => body + HEADER)
    .replace('<script', () => `${hasPicture ? FOOTER : ''}<script`);
}

/** @returns {import('vite').Plugin} */
export function labFrame() {
  return { name: 'lab-frame', enforce: 'pre', transformIndexHtml: { order: 'pre', handler: framed } };
}
