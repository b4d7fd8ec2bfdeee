/** What the screen shows where the canvas is, beside the picture of a host volume. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { type HostScene, pictureOf } from '../oracle/picture.js';
import { cropped } from './browser.js';

const BACKGROUND = [0x14 / 255, 0x15 / 255, 0x16 / 255] as const;
/** Pixels that may differ by more than a level: voxels whose value is within rounding of the mask's threshold. */
const STRAY = 1e-4;

/**
 * The share of pixels that must be compared. Where voxels come to a simple fraction of a pixel, whole rows and columns of pixels have the edge of a voxel in
 * their middle, and how large a picture is hangs on the lines of text around it.
 */
const LEAST = 0.7;

/** Expects the picture of a scene on a canvas of the page. */
export async function comparePicture(page: Page, scene: HostScene, selector = 'canvas'): Promise<void> {
  // two frames: the page draws in the first, the screen has it in the second
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const box = await page.evaluate((which) => {
    const canvas = document.querySelector<HTMLCanvasElement>(which);
    const { left = 0, top = 0 } = canvas?.getBoundingClientRect() ?? {};
    const { width = 0, height = 0 } = canvas ?? {};
    return { left: Math.round(left), top: Math.round(top), width, height };
  }, selector);
  const pixels = await cropped(await page.screenshot(), box);
  const { wrong, compared } = pictureOf(scene, box.width, box.height, BACKGROUND).differences(pixels, 3);
  expect(compared).toBeGreaterThan(LEAST * box.width * box.height);
  expect(wrong.length, wrong.slice(0, 5).join('; ')).toBeLessThanOrEqual(STRAY * compared);
}
