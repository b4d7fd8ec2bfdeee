/** What goes wrong in a page is said so that a person understands it, and there is a way on: nothing that was set is lost. */
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, loseDevice, openPage, servedBuild } from './browser.js';

/** A browser without a GPU, on a machine that is busy. */
const SLOW = { timeout: 90_000 };

let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await launch();
  ({ url } = await servedBuild());
});

afterAll(() => browser?.close());

const shown = (page: Page, name: string, size: number) =>
  page.waitForFunction(
    (wanted) => {
      const { state, shown = '{}' } = document.body.dataset;
      const params = JSON.parse(shown) as { name?: string; size?: number };
      return state === 'ready' && params.name === wanted.name && params.size === wanted.size;
    },
    { name, size },
    { timeout: 90_000 },
  );

test('a lost device is told, and the page begins again as it was set', async () => {
  const { page } = await openPage(browser, `${url}opening.html`);
  await page.getByLabel('Image').selectOption('coins');
  await page.getByLabel('Crop to the middle').fill('40');
  await page.getByLabel('upside down').check({ force: true });
  await shown(page, 'coins', 40);
  await loseDevice(page);
  const notice = page.getByRole('alert');
  await notice.getByRole('heading', { name: 'The graphics card stopped' }).waitFor();
  await notice.getByRole('button', { name: 'Begin again' }).click();
  await shown(page, 'coins', 40);
  expect(await page.getByLabel('Crop to the middle').inputValue()).toBe('40');
  expect(await page.getByLabel('upside down').isChecked()).toBe(true);
  expect(await notice.isVisible()).toBe(false);
  // what is as at first is not in the address
  await page.getByLabel('Crop to the middle').fill('100');
  await expect.poll(() => new URL(page.url()).hash, SLOW).toBe('#image=coins&flip=y');
  await page.close();
});

test('where the memory does not suffice a smaller preview is offered', async () => {
  const { page, complaints } = await openPage(browser, `${url}opening.html`);
  // from here on every scope that asks whether there was memory hears that there was none
  await page.evaluate(() => {
    const { pushErrorScope, popErrorScope } = GPUDevice.prototype;
    const scopes: GPUErrorFilter[] = [];
    Object.assign(globalThis, { full: true });
    GPUDevice.prototype.pushErrorScope = function (filter) {
      scopes.push(filter);
      return pushErrorScope.call(this, filter);
    };
    GPUDevice.prototype.popErrorScope = async function () {
      const filter = scopes.pop();
      const found = await popErrorScope.call(this);
      const { full } = globalThis as unknown as { full: boolean };
      return full && filter === 'out-of-memory' ? new GPUOutOfMemoryError('no room') : found;
    };
  });
  await page.getByLabel('Image').selectOption('coins');
  const line = page.locator('#time');
  await expect.poll(() => line.innerText(), SLOW).toMatch(/^there is not enough memory on the graphics card/);
  expect(await line.locator('span').getAttribute('title')).toContain('no room');
  await page.evaluate('full = false');
  await page.getByRole('button', { name: 'Smaller preview' }).click();
  await shown(page, 'coins', 100);
  const { host } = JSON.parse((await page.getAttribute('body', 'data-shown')) ?? '{}');
  expect(host.shape).toMatchObject({ y: 152, x: 192 });
  expect(complaints).toEqual([]);
  await page.close();
});

test('a file that is broken or not there is named, and the picture stays', async () => {
  const { page } = await openPage(browser, `${url}opening.html`);
  const line = page.locator('#time');
  await page.route('**/coins*.png', (route) => route.fulfill({ body: 'no picture at all' }));
  await page.getByLabel('Image').selectOption('coins');
  await expect.poll(() => line.innerText(), SLOW).toMatch(/^coins.*\.png: not a png file/);
  await page.route('**/coins*.png', (route) => route.abort());
  await page.getByLabel('Image').selectOption('stent');
  await shown(page, 'stent', 100);
  await page.getByLabel('Image').selectOption('coins');
  await expect.poll(() => line.innerText(), SLOW).toMatch(/^coins.*\.png could not be fetched: is there a network\?/);
  await page.unroute('**/coins*.png');
  expect(await page.getByRole('alert').isVisible()).toBe(false);
  // what could not be shown is what the page is set to: it is come back to
  await expect.poll(() => new URL(page.url()).hash, SLOW).toBe('#image=coins');
  // the first picture itself
  await page.route('**/stent*.tif', (route) => route.fulfill({ body: 'II*' }));
  await page.reload();
  await page.getByRole('heading', { name: 'A file cannot be read' }).waitFor();
  await page.unroute('**/stent*.tif');
  await page.getByRole('button', { name: 'Begin again' }).click();
  await shown(page, 'coins', 100);
  await page.close();
});
