/** The viewer in a real Chromium, on the page of the first chapter: what mouse, fingers, wheel and keys do to the picture, and what stands over it. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostVolume } from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { addRules, launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

const CT = [0, 500] as const;

let served: Served;
let browser: Browser;
let page: Page;
let stack: HostVolume;
let complaints: readonly string[];

beforeAll(async () => {
  [served, browser] = await Promise.all([servedBuild(), launch()]);
  stack = await decode(await readFile('examples/data/stent.tif'), { name: 'stent.tif' });
  ({ page, complaints } = await openPage(browser, `${served.url}opening.html`));
  // what stands over the picture is no part of it
  await addRules(page, '.brightfield-over { opacity: 0 }');
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const pressed = (label: string): Promise<string | null> =>
  page.getByLabel(label, { exact: true }).getAttribute('aria-pressed');
const slice = (): Promise<string> => page.locator('.brightfield-slices input').inputValue();

/** The middle of the picture, on the page. */
async function middle(): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await page.locator('#picture canvas').first().boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  return { x: x + width / 2, y: y + height / 2 };
}

test('the stack is shown, slice by slice, across each axis', async () => {
  await comparePicture(page, { axis: 'z', position: 128, image: stack, window: CT }, '#picture canvas');
  const { x, y } = await middle();
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 100);
  await expect.poll(slice).toBe('129');
  await page.locator('#picture canvas').first().focus();
  await page.keyboard.press('PageUp');
  await expect.poll(slice).toBe('119');
  await page.getByLabel('slices across x').click();
  await expect.poll(() => pressed('slices across x')).toBe('true');
  await comparePicture(page, { axis: 'x', position: 64, image: stack, window: CT }, '#picture canvas');
  await page.getByLabel('slices across z').click();
});

test('the pointer tells the voxel and its value; a click goes there', async () => {
  const { x, y } = await middle();
  await page.mouse.move(x + 60, y - 35);
  const words = page.locator('.brightfield-readout');
  await expect.poll(() => words.textContent(), { timeout: 10_000 }).toMatch(/^x \d+ {2}y \d+ {2}z 119 {2}= {2}-?\d+$/);
  const [, column = 0, row = 0, value = 0] =
    /x (\d+) {2}y (\d+).*= {2}(-?\d+)/.exec((await words.textContent()) ?? '')?.map(Number) ?? [];
  expect(value).toBe(stack.at({ z: 119, y: row, x: column }));
  await page.mouse.click(x + 60, y - 35);
  await page.getByLabel('slices across y').click();
  await expect.poll(slice).toBe(`${row}`);
  await page.getByLabel('slices across z').click();
});

test('a drag with shift changes the window, without moves the picture, a double click brings all back', async () => {
  const { x, y } = await middle();
  const drag = async (): Promise<void> => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 75, y, { steps: 3 });
    await page.mouse.up();
  };
  await page.keyboard.down('Shift');
  await drag();
  await page.keyboard.up('Shift');
  // 75 pixels are half an octave of width
  const half = 250 * Math.SQRT2;
  const window = [250 - half, 250 + half] as const;
  const image = stack;
  await comparePicture(page, { axis: 'z', position: 119, image, window }, '#picture canvas');
  const ends = await page.locator('.brightfield-colours span').allTextContents();
  expect(ends.map(Number)).toEqual([Number((250 + half).toPrecision(4)), Number((250 - half).toPrecision(4))]);
  await drag();
  await expect(comparePicture(page, { axis: 'z', position: 119, image, window }, '#picture canvas')).rejects.toThrow();
  await page.mouse.dblclick(x, y);
  await comparePicture(page, { axis: 'z', position: 119, image, window }, '#picture canvas');
});

test('two fingers go nearer', async () => {
  const bar = (): Promise<string | null> => page.locator('.brightfield-scale span').textContent();
  expect(await bar()).toBe('20 voxels');
  const { x, y } = await middle();
  await page.evaluate(
    ([cx = 0, cy = 0]) => {
      const canvas = document.querySelector('#picture canvas');
      const send = (type: string, pointerId: number, clientX: number): void => {
        canvas?.dispatchEvent(
          new PointerEvent(type, { pointerId, clientX, clientY: cy, pointerType: 'touch', bubbles: true }),
        );
      };
      // pointers that no hand moves cannot be captured
      Object.assign(canvas ?? {}, { setPointerCapture: () => undefined });
      send('pointerdown', 11, cx - 20);
      send('pointerdown', 12, cx + 20);
      for (const far of [40, 80, 160]) {
        send('pointermove', 11, cx - far);
        send('pointermove', 12, cx + far);
      }
      send('pointerup', 11, cx - 160);
      send('pointerup', 12, cx + 160);
    },
    [x, y],
  );
  await expect.poll(bar).toBe('2 voxels');
  await page.getByLabel('all of it').click();
  await expect.poll(bar).toBe('20 voxels');
});

test('another image is seen whole and in its own window, though the stack was cut across x in another', async () => {
  await page.getByLabel('slices across x').click();
  await page.getByLabel('Image').selectOption('coins');
  await expect
    .poll(() => page.locator('.brightfield-colours span').allTextContents(), { timeout: 20_000 })
    .toEqual(['255', '0']);
  const coins = await decode(await readFile('examples/data/coins.png'), { name: 'coins.png' });
  await comparePicture(page, { axis: 'z', position: 0, image: coins, window: [0, 255] }, '#picture canvas');
});

test('of two choices the newer wins, also where the older one comes later', async () => {
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  await page.route('**/tissue*.png', async (route) => {
    await held;
    await route.continue();
  });
  const name = () => page.evaluate(() => JSON.parse(document.body.dataset.shown ?? '{}').name);
  const late = page.waitForResponse('**/tissue*.png');
  await page.getByLabel('Image').selectOption('tissue');
  // what is turned meanwhile is turned of what there is
  await page.getByLabel('Crop to the middle').fill('50');
  await expect.poll(() => page.evaluate(() => document.body.dataset.shown)).toContain('"size":50');
  expect(await name()).toBe('coins');
  await page.getByLabel('Image').selectOption('stent');
  await expect.poll(name).toBe('stent');
  free();
  await late;
  await page.getByLabel('Crop to the middle').fill('100');
  await expect.poll(() => page.evaluate(() => document.body.dataset.shown)).toContain('"size":100');
  expect(await name()).toBe('stent');
  expect(await page.getByText('Channels').isVisible()).toBe(false);
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
