/**
 * The page in a real Chromium: what is on its canvas is what the engine computes in node, wheel, keys and sliders do what they
 * should, a drag inside the range compiled beforehand compiles and allocates nothing, and nobody on the network is asked.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coloursOf } from '../../src/core/colormaps.js';
import {
  type Engine,
  gaussian,
  gradientMagnitude,
  greater,
  type HostVolume,
  type Node,
  openEngine,
  thresholdOtsu,
} from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import type { HostScene } from '../oracle/picture.js';
import { launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

const GREY = [0, 500] as const;
const MASK = { colour: [1, 0.69, 0.18], opacity: 0.55 } as const;

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let stack: HostVolume;
let complaints: readonly string[];
let strangers: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  stack = await decode(await readFile('examples/data/stent.tif'), { name: 'stent.tif' });
  ({ page, complaints, strangers } = await openPage(browser, `${served.url}stack.html`));
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

/** Waits until the page has compiled the mode's range, and tells what it had compiled and allocated by then. */
async function warmed(): Promise<string> {
  await page.waitForFunction(() => document.body.dataset.warm === 'done');
  return page.innerText('#engine');
}

async function show(mode: string): Promise<void> {
  await page.locator(`input[value=${mode}]`).check({ force: true });
  await page.waitForFunction((word) => document.body.dataset.shown === word, mode);
}

/** Writes a number in the panel's field and waits for the picture of it. */
async function setSigma(sigma: number): Promise<void> {
  await page.getByLabel('sigma').fill(`${sigma}`);
  await page.getByLabel('sigma').press('Enter');
  await page.waitForFunction((wanted) => document.body.dataset.sigma === wanted, `${sigma}`);
}

const expectPicture = (scene: HostScene): Promise<void> => comparePicture(page, scene);

async function computed(node: Node): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

const blurred = (sigma: number): Node => gaussian(stack, { sigma });
const place = (): Promise<string> => page.innerText('#place');

test('the blurred stack is on the canvas', async () => {
  expect(await page.innerText('#adapter')).not.toBe('');
  await expectPicture({ axis: 'z', position: 128, image: await computed(blurred(1)), window: GREY });
});

test('a drag of sigma compiles and allocates nothing, and shows what node computes', async () => {
  const before = await warmed();
  expect(before).toMatch(/^\d+ kernels compiled, \d+ MiB on the GPU in \d+ buffers$/);
  await setSigma(1.6);
  await expectPicture({ axis: 'z', position: 128, image: await computed(blurred(1.6)), window: GREY });
  const track = await page.locator('.tp-sldv_t:visible').first().boundingBox();
  if (!track) throw new Error('no slider');
  // far more steps than there are runs: the page computes the newest only
  await page.mouse.move(track.x + 5, track.y + track.height / 2);
  await page.mouse.down();
  for (let at = 5; at < track.width / 2; at += 8) await page.mouse.move(track.x + at, track.y + track.height / 2);
  await page.mouse.up();
  await setSigma(0.5);
  await expectPicture({ axis: 'z', position: 128, image: await computed(blurred(0.5)), window: GREY });
  expect(await page.innerText('#engine')).toBe(before);
});

test('wheel and keys change the slice, the slider follows', async () => {
  await show('original');
  await page.mouse.move(400, 300);
  await page.mouse.wheel(0, 100);
  await expect.poll(place).toBe('slice z 130 of 256');
  await page.mouse.wheel(0, -100);
  await page.mouse.wheel(0, -100);
  await expect.poll(place).toBe('slice z 128 of 256');
  await page.locator('canvas').focus();
  const pressed: [string, number][] = [
    ['ArrowRight', 129],
    ['ArrowDown', 130],
    ['ArrowLeft', 129],
    ['ArrowUp', 128],
    ['PageDown', 138],
    ['PageUp', 128],
    ['End', 256],
    ['ArrowRight', 256],
    ['Home', 1],
    ['ArrowLeft', 1],
    ['PageDown', 11],
  ];
  for (const [key, slice] of pressed) {
    await page.keyboard.press(key);
    expect(await place()).toBe(`slice z ${slice} of 256`);
  }
  expect(await page.inputValue('#position')).toBe('10');
  expect(await page.getAttribute('canvas', 'aria-label')).toBe('original, slice z 11 of 256');
  await expectPicture({ axis: 'z', position: 10, image: stack, window: GREY });
  await page.locator('#position').fill('200');
  await expectPicture({ axis: 'z', position: 200, image: stack, window: GREY });
});

test('slices across y and x', async () => {
  for (const axis of ['y', 'x'] as const) {
    await page.locator(`input[value=${axis}]`).check({ force: true });
    await expectPicture({ axis, position: 64, image: stack, window: GREY });
  }
  await page.locator('input[value=z]').check({ force: true });
});

test('a drag on the picture and the fields change the grey window', async () => {
  await page.locator('#high').fill('1200');
  await page.locator('#high').press('Enter');
  await expectPicture({ axis: 'z', position: 200, image: stack, window: [0, 1200] });
  await page.mouse.move(300, 300);
  await page.mouse.down();
  await page.mouse.move(360, 330, { steps: 4 });
  await page.mouse.up();
  expect(Number(await page.inputValue('#high'))).not.toBe(1200);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expectPicture({ axis: 'z', position: 200, image: stack, window: GREY });
});

test('colours of a map may be chosen', async () => {
  await page.locator('#colours').selectOption('fire');
  const colours = coloursOf('fire');
  await expectPicture({ axis: 'z', position: 200, image: stack, window: GREY, colours });
  await page.locator('#colours').selectOption('gray');
});

test('gradient and mask are what node computes', async () => {
  await show('gradient');
  const gradient = await computed(gradientMagnitude(blurred(0.5)));
  await expectPicture({ axis: 'z', position: 200, image: gradient, window: [0, 150] });
  await show('mask');
  const image = await computed(blurred(0.5));
  const volume = await computed(greater(blurred(0.5), thresholdOtsu(blurred(0.5))));
  await expectPicture({ axis: 'z', position: 200, image, window: GREY, mask: { ...MASK, volume } });
});

test('a larger window gives the canvas more pixels', async () => {
  await page.setViewportSize({ width: 1300, height: 860 });
  const volume = await computed(greater(blurred(0.5), thresholdOtsu(blurred(0.5))));
  const image = await computed(blurred(0.5));
  await expectPicture({ axis: 'z', position: 200, image, window: GREY, mask: { ...MASK, volume } });
});

test('nothing was complained of, and nobody else was asked for anything', () => {
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
});
