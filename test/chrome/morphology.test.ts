/** The page of morphology: its pictures are what node computes, a curve goes through what puts in order and not through a mean, and elements are painted by mouse and keys. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, type Graph, type Params } from '../../examples/morphology/graph.js';
import { dilation, type Engine, openEngine } from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let complaints: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  ({ page, complaints } = await openPage(browser, `${served.url}morphology.html`));
  // a slice of 128 x 128: the browser has no GPU
  await shows(() => page.getByLabel('Image u').selectOption('stent'), 'name', 'stent');
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

/** What the controls said for the picture that is shown. */
const shown = async (): Promise<Params> => {
  const params = JSON.parse((await page.getAttribute('body', 'data-shown')) ?? '{}') as Params;
  const stack = new Uint8Array(readFileSync('examples/data/stent.tif'));
  return { ...params, host: await decode(stack, { name: 'stent.tif' }) };
};

/** Does something, and waits until the picture of it is there. */
async function shows(action: () => Promise<unknown>, name: keyof Params, value: unknown): Promise<void> {
  await action();
  await page.waitForFunction(
    ([key, want]) => JSON.stringify(JSON.parse(document.body.dataset.shown ?? '{}')[key ?? '']) === want,
    [name, JSON.stringify(value)] as const,
  );
}

async function comparePane(name: 'second' | 'third', output: keyof Graph): Promise<void> {
  using image = await engine.run(build(await shown())[output]);
  await comparePicture(
    page,
    { axis: 'z', position: 0, image: await image.read(), window: [0, 255] },
    `#${name} canvas`,
  );
}

const difference = async (pane: 'second' | 'fourth'): Promise<number> =>
  Number(/^largest difference (\d+)$/.exec(await page.innerText(`#${pane}-measured`))?.[1]);

test('median and average are those of node, and the median is nearer to the image', async () => {
  await comparePane('second', 'second');
  await comparePane('third', 'third');
  const decibels = async (pane: string): Promise<number> =>
    Number.parseFloat(await page.innerText(`#${pane}-measured`));
  expect(await decibels('second')).toBeGreaterThan((await decibels('third')) + 3);
});

test('a radius that is dragged compiles nothing', async () => {
  await page.waitForFunction(() => document.body.dataset.warm === 'done');
  const kernels = async () => /^\d+ kernels compiled/.exec(await page.innerText('#engine'))?.[0];
  const before = await kernels();
  for (const radius of [2, 3]) await shows(() => page.getByLabel('Radius').fill(`${radius}`), 'radius', radius);
  expect(await kernels()).toBe(before);
});

test('a curve that rises goes through the median to the last bit, not through the average; waves go through neither', async () => {
  await shows(() => page.getByLabel('a curve before and after', { exact: true }).check(), 'show', 'curve');
  expect(await difference('second')).toBe(0);
  expect(await difference('fourth')).toBeGreaterThan(20);
  await shows(() => page.getByLabel('waves').check(), 'curve', 'wave');
  expect(await difference('second')).toBeGreaterThan(20);
  await shows(() => page.getByLabel('what it does').check(), 'show', 'effect');
});

test('an element is painted by mouse and by keys, and taken as it is', async () => {
  await shows(() => page.getByLabel('Operator').selectOption('dilation'), 'operator', 'dilation');
  await shows(() => page.getByLabel('Radius').fill('1'), 'radius', 1);
  const cells = async (): Promise<number> => (await shown()).painted.flat().reduce((sum, cell) => sum + cell, 0);
  const middle = async (name: string) => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await page.getByLabel(name, { exact: true }).boundingBox()) ?? {};
    return [x + width / 2, y + height / 2] as const;
  };
  await page.mouse.move(...(await middle('2 right, 0 down')));
  await page.mouse.down();
  await page.mouse.move(...(await middle('4 right, 0 down')), { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => document.body.dataset.shown?.includes('"painted","radius"'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect.poll(cells, { timeout: 20_000 }).toBe(9 + 3 + 1);
  const { painted } = await shown();
  expect(painted[5]?.slice(4)).toEqual([1, 1, 1, 1, 1, 1, 0]);
  expect(painted[6]?.[9]).toBe(1);
  // the whole grid, as it was painted
  const { first } = build(await shown());
  using image = await engine.run(dilation(first, { footprint: painted.map((row) => [...row]) }));
  const scene = { axis: 'z', position: 0, image: await image.read(), window: [0, 255] } as const;
  await comparePicture(page, scene, '#second canvas');
  expect(complaints).toEqual([]);
});
