/**
 * `node src/setup/pictures.js [page ...]`: the pictures of the index, `examples/pictures/<page>.webp`, of the pages that have none, or of those that are named, and
 * of six of them `docs/lab.webp`. Each is what Chromium shows in the page's picture as `SEEN` sets it, or as it opens.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const SETTLED = 4_000;
/** A window in which a page's picture has the proportions of a card. */
const WINDOW = { width: 1463, height: 761 };

/** @typedef {{ hash?: string, act?: (page: import('playwright').Page) => Promise<unknown> }} Seen */
/** How pages are set, by what stands in their addresses, and by hand. @type {Record<string, Seen>} */
const SEEN = {
  opening: { act: (page) => page.getByLabel('slices across x').click() },
  looking: {
    hash: 'image=stent&seen-as=volume&along-a-ray=isosurface&level-of-the-surface=230',
    act: (page) =>
      page.waitForFunction(() => document.body.dataset.shown?.includes('"stent"'), undefined, { timeout: WAIT }),
  },
  pointwise: { hash: 'image=coins&curve=clahe' },
  convolution: { hash: 'kernel=length', act: (page) => page.getByLabel('nearer').click() },
  morphology: { hash: 'salt-and-pepper=0.08' },
  acquisition: { hash: 'angles=45' },
  learn: {
    async act(page) {
      await page.getByRole('button', { name: 'Start' }).click();
      await page.waitForFunction(() => Number(document.body.dataset.step) >= 200, undefined, { timeout: WAIT });
      await page.getByRole('button', { name: 'Pause' }).click();
    },
  },
  bench: { act: (page) => page.getByLabel('Example').selectOption('coins') },
};

/** The sheet for the README: pictures in rows of three, with a gap. */
const SHEET = ['looking', 'pointwise', 'morphology', 'acquisition', 'convolution', 'learn'];
const CELL = { width: 420, height: 262, gap: 10 };

/** A screenshot of what a page shows, as WebP. @param {import('playwright').Page} page */
async function pictureOf(page) {
  const shown = page.locator('.picture, #points').first();
  const clip = (await shown.boundingBox()) ?? undefined;
  // not of the element, for which a page must have drawn twice in a row without a pause
  const png = (await page.screenshot({ ...(clip && { clip }), timeout: WAIT })).toString('base64');
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

/** @param {import('playwright').Page} page */
async function sheet(page) {
  const pictures = SHEET.map((name) => readFileSync(join(FOLDER, `${name}.webp`)).toString('base64'));
  const url = await page.evaluate(
    async ({ pictures, width, height, gap }) => {
      const canvas = Object.assign(document.createElement('canvas'), {
        width: 3 * width + 2 * gap,
        height: 2 * height + gap,
      });
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#141516';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.imageSmoothingQuality = 'high';
      for (const [at, picture] of pictures.entries()) {
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
        context.drawImage(image, (at % 3) * (width + gap), Math.floor(at / 3) * (height + gap), width, height);
      }
      return canvas.toDataURL('image/webp', 0.8);
    },
    { pictures, ...CELL },
  );
  writeFileSync(join(root, 'docs/lab.webp'), Buffer.from(url.replace(/^.*,/, ''), 'base64'));
  say('docs/lab.webp');
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
    const { hash = '', act } = SEEN[name] ?? {};
    const page = await browser.newPage({ viewport: WINDOW, colorScheme: 'dark' });
    await page.goto(`http://127.0.0.1:${port}/${name}.html#${hash}`);
    await page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, { timeout: WAIT });
    await act?.(page);
    // what is computed, and drawn finely once it rests
    await page.waitForTimeout(SETTLED);
    await page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, { timeout: WAIT });
    // what stands over the picture is left out
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.brightfield-over:not(.brightfield-wipe, .brightfield-frame) { visibility: hidden }');
      document.adoptedStyleSheets.push(sheet);
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    writeFileSync(join(FOLDER, `${name}.webp`), await pictureOf(page));
    say(`examples/pictures/${name}.webp`);
    await page.close();
  }
  await sheet(await browser.newPage());
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
