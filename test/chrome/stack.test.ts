/**
 * The stack and its pipeline, on the bench in a real Chromium: what is on the canvas is what the same file computes in node, wheel, keys and sliders do what
 * they should, and a drag inside the range compiled beforehand compiles and allocates nothing.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coloursOf } from '../../src/core/colormaps.js';
import { type Engine, fromDocument, type HostVolume, openEngine, parseDocument } from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { intervalsOf, sampleOf } from '../../src/view/window.js';
import type { HostScene } from '../oracle/picture.js';
import { addRules, launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

/** A browser without a GPU computes a stack in seconds. */
const SLOW = { timeout: 90_000 };

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let stack: HostVolume;
let complaints: readonly string[];
let strangers: readonly string[];

const attribute = (name: string): Promise<string | null> => page.getAttribute('body', `data-${name}`);
const shown = (what: string) => expect.poll(() => attribute('shown'), SLOW).toBe(what);
/** The parameters of the blur, as they were computed. */
const blurred = (params: object) =>
  expect.poll(async () => JSON.parse((await attribute('steps')) ?? '[]')[0]?.params, SLOW).toEqual(params);
const slice = (): Promise<string> => page.locator('.brightfield-slices input').inputValue();
const expectPicture = (scene: HostScene): Promise<void> => comparePicture(page, scene, '#picture canvas');

async function look(step: string): Promise<void> {
  await page.getByLabel(`Look at ${step}`).check({ force: true });
  await shown(step);
}

/** Turns the slider of the blur to a number, as its field does. */
async function setSigma(sigma: number): Promise<void> {
  await page.getByLabel('sigma').fill(`${sigma}`);
  await page.getByLabel('sigma').press('Enter');
  await blurred({ sigma });
}

/** What the same file gives in node with another blur, and the window that it is shown in. */
async function computed(step: string, sigma: number): Promise<Pick<HostScene, 'image' | 'window'>> {
  const document = parseDocument(await readFile('examples/pipelines/aorta.json', 'utf8'));
  const nodes = document.nodes.map((each) => (each.id === 'smooth' ? { ...each, params: { sigma } } : each));
  const node = fromDocument({ ...document, nodes, outputs: { asked: step } }, { stack }).asked;
  if (!node) throw new Error('no node');
  using volume = await engine.run(node);
  using sample = await engine.run(sampleOf(node));
  return { image: await volume.read(), window: intervalsOf(await sample.read()).window };
}

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  stack = await decode(await readFile('examples/data/stent.tif'), { name: 'stent.tif' });
  ({ page, complaints, strangers } = await openPage(browser, `${served.url}bench.html`, 900));
  // what stands over the picture and around it is no part of it
  await addRules(page, '.brightfield-over { opacity: 0 } canvas { outline: none !important }');
  await page.getByLabel('Example').selectOption('aorta');
  await page.waitForFunction(() => document.body.dataset.shown === 'mask', undefined, SLOW);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

test('the blurred stack is on the canvas, its middle slice, and its blur is open', async () => {
  await look('smooth');
  await expectPicture({ axis: 'z', position: 128, ...(await computed('smooth', 1)) });
});

test('a drag of sigma compiles and allocates nothing, and shows what node computes', async () => {
  await expect.poll(() => attribute('warm'), SLOW).toBe('done');
  await setSigma(1.6);
  await expectPicture({ axis: 'z', position: 128, ...(await computed('smooth', 1.6)) });
  await expect.poll(() => attribute('warm'), SLOW).toBe('done');
  const before = await page.innerText('#engine');
  expect(before).toMatch(/^\d+ kernels compiled, \d+ MiB on the GPU in \d+ buffers$/);
  const track = await page.locator('.tp-sldv_t:visible').first().boundingBox();
  if (!track) throw new Error('no slider');
  // far more steps than there are runs: the page computes the newest only
  await page.mouse.move(track.x + 5, track.y + track.height / 2);
  await page.mouse.down();
  for (let at = 5; at < track.width / 2; at += 8) await page.mouse.move(track.x + at, track.y + track.height / 2);
  await page.mouse.up();
  await setSigma(0.5);
  await expectPicture({ axis: 'z', position: 128, ...(await computed('smooth', 0.5)) });
  expect(await page.innerText('#engine')).toBe(before);
});

test('wheel and keys change the slice, the slider follows', async () => {
  const box = (await page.locator('#picture canvas').first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, 100);
  await expect.poll(slice).toBe('129');
  await page.mouse.wheel(0, -100);
  await page.mouse.wheel(0, -100);
  await expect.poll(slice).toBe('127');
  await page.locator('#picture canvas').first().focus();
  const pressed: [string, number][] = [
    ['ArrowRight', 128],
    ['ArrowDown', 129],
    ['ArrowLeft', 128],
    ['ArrowUp', 127],
    ['PageDown', 137],
    ['PageUp', 127],
    ['End', 255],
    ['ArrowRight', 255],
    ['Home', 0],
    ['ArrowLeft', 0],
    ['PageDown', 10],
  ];
  for (const [key, wanted] of pressed) {
    await page.keyboard.press(key);
    await expect.poll(slice).toBe(`${wanted}`);
  }
  const scene = await computed('smooth', 0.5);
  await expectPicture({ axis: 'z', position: 10, ...scene });
  await page.locator('.brightfield-slices input').fill('200');
  await expectPicture({ axis: 'z', position: 200, ...scene });
  await page.getByLabel('slices across y').click();
  await expectPicture({ axis: 'y', position: 64, ...scene });
  await page.getByLabel('slices across z').click();
});

test('edges and mask are what node computes, in colours that may be chosen', async () => {
  await look('edges');
  await expectPicture({ axis: 'z', position: 200, ...(await computed('edges', 0.5)) });
  await page.getByLabel('Colours').selectOption('fire');
  await expectPicture({ axis: 'z', position: 200, ...(await computed('edges', 0.5)), colours: coloursOf('fire') });
  await page.getByLabel('Colours').selectOption('gray');
  await look('mask');
  await expectPicture({ axis: 'z', position: 200, ...(await computed('mask', 0.5)) });
});

test('a larger window gives the canvas more pixels', async () => {
  await page.setViewportSize({ width: 1300, height: 1000 });
  await expectPicture({ axis: 'z', position: 200, ...(await computed('mask', 0.5)) });
});

test('nothing was complained of, and nobody else was asked for anything', () => {
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
});
