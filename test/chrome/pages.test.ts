/** The page where there is no WebGPU, and the page as the development server gives it. */
import { expect, test } from 'vitest';
import { launch, openPage, servedBuild, servedSources } from './browser.js';

test('a browser without WebGPU is told so', async () => {
  const [served, browser] = await Promise.all([servedBuild(), launch(['--no-sandbox', '--disable-features=WebGPU'])]);
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${served.url}opening.html`);
    const notice = page.locator('#notice');
    await notice.waitFor({ state: 'visible' });
    expect(await notice.innerText()).toMatch(/^This page needs WebGPU/);
    expect(await page.innerText('#adapter')).toBe('no WebGPU');
    expect(await page.locator('#picture canvas').count()).toBe(0);
    // the browser may have the name but no adapter: the other way to have none
    await page.addInitScript(
      'Object.defineProperty(navigator, "gpu", { value: { requestAdapter: async () => null } })',
    );
    await page.reload();
    await notice.waitFor({ state: 'visible' });
    expect(await notice.innerText()).toMatch(/^This page needs WebGPU/);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await served.close();
  }
});

test('the development server serves the same page', async () => {
  const [served, browser] = await Promise.all([servedSources(), launch()]);
  try {
    const { page, complaints } = await openPage(browser, `${served.url}opening.html`);
    expect(await page.locator('.brightfield-slices input').inputValue()).toBe('128');
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await served.close();
  }
});
