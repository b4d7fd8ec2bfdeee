/** The chapter of kernels: presets give what the operations of their names do, weights are painted and written, and the loop agrees. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convolved } from '../../examples/convolution/loop.mjs';
import {
  convolve,
  type Engine,
  gradientMagnitude,
  HostVolume,
  laplace,
  mapRange,
  type Node,
  openEngine,
  resize,
  standardDeviation,
  uniformFilter,
} from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { addRules, launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let image: HostVolume;
let complaints: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  const bytes = await decode(await readFile('examples/data/camera.png'), { name: 'camera.png' });
  image = await computed(resize(mapRange(bytes, { from: [0, 255] }), { outputShape: { y: 256, x: 256 } }));
  ({ page, complaints } = await openPage(browser, `${served.url}convolution.html`));
  // software draws and compares: no more pixels than two columns need
  await page.setViewportSize({ width: 880, height: 420 });
  await page.emulateMedia({ colorScheme: 'dark' });
  // what stands over the picture is no part of it, and how many chapters there are does not matter to its size
  await addRules(page, '.brightfield-over { opacity: 0 } header, footer { display: none }');
  await page.getByRole('slider', { name: 'before at the left' }).press('Home');
  await page.getByLabel('256', { exact: true }).check({ force: true });
  await page.waitForFunction(() => JSON.parse(document.body.dataset.shown ?? '{}').pixels === 256);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

/** Asks until it is so: a browser without a GPU, on a machine that is busy. */
const eventually = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000 });

async function computed(node: Node): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

/** What is shown now: image and filter. */
const shown = async () => JSON.parse((await page.getAttribute('body', 'data-shown')) ?? '{}');
const weights = async (): Promise<readonly number[]> => (await shown()).filter.kernel.weights;
const weight = (row: number, column: number) => page.getByLabel(`weight in row ${row}, column ${column}`);

async function take(kernel: string): Promise<void> {
  const before = JSON.stringify((await shown()).filter);
  await page.getByLabel(kernel, { exact: true }).check({ force: true });
  await eventually(async () => JSON.stringify((await shown()).filter)).not.toBe(before);
}

async function expectPicture(node: Node, window: readonly [number, number]): Promise<void> {
  await comparePicture(page, { axis: 'z', position: 0, image: await computed(node), window }, '#picture > canvas');
}

/** As the page rounds it for a window. */
const deviation = async (node: Node): Promise<number> =>
  Number((await computed(standardDeviation(node))).at({}).toPrecision(2));

test('presets are the operations of their names', async () => {
  await take('Laplacian');
  const curved = laplace(image);
  await expectPicture(curved, [-4 * (await deviation(curved)), 4 * (await deviation(curved))]);
  await take('|∇u|');
  const slope = gradientMagnitude(image);
  await expectPicture(slope, [0, 5 * (await deviation(slope))]);
});

test('weights are painted by a drag, which compiles and allocates nothing', async () => {
  await take('Laplacian');
  await page.getByRole('button', { name: 'Clear' }).click();
  await eventually(weights).toEqual(new Array(9).fill(0));
  await page.waitForFunction(() => document.body.dataset.warm === 'done');
  const before = await page.innerText('#engine');
  await page.locator('.kernel').scrollIntoViewIfNeeded();
  const middle = async (row: number, column: number): Promise<readonly [number, number]> => {
    const box = await weight(row, column).boundingBox();
    if (!box) throw new Error('no such weight');
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await page.mouse.move(...(await middle(1, 1)));
  await page.mouse.down();
  const go = async (...places: readonly (readonly [number, number])[]): Promise<void> => {
    for (const place of places) await page.mouse.move(...(await middle(...place)));
  };
  await go([1, 2], [1, 3], [2, 3]);
  await eventually(weights).toEqual([1, 1, 1, 0, 0, 1, 0, 0, 0]);
  // until no weight is 0: the sum leaves those out
  await go([2, 2], [2, 1], [3, 1], [3, 2], [3, 3]);
  await page.mouse.up();
  await eventually(weights).toEqual(new Array(9).fill(1));
  expect(await page.getByLabel('your own', { exact: true }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Normalise' }).click();
  await eventually(weights).toEqual(new Array(9).fill(1 / 9));
  await expectPicture(uniformFilter(image, { size: 3 }), [0, 1]);
  expect(await page.innerText('#engine')).toBe(before);
});

test('weights are written, arrows go on, and space paints', async () => {
  await page.getByRole('button', { name: 'Clear' }).click();
  await weight(2, 2).focus();
  await page.keyboard.type('0.75');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('-0,5');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press(' ');
  await eventually(weights).toEqual([1, 0, 0, -0.5, 0.75, 0, 0, 0, 0]);
  await page.keyboard.press('ArrowDown');
  expect(await weight(1, 1).inputValue()).toBe('1');
  expect(await weight(2, 1).getAttribute('data-sign')).toBe('-1');
});

test('the loop is the convolution, at every border', async () => {
  const small = new HostVolume({
    shape: { y: 9, x: 11 },
    data: Float32Array.from({ length: 99 }, (_, k) => (k * k) % 17),
  });
  const kernel = Array.from({ length: 81 }, (_, k) => ((k * 7) % 5) - 1);
  const rows = Array.from({ length: 9 }, (_, row) => kernel.slice(9 * row, 9 * row + 9));
  for (const border of ['reflect', 'mirror', 'nearest', 'constant', 'wrap'] as const) {
    const { data } = await computed(convolve(small, { weights: rows, border }));
    // whole numbers: both are exact
    expect(convolved(small.data as Float32Array, 11, 9, kernel, 9, border), border).toEqual(data);
  }
});

test('the loop that is shown runs beside the page, and is timed', async () => {
  expect(await page.innerText('#loop')).toBe((await readFile('examples/convolution/loop.mjs', 'utf8')).trim());
  await take('|∇u|');
  const worker = page.waitForEvent('worker');
  await page.getByRole('button', { name: 'Time both' }).click();
  await worker;
  await eventually(() => page.getAttribute('#race', 'data-race')).toBe('done');
  const cells = await page.locator('#race td').allInnerTexts();
  for (const time of cells.slice(0, 4)) expect(Number.parseFloat(time)).toBeGreaterThan(0);
  // some products of f32 beside the same in f64
  expect(Number(cells[5])).toBeLessThan(1e-6);
  expect(complaints).toEqual([]);
});
