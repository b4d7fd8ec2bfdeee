/** The page of acquisition: what each camera measures and what comes back is what node computes; more that is measured brings back more; drags compile nothing. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, type Graph } from '../../examples/acquisition/graph.js';
import type { Params } from '../../examples/acquisition/params.js';
import { coloursOf } from '../../src/core/colormaps.js';
import { abs, type Engine, max, openEngine, resize, subtract } from '../../src/index.js';
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
  ({ page, complaints } = await openPage(browser, `${served.url}acquisition.html`));
  // a slice of 128 x 128: the browser has no GPU
  await shows(() => page.getByLabel('Image x').selectOption('stent'), 'name', 'stent');
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

/** Does something, and waits until the picture of it is there. */
async function shows(action: () => Promise<unknown>, name: keyof Params, value: unknown): Promise<void> {
  await action();
  await page.waitForFunction(
    ([key, want]) => JSON.stringify(JSON.parse(document.body.dataset.shown ?? '{}')[key ?? '']) === want,
    [name, JSON.stringify(value)] as const,
  );
}

const choose = (label: string, name: keyof Params, value: unknown): Promise<void> =>
  shows(() => page.getByLabel(label, { exact: true }).check(), name, value);

const slide = (label: string, to: number, name: keyof Params, value: number): Promise<void> =>
  shows(() => page.getByLabel(label, { exact: true }).fill(`${to}`), name, value);

/** What the controls said for the picture that is shown. */
const shown = async (): Promise<Params> => {
  const params = JSON.parse((await page.getAttribute('body', 'data-shown')) ?? '{}') as Params;
  const stack = new Uint8Array(readFileSync('examples/data/stent.tif'));
  return { ...params, host: await decode(stack, { name: 'stent.tif' }) };
};

async function comparePane(output: keyof Graph, window: readonly [number, number] = [0, 1]): Promise<void> {
  using image = await engine.run(build(await shown())[output]);
  const scene = { axis: 'z', position: 0, image: await image.read(), window } as const;
  const colours = window[1] === 10 ? { colours: coloursOf('magma') } : {};
  await comparePicture(page, { ...scene, ...colours }, `#${output} canvas`);
}

/** The share of frequencies on radial lines: on a flat one the nearest in each column, on a steep one in each row. */
function radialShare(lines: number, size: number): number {
  const places = Array.from({ length: size }, (_, at) => at - size / 2);
  const angles = Array.from({ length: lines }, (_, line) => (Math.PI * line) / lines);
  const isOn = (y: number, x: number) => (angle: number) =>
    Math.abs(Math.cos(angle)) >= Math.abs(Math.sin(angle))
      ? Math.abs(y - x * Math.tan(angle)) <= 0.5
      : Math.abs(x - y / Math.tan(angle)) <= 0.5;
  const measured = places.flatMap((y) => places.filter((x) => angles.some(isOn(y, x))));
  return measured.length / size ** 2;
}

const decibels = async (): Promise<number> => Number.parseFloat(await page.innerText('#answer-measured'));
const warmed = (): Promise<unknown> => page.waitForFunction(() => document.body.dataset.warm === 'done');
const kernels = async () => /^\d+ kernels compiled/.exec(await page.innerText('#engine'))?.[0];

test('line integrals: filtered back-projection is that of node, and better of more angles, for which nothing is compiled', async () => {
  await comparePane('answer');
  await warmed();
  const [few, before] = [await decibels(), await kernels()];
  await slide('Angles', 90, 'angles', 90);
  expect(await decibels()).toBeGreaterThan(few + 3);
  expect(await page.innerText('#y-measured')).toBe('90 angles');
  expect(await kernels()).toBe(before);
});

test('Fourier lines: what is known of the spectrum and what comes back are those of node; all lines give the image back', async () => {
  await choose('Fourier lines', 'camera', 'fourier');
  await comparePane('y', [0, 10]);
  await comparePane('answer');
  await warmed();
  const before = await kernels();
  const share = async (): Promise<number> => Number.parseFloat(await page.innerText('#y-measured'));
  expect(await share()).toBeCloseTo(100 * radialShare(22, 128), 1);
  await slide('Lines', 128, 'lines', 128);
  expect(await share()).toBeGreaterThan(60);
  expect(await decibels()).toBeGreaterThan(30);
  expect(await kernels()).toBe(before);
});

test('sampling: every number goes back to where it is from', async () => {
  await choose('sampling', 'camera', 'sampling');
  await choose('A* y', 'answer', 'adjoint');
  await comparePane('answer');
  expect(await page.innerText('#y-measured')).toBe('1 number for 16');
  // the adjoint of means spreads them evenly, and alpha makes up for what each pixel is given
  const { y, answer } = build(await shown());
  const squares = resize(y, { outputShape: { y: 128, x: 128 }, order: 0 });
  using apart = await engine.run(max(abs(subtract(answer, squares))));
  expect((await apart.read()).data[0]).toBeLessThan(1e-5);
});

test('blur: what the camera counts is what node counts, a wider one is told, and the four pictures look at one place', async () => {
  await choose('blur', 'camera', 'blur');
  await comparePane('y');
  await warmed();
  const before = await kernels();
  await slide('Width', 12, 'width', 12);
  expect(await kernels()).toBe(before);
  const scale = (): Promise<string> => page.locator('#x .brightfield-scale span').innerText();
  const far = await scale();
  await page.locator('#y canvas').first().focus();
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('+');
  await expect.poll(scale).not.toBe(far);
  expect(complaints).toEqual([]);
});

test('the image and what is measured of it are there before the answer is', async () => {
  const other = await browser.newPage();
  await other.addInitScript(() => {
    const words = (id: string) => document.querySelector(`#${id} + figcaption > span`)?.textContent;
    const watcher = new MutationObserver(() => {
      if (!words('y')) return;
      watcher.disconnect();
      document.documentElement.dataset.first = `${words('x')}; ${words('answer') || 'no answer yet'}`;
    });
    watcher.observe(document, { subtree: true, childList: true });
  });
  await other.goto(`${served.url}acquisition.html`);
  await other.waitForFunction(() => document.body.dataset.state === 'ready');
  expect(await other.getAttribute('html', 'data-first')).toMatch(/^\S.*; no answer yet$/);
  expect(await other.textContent('#answer + figcaption > span')).not.toBe('');
  await other.close();
});
