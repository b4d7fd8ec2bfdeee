/** The page that teaches networks: its losses and its surface are what node computes, points are put down by mouse and keys, digits are drawn and told apart. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIGITS, digitLesson, halvesOf, POINTS, pointLesson } from '../../examples/learn/lessons.js';
import { presetOf } from '../../examples/learn/points.js';
import { placesOf, surfaceOf } from '../../examples/learn/surface.js';
import { type Lesson, optionsOf } from '../../examples/learn/teacher.js';
import { coloursOf } from '../../src/core/colormaps.js';
import { type Engine, openEngine, type Trained, train } from '../../src/index.js';
import { decode } from '../../src/io/formats.js';
import { launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let complaints: readonly string[];
let strangers: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  ({ page, complaints, strangers } = await openPage(browser, `${served.url}learn.html`, 800));
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

/** The step that the page shows, and the mean loss of the round before it. */
const reached = async () => {
  const { step, loss } = await page.evaluate(() => ({ ...document.body.dataset }));
  return { step: Number(step), loss: Number(loss) };
};
const atStep = (step: number) => page.waitForFunction((least) => Number(document.body.dataset.step) >= least, step);

/** Goes so many rounds of ten steps, from the beginning. */
async function goes(rounds: number): Promise<number> {
  for (let round = 1; round <= rounds; round++) {
    await page.getByRole('button', { name: 'Step' }).click();
    await atStep(10 * round);
  }
  return (await reached()).loss;
}

async function taughtHere(lesson: Lesson, steps: number): Promise<Trained> {
  if (!lesson.samples) throw new Error('a lesson of nothing');
  return train(engine, lesson.net, { ...optionsOf(lesson, lesson.samples), steps });
}

test('points: the loss and the surface are what node computes, and the same bits again', async () => {
  const loss = await goes(3);
  const lesson = pointLesson(POINTS, await presetOf(engine, 'moons', POINTS.noise, POINTS.seed));
  const { history, parameters } = await taughtHere(lesson, 30);
  // two drivers round differently, and thirty steps of Adam carry that on
  expect(Math.abs(loss / (history.at(-1)?.loss ?? Number.NaN) - 1)).toBeLessThan(1e-4);
  const rows = 64;
  using surface = await engine.run(surfaceOf(lesson.net, parameters, placesOf(rows), rows));
  // the colours around the picture are those of the page
  await page.emulateMedia({ colorScheme: 'dark' });
  const hidden = (visibility: string) =>
    page.locator('#plane').evaluate((plane, value) => plane.style.setProperty('visibility', value), visibility);
  await hidden('hidden');
  const scene = { axis: 'z', position: 0, image: await surface.read(), window: [0, 1] } as const;
  await comparePicture(page, { ...scene, colours: coloursOf('coolwarm') }, '#surface');
  await hidden('');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.waitForFunction(() => document.body.dataset.step === '0');
  expect(await goes(3)).toBe(loss);
});

test('a click adds a point, keys add another and take it away, and training goes on with them', async () => {
  const plane = page.getByRole('application');
  const count = (points: number) =>
    page.waitForFunction((n) => document.body.innerText.includes(`of ${n} points`), points);
  await count(200);
  await plane.click({ position: { x: 30, y: 40 } });
  await count(201);
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await count(202);
  expect(await page.getByLabel('Red').isChecked()).toBe(true);
  expect(await page.innerText('#said')).toBe('a red point, 202 in all');
  await page.keyboard.press('Delete');
  await count(201);
  const { step } = await reached();
  expect(step).toBe(30);
  await page.getByRole('button', { name: 'Start' }).click();
  await atStep(step + 20);
  await plane.click({ position: { x: 60, y: 40 } });
  await count(202);
  await atStep((await reached()).step + 20);
  await page.getByRole('button', { name: 'Pause' }).click();
});

test('another network is begun anew, and a set of points without any cannot be started', async () => {
  await page.getByLabel('Depth').selectOption('2');
  await page.waitForFunction(() => document.body.dataset.step === '0');
  expect(await page.getAttribute('#edges', 'aria-label')).toBe('The network: x and y, 8 hidden units, one number');
  expect(await page.locator('#edges path').count()).toBe(2 * 8 + 8);
  await page.getByLabel('None').check();
  await page.waitForFunction(() => document.body.innerText.includes('no points yet'));
  expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
});

// forty steps of filters, and 899 digits asked, on a browser without a GPU
test('digits: the loss is what node computes; one that is drawn is told', { timeout: 180_000 }, async () => {
  await page.getByLabel('Digits').check();
  await page.waitForFunction(() => document.body.innerText.includes('of 899 others right'));
  const loss = await goes(2);
  const read = (name: string) => decode(new Uint8Array(readFileSync(`examples/data/${name}`)), { name });
  const { taught } = halvesOf(await read('digits.npy'), await read('digit-labels.npy'));
  const { history } = await taughtHere(digitLesson(DIGITS, taught), 20);
  expect(Math.abs(loss / (history.at(-1)?.loss ?? Number.NaN) - 1)).toBeLessThan(1e-4);
  await page.getByRole('button', { name: 'Start' }).click();
  await atStep(40);
  await page.getByRole('button', { name: 'Pause' }).click();
  const right = /([\d.]+) % of 899/.exec(await page.innerText('#reached'))?.[1];
  expect(Number(right)).toBeGreaterThan(75);
  const { x, y, width } = (await page.locator('#pad').boundingBox()) ?? { x: 0, y: 0, width: 0 };
  // a three
  const corners = [
    [0.3, 0.25],
    [0.5, 0.15],
    [0.68, 0.25],
    [0.65, 0.4],
    [0.45, 0.47],
    [0.65, 0.55],
    [0.7, 0.72],
    [0.5, 0.85],
    [0.3, 0.78],
  ] as const;
  for (const [at, [across, down]] of corners.entries()) {
    await page.mouse.move(x + across * width, y + down * width);
    if (at === 0) await page.mouse.down();
  }
  await page.mouse.up();
  await page.waitForFunction(() => /^The answer: 3,/.test(document.getElementById('answer')?.ariaLabel ?? ''));
  expect(await page.innerText('#which')).toBe('yours');
  expect(complaints).toEqual([]);
  expect(strangers.filter((address) => !address.startsWith(served.url))).toEqual([]);
});
