/** The chapter of curves: its picture is what node computes, handles are where operations say, and a drag compiles and allocates nothing. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adjustGamma,
  type Engine,
  equalizeHist,
  expression,
  greater,
  type HostVolume,
  mapRange,
  type Node,
  openEngine,
  thresholdLi,
  thresholdOtsu,
} from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { addRules, launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let bytes: HostVolume;
let image: Node;
let complaints: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  bytes = await decode(await readFile('examples/data/camera.png'), { name: 'camera.png' });
  image = mapRange(bytes, { from: [0, 255] });
  ({ page, complaints } = await openPage(browser, `${served.url}pointwise.html`));
  // software draws and compares: no more pixels than two columns need
  await page.setViewportSize({ width: 880, height: 420 });
  await page.emulateMedia({ colorScheme: 'dark' });
  // what stands over the picture is no part of it, and how many chapters there are does not matter to its size
  await addRules(page, '.brightfield-over { opacity: 0 } header, footer { display: none }');
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

async function computed(node: Node): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

const expectPicture = async (node: Node): Promise<void> =>
  comparePicture(page, { axis: 'z', position: 0, image: await computed(node), window: [0, 1] }, '#picture > canvas');

/** Asks until it is so: a browser without a GPU, on a machine that is busy. */
const eventually = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000 });

/** What is shown now: the curve and its values. */
const shown = async () => JSON.parse((await page.getAttribute('body', 'data-shown')) ?? '{}');

async function take(curve: string): Promise<void> {
  await page.locator(`input[value=${curve}]`).check({ force: true });
  await eventually(async () => (await shown()).curve).toBe(curve);
}

test('before and after are on the canvas; a drag of gamma compiles and allocates nothing', async () => {
  // the line at the right: all of it is before
  await page.getByRole('slider', { name: 'before at the left' }).press('End');
  await expectPicture(image);
  await page.getByRole('slider', { name: 'before at the left' }).press('Home');
  await expectPicture(adjustGamma(image, { gamma: 0.5 }));
  await page.waitForFunction(() => document.body.dataset.warm === 'done');
  const before = await page.innerText('#engine');
  await page.getByLabel('Exponent').scrollIntoViewIfNeeded();
  const box = await page.getByLabel('Exponent').boundingBox();
  if (!box) throw new Error('no slider');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  for (let k = 0; k < 12; k++) await page.mouse.move(box.x + box.width / 3 + 9 * k, box.y + box.height / 2);
  await page.mouse.up();
  await page.getByLabel('Exponent').fill('1.5');
  await eventually(async () => (await shown()).values.gamma).toBe(1.5);
  await expectPicture(adjustGamma(image, { gamma: 2 ** 1.5 }));
  expect(await page.innerText('#engine')).toBe(before);
});

test('the curve is read by keys and under the pointer', async () => {
  const curve = page.getByRole('slider', { name: 'value that is read on the curve' });
  await curve.press('End');
  expect(await curve.getAttribute('aria-valuetext')).toBe('value 1.000 becomes 1.000');
  await curve.press('ArrowLeft');
  const wanted = (127 / 128) ** (2 ** 1.5);
  expect(await curve.getAttribute('aria-valuetext')).toBe(`value 0.992 becomes ${wanted.toFixed(3)}`);
  await curve.blur();
  // the middle of the picture is a corner of its pixel 256, 256, and the canvas as high as the page's head leaves it
  await page.locator('#picture > canvas').hover();
  const values = [255, 256].flatMap((y) => [255, 256].map((x) => bytes.at({ y, x }) / 255));
  const words = values.map((value) => `u = ${value.toFixed(3)}`);
  const reads = async () => /^u = [\d.]+/.exec(await page.innerText('.transfer output'))?.[0];
  await eventually(async () => words.includes((await reads()) ?? '')).toBe(true);
});

test('rules put the handle where they say; it is dragged and moved by keys', async () => {
  await take('threshold');
  const handle = page.getByRole('slider', { name: 'threshold', exact: true });
  const at = async (): Promise<number> => (await shown()).values.threshold;
  for (const [rule, of] of [
    ['Li', thresholdLi],
    ['Otsu', thresholdOtsu],
  ] as const) {
    await page.getByRole('button', { name: rule, exact: true }).click();
    const wanted = (await computed(of(image))).at({});
    await eventually(at).toBeCloseTo(wanted, 5);
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBeCloseTo(wanted, 3);
  }
  await expectPicture(greater(image, thresholdOtsu(image)));
  const before = await at();
  await handle.press('ArrowRight');
  await eventually(at).toBeCloseTo(before + 1 / 200, 6);
  await page.locator('.square').scrollIntoViewIfNeeded();
  const box = await page.locator('.square').boundingBox();
  const from = await handle.boundingBox();
  if (!box || !from) throw new Error('no handle');
  await page.mouse.move(from.x + from.width / 2, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.75 * box.width, box.y + 50, { steps: 3 });
  await page.mouse.up();
  await eventually(at).toBeCloseTo(0.75, 2);
  const share = (100 * bytes.data.filter((byte: number) => byte / 255 > 0.75).length) / bytes.data.length;
  await page.mouse.move(5, 5);
  await eventually(() => page.innerText('.transfer output')).toContain(`${share.toFixed(1)} % of the pixels`);
});

test('equal frequencies, a cloud where there is no curve, and a formula of one’s own', async () => {
  await take('equalise');
  await expectPicture(equalizeHist(bytes));
  const pairs = () => page.locator('.square > canvas').getAttribute('width');
  expect(await pairs()).toBe('0');
  await take('clahe');
  await eventually(pairs).toBe('64');
  await take('formula');
  await page.getByLabel('g(u)').fill('u * (2 -');
  await eventually(() => page.innerText('#time')).toMatch(/^expression: /);
  await page.getByLabel('g(u)').fill('u * (2 - u)');
  await eventually(async () => (await shown()).values.text).toBe('u * (2 - u)');
  await expectPicture(expression([image], { text: 'a * (2 - a)' }));
  expect(complaints).toEqual([]);
});
