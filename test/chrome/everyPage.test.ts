/**
 * What holds for every page, whichever there are: it opens without a complaint under its strict policy, asks nobody else, says what it is, can be used
 * on a telephone, without a mouse, and has none of the barriers that axe finds.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageNames } from '../../src/setup/pages/build.js';
import { launch, loseDevice, openPage, servedBuild } from './browser.js';

/** WCAG 2.1, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** Turns the page dark or light, and waits until it is so. */
async function turn(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async (wanted) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    while (!matchMedia(`(prefers-color-scheme: ${wanted})`).matches) await frame();
    await frame();
    await frame();
  }, colorScheme);
}

/** What axe finds, a line each: rule, element, reason. */
async function barriers(page: Page, only: { readonly type: 'tag' | 'rule'; readonly values: string[] }) {
  // evaluated from outside, where no policy counts
  await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    interface Found {
      readonly id: string;
      readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
    }
    const { axe } = globalThis as unknown as { axe: { run(what: object): Promise<{ violations: readonly Found[] }> } };
    const { violations } = await axe.run({ runOnly });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)}: ${failureSummary?.split('\n')[1]}`),
    );
  }, only);
}

/** What can be focused on by Tab as the page stands, and what Tab comes to: an outline of each element. */
async function tabbed(page: Page) {
  const wanted = await page.evaluate(() => {
    const selector = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((each) => {
      if (each.tabIndex < 0 || !each.checkVisibility({ visibilityProperty: true }) || each.matches(':disabled'))
        return false;
      // of radio buttons Tab comes to the one that is chosen
      if (!(each instanceof HTMLInputElement) || each.type !== 'radio') return true;
      return each.checked;
    });
    for (const [at, each] of all.entries()) each.dataset.tabbed = `${at}`;
    (document.activeElement as HTMLElement | null)?.blur();
    return all.map(
      (each) => `${each.tagName.toLowerCase()} ${each.id} ${each.ariaLabel ?? each.textContent?.trim().slice(0, 30)}`,
    );
  });
  const reached = new Set<number>();
  for (let presses = 0; presses < wanted.length + 5 && reached.size < wanted.length; presses++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.tabbed);
    if (at !== undefined) reached.add(Number(at));
  }
  return { wanted, missed: wanted.filter((_, at) => !reached.has(at)) };
}

/**
 * A page on a telephone: whether its picture, where it has one, stays in sight while its last words are read, and how much of a viewer is covered at most by what
 * stands over it before it is touched.
 */
async function onTelephone(page: Page): Promise<{ inSight: boolean; covered: number }> {
  const before = page.viewportSize() ?? { width: 1100, height: 700 };
  await page.setViewportSize({ width: 390, height: 800 });
  // a finger points at nothing, and a mouse that some browsers still think of at no picture
  await page.mouse.move(389, 799);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    (document.activeElement as HTMLElement | null)?.blur();
    await frame();
    scrollTo(0, document.documentElement.scrollHeight);
    await frame();
    const area = (element: Element): number => {
      const { width, height } = element.getBoundingClientRect();
      return getComputedStyle(element).opacity === '0' ? 0 : width * height;
    };
    const most = (): number => {
      const shares = [...document.querySelectorAll('.brightfield-viewer')].map((viewer) => {
        const over = viewer.querySelectorAll('.brightfield-tools, .brightfield-colours, .brightfield-scale');
        return [...over].reduce((sum, each) => sum + area(each), 0) / area(viewer);
      });
      return Math.max(0, ...shares);
    };
    // what fades away is there until it has
    let covered = most();
    for (let before = Number.NaN; before !== covered; ) {
      before = covered;
      await new Promise((done) => setTimeout(done, 1000));
      covered = most();
    }
    const picture = document.getElementById('picture')?.getBoundingClientRect();
    // not so large that nothing else is seen
    const inSight = !picture || (scrollY > 100 && picture.top === 0 && picture.height > 300 && picture.height < 400);
    return { inSight: inSight && matchMedia('(hover: none)').matches, covered };
  });
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await session.detach();
  await page.setViewportSize(before);
  return seen;
}

/** Whether a page that fills its window can be scrolled nonetheless, to where nothing is. */
const emptyBelow = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement;
    return document.getElementById('picture') !== null && scrollHeight > clientHeight;
  });

describe.each(pageNames())('%s.html', (name) => {
  test('opens without a complaint, asks nobody else, and is open to all', { timeout: 120_000 }, async () => {
    const { url } = await servedBuild();
    const { page, complaints, strangers } = await openPage(browser, `${url}${name}.html`);
    try {
      expect(await page.title()).toMatch(/brightfield/);
      expect(await page.getAttribute('meta[name=description]', 'content')).toMatch(/\w{3}.*\.$/);
      expect(await page.getAttribute('meta[http-equiv=Content-Security-Policy]', 'content')).toMatch(
        /^default-src 'none'; /,
      );
      // what takes keys says so to all
      const taking = await page.locator('[aria-keyshortcuts]').count();
      if (taking > 0) expect(await page.locator('.keys, #keys').count()).toBe(1);
      await turn(page, 'dark');
      expect(await barriers(page, { type: 'tag', values: TAGS })).toEqual([]);
      await turn(page, 'light');
      // a page that goes on drawing may take a moment to be light everywhere
      const colours = () => barriers(page, { type: 'rule', values: ['color-contrast'] });
      await expect.poll(colours, { timeout: 10_000 }).toEqual([]);
      const { wanted, missed } = await tabbed(page);
      expect(wanted.length).toBeGreaterThan(0);
      expect(missed).toEqual([]);
      const { inSight, covered } = await onTelephone(page);
      expect(inSight).toBe(true);
      expect(covered).toBeLessThan(0.25);
      expect(await emptyBelow(page)).toBe(false);
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
      if (await loseDevice(page)) {
        const notice = page.getByRole('alert').filter({ hasText: 'The graphics card stopped' });
        await notice.getByRole('button', { name: 'Begin again' }).waitFor();
        expect(await barriers(page, { type: 'tag', values: TAGS })).toEqual([]);
      }
    } finally {
      await page.close();
    }
  });
});
