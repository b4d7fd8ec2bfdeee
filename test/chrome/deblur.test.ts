/** The page that deblurs: its answer is what node computes, its gap falls to what was asked for, and a change begins again. */
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  convolve,
  deblurTv,
  type Engine,
  gaussianNoise,
  gaussianPsf,
  openEngine,
  sheppLogan,
} from '../../src/index.js';
import { addRules, launch, openPage, type Served, servedBuild } from './browser.js';
import { comparePicture } from './picture.js';

let served: Served;
let browser: Browser;
let page: Page;
let engine: Engine;
let complaints: readonly string[];

beforeAll(async () => {
  [served, browser, engine] = await Promise.all([servedBuild(), launch(), openEngine()]);
  ({ page, complaints } = await openPage(browser, `${served.url}deblur.html`, 800));
  // what stands over the pictures is no part of them
  await addRules(page, '.brightfield-over { opacity: 0 }');
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  engine?.dispose();
});

const gap = async (): Promise<number> => Number(await page.getAttribute('body', 'data-gap'));

test('the answer is certified, better than what was seen, and what node computes', async () => {
  expect(await gap()).toBeLessThan(1e-2);
  const decibels = async (id: string): Promise<number> => Number.parseFloat(await page.innerText(id));
  expect(await decibels('#answer-measured')).toBeGreaterThan((await decibels('#seen-measured')) + 5);
  const image = sheppLogan({ shape: { y: 256, x: 256 } });
  const psf = gaussianPsf({ sigma: 2 });
  const blurred = gaussianNoise(convolve(image, { weights: psf, border: 'wrap' }), { sigma: 0.02, seed: 1 });
  const iterations = Number(/after (\d+)/.exec(await page.innerText('#time'))?.[1]);
  const { result } = deblurTv(blurred, {
    low: 0,
    high: 1,
    psf,
    weight: 1e-3,
    border: 'wrap',
    tolerance: 1e-2,
    maxIterations: iterations,
  });
  using answer = await engine.run(result);
  await comparePicture(page, { axis: 'z', position: 0, image: await answer.read(), window: [0, 1] }, '#answer canvas');
});

test('a slider begins again, with another answer', async () => {
  const before = await page.innerText('#time');
  await page.getByLabel('Noise').fill('0.05');
  await page.waitForFunction(() => document.body.dataset.state === 'running');
  // no frame is empty meanwhile
  await page.getByText('the answer begins with what was seen').waitFor();
  await page.waitForFunction(() => document.body.dataset.state === 'ready');
  expect(await page.innerText('#time')).not.toBe(before);
  expect(await gap()).toBeLessThan(1e-2);
  expect(complaints).toEqual([]);
});
