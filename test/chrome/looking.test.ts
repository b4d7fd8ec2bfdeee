/**
 * Landscapes, level lines and volumes seen through, in a real Chromium: what its screenshot button saves is what node draws. The canvas may have
 * fewer pixels than the page shows, since the browser without a GPU is slow: they are compared as they are saved.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, gaussian, type HostVolume, openEngine, type Volume } from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { drawPane } from '../../src/view/draws/pane.js';
import { layOut } from '../../src/view/layout.js';
import type { Scene } from '../../src/view/scene.js';
import { FIRST_STATE, type ViewState } from '../../src/view/viewState.js';
import { drawn } from '../gpu/view/drawn.js';
import { launch, openPage, type Served, servedBuild } from './browser.js';

const GROUND = [0x14 / 255, 0x15 / 255, 0x16 / 255] as const;
/** Two drivers differ in last bits: at an edge one pixel may be what its neighbour is. */
const STRAY = 0.01;
const LEVELS = 6;

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let coins: Volume;
let stent: Volume;
let complaints: readonly string[];

async function blurred(file: string): Promise<Volume> {
  return engine.run(gaussian(await decode(await readFile(`examples/data/${file}`), { name: file }), { sigma: 1 }));
}

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  [coins, stent] = await Promise.all([blurred('coins.png'), blurred('stent.tif')]);
  ({ page, complaints } = await openPage(browser, `${served.url}looking.html`, 420));
  await page.setViewportSize({ width: 820, height: 420 });
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

/** What the button saves. */
async function saved(): Promise<HostVolume> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'save the picture as PNG' }).click(),
  ]);
  return decode(await readFile(await download.path()), { name: 'picture.png' });
}

/** What node draws, with as many pixels. */
async function wanted(scene: Scene, change: Partial<ViewState>, { shape }: HostVolume): Promise<Uint8Array> {
  const size = { width: shape.x, height: shape.y };
  const { maxBinding } = engine.limits;
  const rendering = { ...FIRST_STATE.rendering, ...change.rendering };
  const draws = layOut({ ...FIRST_STATE, ...change }, { scene }, size).flatMap((pane) =>
    // the browser without a GPU sees through volumes roughly
    drawPane(pane, {
      smooth: false,
      rendering: pane.kind === 'volume' ? { ...rendering, quality: 'fast' } : rendering,
      canvas: size,
      maxBinding,
    }),
  );
  return drawn(engine, draws, undefined, [shape.x, shape.y], GROUND);
}

/** The share of pixels whose colour is another one. */
function astray({ shape, data }: HostVolume, pixels: Uint8Array): number {
  const plane = shape.x * shape.y;
  let count = 0;
  for (let at = 0; at < plane; at++)
    if ([0, 1, 2].some((c) => Math.abs(Number(data[c * plane + at]) - (pixels[4 * at + c] ?? 0)) > LEVELS)) count++;
  return count / plane;
}

const coinScene = (): Scene => ({ images: [{ volume: coins, window: [0, 255], colormap: 'viridis' }] });

test('coins as a landscape', async () => {
  const picture = await saved();
  expect(astray(picture, await wanted(coinScene(), { mode: 'surface' }, picture))).toBeLessThan(STRAY);
  // the picture itself, not one ground colour
  expect(new Set(picture.data).size).toBeGreaterThan(100);
});

test('level lines over the coins', async () => {
  await page.locator('input[value=slice]').check({ force: true });
  const plain = await saved();
  await page.getByLabel('Level lines').fill('3');
  await page.waitForFunction(() => document.body.dataset.shown?.includes('"lines":3'));
  const picture = await saved();
  const levels = [63.75, 127.5, 191.25];
  const scene: Scene = { ...coinScene(), lines: [{ linesOf: coins, levels, colour: [1, 0.69, 0.18] }] };
  const pixels = await wanted(scene, {}, picture);
  expect(astray(picture, pixels)).toBeLessThan(STRAY);
  expect(astray(plain, pixels)).toBeGreaterThan(STRAY);
});

test('a stack is seen through, turned by a drag and by keys, and back again', async () => {
  await page.getByLabel('Image').selectOption('stent');
  await page.waitForFunction(() => document.body.dataset.shown?.includes('"stent"'), undefined, { timeout: 50_000 });
  await page.getByLabel('Level lines').waitFor({ state: 'hidden' });
  const scene: Scene = { images: [{ volume: stent, window: [0, 500], colormap: 'viridis' }] };
  const first = await saved();
  expect(astray(first, await wanted(scene, { mode: 'volume' }, first))).toBeLessThan(STRAY);
  const canvas = page.locator('#picture canvas').first();
  const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2 + 30, { steps: 2 });
  await page.mouse.up();
  const turned = await saved();
  const [pane] = layOut({ ...FIRST_STATE, mode: 'volume' }, { scene }, { width: 100, height: 100 });
  if (pane?.kind !== 'volume') throw new Error('a volume');
  // 0.4 degrees a pixel
  const camera = { ...pane.camera, yaw: pane.camera.yaw + 40, pitch: pane.camera.pitch + 12 };
  expect(astray(turned, await wanted(scene, { mode: 'volume', cameras: { volume: camera } }, turned))).toBeLessThan(
    STRAY,
  );
  await canvas.focus();
  await page.keyboard.press('0');
  const back = await saved();
  expect(astray(back, await wanted(scene, { mode: 'volume' }, back))).toBeLessThan(STRAY);
});

test('on a slow device slices keep all of their pixels beside a volume, which has fewer by itself', async () => {
  await page.evaluate(() => {
    const { onSubmittedWorkDone } = GPUQueue.prototype;
    GPUQueue.prototype.onSubmittedWorkDone = async function () {
      await onSubmittedWorkDone.call(this);
      await new Promise((done) => setTimeout(done, 300));
    };
  });
  const canvas = page.locator('#picture canvas').first();
  const share = () => canvas.evaluate((each: HTMLCanvasElement) => each.width / each.clientWidth);
  await canvas.focus();
  await page.keyboard.press('+');
  await expect.poll(share).toBeLessThan(0.6);
  await page.locator('input[value=slices]').check({ force: true });
  await expect.poll(share).toBe(1);
  await canvas.focus();
  for (const key of ['+', '-', '0']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(400);
  }
  expect(await share()).toBe(1);
});

test('opened again, the page is as it was left: another image, its view, and what rays bring', async () => {
  await page.locator('input[value=isosurface]').check({ force: true });
  await expect.poll(() => new URL(page.url()).hash).toMatch(/seen-as=slices.*along-a-ray=isosurface/);
  await page.reload();
  await page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, { timeout: 90_000 });
  expect(await page.getAttribute('body', 'data-shown')).toContain('"stent"');
  const chosen = () =>
    page
      .locator('#controls input[type=radio]:checked')
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  expect(await chosen()).toEqual(['slices', 'isosurface']);
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
