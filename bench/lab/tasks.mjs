/**
 * How long pages of the lab keep their tab from answering: the longest task of a page's main thread in milliseconds of the processor, and on the clock of a machine that draws on the same
 * cores, for opening each page and for what people do in it. More than 50 is too long. Of a page that is opened also how long its first picture took, from the asking for its address by a browser that
 * has never been there. After `npm run build`: `node bench/lab/tasks.mjs [--why] [words of the rows ...]`; `--why` names the functions
 * that a row's longest tasks were in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { chromiumFlags, findChromium } from '../../src/setup/chromium.js';
import { pageNames } from '../../src/setup/pages/build.js';
import { actions } from './actions.mjs';
import { record, tasksOf } from './tracing.mjs';

const why = process.argv.includes('--why');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const SLOW = { timeout: 90_000 };

const server = await preview({
  configFile: false,
  logLevel: 'error',
  build: { outDir: 'dist/pages' },
  preview: { host: '127.0.0.1', port: 0 },
});
const home = `http://127.0.0.1:${server.httpServer.address().port}/`;
const executablePath = await findChromium({ install: false });
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumFlags() });
const folder = mkdtempSync(join(tmpdir(), 'brightfield-tasks-'));

const ready = (page) => page.waitForFunction(() => document.body.dataset.state === 'ready', undefined, SLOW);
const opening = pageNames().map((name) => ({ name: `open ${name}`, page: name }));

/** Keeps when the page first was ready: its clock begins when its address is asked for. */
const noteFirst = () => {
  const watcher = new MutationObserver(() => {
    // what is solved in front of one's eyes shows what was seen long before it is done, and cameras what they see before what is made of it
    const seen = document.querySelector(':is(#seen, #y) + figcaption > span:not(:empty)');
    if (document.body?.dataset.state !== 'ready' && !seen) return;
    watcher.disconnect();
    // drawn by the frame after
    requestAnimationFrame(() => {
      document.body.dataset.first = `${performance.now()}`;
    });
  });
  watcher.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-state'],
  });
};

/** Does one row and prints it. What a page does before the action is no part of it. */
async function measure({ name, page: file, query = '', before, act }) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 }, acceptDownloads: true });
  // what is kept for later comes when the page is idle, and in a thread of its own
  await page.addInitScript('Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined })');
  await page.addInitScript(noteFirst);
  const url = `${home}${file}.html`;
  try {
    if (act) {
      await page.goto(`${url}${query}`);
      await ready(page);
      await before?.(page, folder);
    }
    const end = await record(browser, { functions: why });
    if (act) await act(page, folder);
    else {
      await page.goto(url);
      await ready(page);
      // what is compiled once the first picture is there
      await page.waitForTimeout(3000);
    }
    const tasks = tasksOf(await end(), home);
    const [longest] = tasks;
    const clock = Math.max(...tasks.map((task) => task.clock));
    const over = tasks.filter(({ cpu }) => cpu > 50).length;
    const first = act ? [] : [Number(await page.getAttribute('body', 'data-first'))];
    const columns = [longest.cpu, clock, over, ...first].map((number) => number.toFixed(0).padStart(8));
    console.log(`${name.padEnd(44)}${columns.join('')}`);
    if (why)
      for (const task of tasks.slice(0, 4)) {
        console.log(
          `    ${task.cpu.toFixed(0)} ms: ${task
            .what()
            .slice(0, 4)
            .map(([what, time]) => `${what} ${time.toFixed(0)}`)
            .join(', ')}`,
        );
        console.log(
          `      ${task
            .functions()
            .slice(0, 6)
            .map(([where, count]) => `${where} ${count}`)
            .join(', ')}`,
        );
      }
  } finally {
    await page.close();
  }
}

try {
  console.log(
    `${''.padEnd(44)}${'cpu ms'.padStart(8)}${'clock'.padStart(8)}${'over 50'.padStart(8)}${'first'.padStart(8)}`,
  );
  for (const row of [...opening, ...actions])
    if (words.length === 0 || words.some((word) => row.name.includes(word))) await measure(row);
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
