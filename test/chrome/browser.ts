/** A real Chromium without a window, and the pages served to it on a free port of the loopback. */
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { inject } from 'vitest';
import { decode } from '../../src/io/formats.js';
import { chromiumFlags, findChromium } from '../../src/setup/chromium.js';

const EXAMPLES = 'examples';
const CONFIG = 'vite.config.ts';

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** The pages as `npm run build` makes them: built once for all files of tests, so nobody closes them. */
export async function servedBuild(): Promise<Served> {
  return { url: inject('pages').url, close: async () => undefined };
}

/** The pages as `npm run dev` serves them. */
export async function servedSources(): Promise<Served> {
  const server = await createServer({
    configFile: CONFIG,
    root: EXAMPLES,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port: 0, hmr: false },
  });
  await server.listen();
  return { url: urlOf(server.httpServer?.address() ?? null), close: () => server.close() };
}

function urlOf(address: AddressInfo | string | null): string {
  if (typeof address !== 'object' || !address) throw new Error('the server has no address');
  return `http://127.0.0.1:${address.port}/`;
}

/** Starts Chromium; a driver that was chosen for Dawn in node is not its own. */
export async function launch(flags: readonly string[] = chromiumFlags()): Promise<Browser> {
  const executablePath = await findChromium({ install: false });
  if (!executablePath) throw new Error('no Chromium: npm run test:chrome installs one');
  const { VK_DRIVER_FILES: _files, VK_ICD_FILENAMES: _names, ...env } = process.env;
  const environment = Object.fromEntries(Object.entries({ ...env, LANG: 'en_US.UTF-8' }).filter(([, value]) => value));
  return chromium.launch({ executablePath, args: [...flags], env: environment as Record<string, string> });
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings so far. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for and do not lie beside the page. */
  readonly strangers: readonly string[];
}

/** The page in a window of that height, when its first picture is there; it is not kept for when there is no network. */
export async function openPage(browser: Browser, url: string, height = 700): Promise<OpenedPage> {
  const complaints: string[] = [];
  const strangers: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1100, height } });
  // one test is about that; all others have less to do without
  await page.addInitScript('Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined })');
  page.setDefaultTimeout(90_000);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const home = new URL('.', url).href;
  page.on('request', (request) => {
    if (!request.url().startsWith(home) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  await rememberDevice(page);
  await page.goto(url);
  // a browser without a GPU, on a machine that is busy
  await page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, { timeout: 90_000 });
  return { page, complaints, strangers };
}

/** Has a page remember the devices that it asks for, so that they can be lost. */
export function rememberDevice(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const devices: GPUDevice[] = [];
    Object.assign(globalThis, { devices });
    if (typeof GPUAdapter === 'undefined') return;
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args);
      devices.push(device);
      return device;
    };
  });
}

/** Loses the devices of a page as far as the page can tell; whether there were any. */
export function loseDevice(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { devices } = globalThis as unknown as { devices: GPUDevice[] };
    for (const device of devices) device.destroy();
    return devices.length > 0;
  });
}

/** Gives a page rules of style of a test's own, which its policy would refuse as an element. */
export function addRules(page: Page, css: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
}

/** A rectangle of a screenshot: red, green and blue, three bytes a pixel. */
export async function cropped(
  png: Uint8Array,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const { shape, data } = await decode(png, { name: 'screenshot.png' });
  const plane = shape.y * shape.x;
  const pixels = new Uint8Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++)
      for (let c = 0; c < 3; c++)
        pixels[(y * box.width + x) * 3 + c] = data[c * plane + (box.top + y) * shape.x + box.left + x] ?? 0;
  return pixels;
}

/**
 * A page with nothing on it but some elements and a script, from the development server; `brightfield` and its rooms are imported by their names.
 * What goes wrong is among the complaints.
 */
export async function scriptedPage(
  browser: Browser,
  url: string,
  { body, script }: { readonly body: string; readonly script: string },
): Promise<Pick<OpenedPage, 'page' | 'complaints'>> {
  const page = await browser.newPage({ viewport: { width: 300, height: 200 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.route('**/empty.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${url}empty.html`);
  const source = (name: string): string => `'/@fs${process.cwd()}/src/${name}'`;
  const content = script
    .replace("'brightfield'", source('index.ts'))
    .replace("'brightfield/view'", source('view/index.ts'));
  await page.addScriptTag({ type: 'module', content });
  return { page, complaints };
}
