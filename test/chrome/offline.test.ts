/** The pages without a network: once one has been opened all of them are there, from a folder of any web server; a new build takes the old one's place. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { pageNames } from '../../src/setup/pages/build.js';
import { launch } from './browser.js';
import { type Served, serveFolder } from './server.js';

let folder: string;
let served: Served;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brightfield-offline-'));
  await cp(inject('pages').folder, folder, { recursive: true });
  [served, browser] = await Promise.all([serveFolder(folder, '/deep/below/'), launch()]);
  context = await browser.newContext({ viewport: { width: 1000, height: 600 } });
});

// a page left open by a test that failed would keep the old build, and fail the next one
afterEach(async () => {
  await context.setOffline(false);
  await Promise.all(context.pages().map((page) => page.close()));
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

const drawn = (page: Page) =>
  page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, { timeout: 90_000 });
const activated = (page: Page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== 'activated') await new Promise((done) => setTimeout(done, 50));
  });
/** The caches of this server's pages. */
const kept = (page: Page) => page.evaluate(() => caches.keys());

test('a page that was opened, and one that was not, come without a network', { timeout: 120_000 }, async () => {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${served.url}opening.html`);
  await drawn(page);
  const picture = await page.locator('#picture').screenshot();
  await activated(page);
  expect(await kept(page)).toHaveLength(1);
  await context.setOffline(true);
  const before = served.asked.length;
  // whether the worker is a new one Chrome asks by itself and when it likes, also for pages that are told to be without a network
  const asked = () => served.asked.slice(before).filter((path) => !path.endsWith('/worker.js'));
  await page.reload();
  await drawn(page);
  expect((await page.locator('#picture').screenshot()).equals(picture)).toBe(true);
  await page.goto(served.url);
  await drawn(page);
  expect(await page.locator('#cards li').count()).toBeGreaterThan(0);
  for (const name of pageNames()) {
    await page.goto(`${served.url}${name}.html?any#thing`);
    expect(await page.title()).toMatch(/brightfield/);
  }
  expect(asked()).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a new build waits until no page of the old one is open, and takes its files with it', async () => {
  const page = await context.newPage();
  await page.goto(served.url);
  const [old] = await kept(page);
  const edit = async (name: string, from: string | RegExp, to: string): Promise<void> => {
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toMatch(from);
    await writeFile(join(folder, name), text.replace(from, to));
  };
  await edit('index.html', '<h1>The lab</h1>', '<h1>The new lab</h1>');
  await edit('worker.js', /"hash":"\w+"/, '"hash":"another"');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.waiting) await new Promise((done) => setTimeout(done, 50));
  });
  await page.reload();
  expect(await page.innerText('h1')).toBe('The lab');
  await page.close();
  await expect
    .poll(
      async () => {
        const next = await context.newPage();
        await next.goto(served.url);
        const seen = [await next.innerText('h1'), ...(await kept(next))];
        await next.close();
        return seen;
      },
      { timeout: 90_000 },
    )
    .toEqual(['The new lab', old?.replace(/\w+$/, 'another')]);
});
