/** The page's mode of all operations: its list is the registry's, its picture what the engine computes in node. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Engine,
  gaussian,
  gaussianLaplace,
  type HostVolume,
  laplace,
  maxProjection,
  mean as meanOf,
  type Node,
  OPERATIONS,
  openEngine,
} from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

/** A browser without a GPU computes a stack in seconds. */
const SLOW = { timeout: 90_000 };

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let stack: HostVolume;
let complaints: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  stack = await decode(await readFile('examples/data/stent.tif'), { name: 'stent.tif' });
  ({ page, complaints } = await openPage(browser, `${served.url}stack.html`, 800));
  await page.locator('input[value=operation]').check({ force: true });
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

async function choose(operation: string): Promise<void> {
  await page.getByLabel('Operation').selectOption(operation);
  await shown(operation);
}

async function shown(operation: string): Promise<void> {
  await page.waitForFunction((name) => document.body.dataset.what === name, operation);
}

/** The grey window that the page's fields tell. */
const told = async (): Promise<[number, number]> => [
  Number(await page.inputValue('#low')),
  Number(await page.inputValue('#high')),
];

/** The share of finite voxels that a window holds. */
function within({ data }: HostVolume, [low, high]: readonly [number, number]): number {
  const inside = (data as Float32Array).reduce((count, voxel) => count + Number(voxel >= low && voxel <= high), 0);
  return inside / data.length;
}

test('the list holds every operation that takes one volume and gives one', async () => {
  const eligible = OPERATIONS.filter(
    ({ inputs, outputs }) => inputs.length === 1 && inputs[0]?.variadic !== true && Object.keys(outputs).length === 1,
  );
  expect(eligible.length).toBeGreaterThan(10);
  const listed = await page.locator('#operation option').allInnerTexts();
  expect([...listed].sort()).toEqual(eligible.map(({ operation }) => operation).sort());
});

test('an operation chosen from the list is what node computes, in a window of its own', async () => {
  await choose('laplace');
  const image = await computed(laplace(stack));
  const window = await told();
  expect(within(image, window)).toBeGreaterThan(0.9);
  await comparePicture(page, { axis: 'z', position: 128, image, window });
});

test('its panel is made from its declaration and turns it', async () => {
  await choose('gaussianLaplace');
  const narrow = await told();
  await page.locator('#chosen').getByLabel('sigma').fill('2.5');
  await page.locator('#chosen').getByLabel('sigma').press('Enter');
  await expect.poll(told, SLOW).not.toEqual(narrow);
  const image = await computed(gaussianLaplace(stack, { sigma: 2.5 }));
  await comparePicture(page, { axis: 'z', position: 128, image, window: await told() });
});

test('it is given the blurred stack where that is asked for', async () => {
  await choose('laplace');
  const sharp = await told();
  await page.locator('#blur-first').check();
  await expect.poll(told, SLOW).not.toEqual(sharp);
  const image = await computed(laplace(gaussian(stack, { sigma: 1 })));
  await comparePicture(page, { axis: 'z', position: 128, image, window: await told() });
  await page.locator('#blur-first').uncheck();
  await expect.poll(told, SLOW).toEqual(sharp);
});

test('a result of fewer slices is shown as it is', async () => {
  await choose('maxProjection');
  expect(await page.innerText('#place')).toBe('slice z 1 of 1');
  await comparePicture(page, {
    axis: 'z',
    position: 0,
    image: await computed(maxProjection(stack)),
    window: await told(),
  });
  await choose('laplace');
  expect(await page.innerText('#place')).toBe('slice z 129 of 256');
});

test('a result of one voxel is told', async () => {
  await choose('mean');
  const [mean = 0] = (await computed(meanOf(stack))).data;
  const words = (await page.innerText('#time')).split(' ');
  // both sum in f32, and a driver may contract a multiplication and an addition
  expect(Number(words.at(-1)) / mean).toBeCloseTo(1, 5);
  await choose('laplace');
});

test('what cannot be computed is said in the status line, and the picture stays', async () => {
  const needy = OPERATIONS.find(
    ({ inputs, outputs, params }) =>
      inputs.length === 1 &&
      Object.keys(outputs).length === 1 &&
      Object.values(params).some((spec) => spec.default === undefined && !spec.optional),
  );
  if (!needy) throw new Error('no operation has a parameter that must be given');
  await page.getByLabel('Operation').selectOption(needy.operation);
  await expect.poll(() => page.innerText('#time'), SLOW).toMatch(new RegExp(`^${needy.operation}: `));
  expect(await page.getAttribute('body', 'data-what')).toBe('laplace');
  await choose('laplace');
  expect(complaints).toEqual([]);
});
