/**
 * `node src/setup/pictures.js [page ...]`: the pictures of the index, `examples/pictures/<page>.webp`, of the pages that have none, or of those that are named. Each is what
 * Chromium shows in the page's picture as it opens.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { chromiumFlags, findChromium } from './chromium.js';
import { buildPages, pageNames } from './pages/build.js';
import { root } from './run.js';
import { say } from './say.js';

const FOLDER = join(root, 'examples/pictures');
/** Twice what a card has, in its proportions. */
const SIZE = { width: 720, height: 450 };
const WAIT = 120_000;

/** A screenshot of what a page shows, as WebP. @param {import('playwright').Page} page */
async function pictureOf(page) {
  const shown = page.locator('.picture, #points').first();
  const png = (await shown.screenshot()).toString('base64');
  // as many pixels as a card needs, cut to its proportions
  const url = await page.evaluate(
    async ({ png, width, height }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const scale = Math.max(width / image.width, height / image.height);
      const [w, h] = [image.width * scale, image.height * scale];
      canvas.getContext('2d')?.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
      return canvas.toDataURL('image/webp', 0.8);
    },
    { png, ...SIZE },
  );
  return Buffer.from(url.replace(/^.*,/, ''), 'base64');
}

const named = process.argv.slice(2);
const missing = pageNames().filter((name) => name !== 'index' && !existsSync(join(FOLDER, `${name}.webp`)));
const folder = mkdtempSync(join(tmpdir(), 'brightfield-pictures-'));
await buildPages(folder);
const server = await preview({
  configFile: false,
  logLevel: 'error',
  build: { outDir: folder },
  preview: { host: '127.0.0.1', port: 0 },
});
const executablePath = await findChromium({ install: false });
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumFlags() });
try {
  mkdirSync(FOLDER, { recursive: true });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address());
  for (const name of named.length > 0 ? named : missing) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'dark' });
    await page.goto(`http://127.0.0.1:${port}/${name}.html`);
    await page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, { timeout: WAIT });
    // what stands over the picture is left out
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.brightfield-over { visibility: hidden }');
      document.adoptedStyleSheets.push(sheet);
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    writeFileSync(join(FOLDER, `${name}.webp`), await pictureOf(page));
    say(`examples/pictures/${name}.webp`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
