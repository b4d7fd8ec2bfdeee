/** The code of the README that only a page can run, run in a page. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Served, servedSources } from './browser.js';

let served: Served;
let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  [served, browser] = await Promise.all([servedSources(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const source = (name: string): string => `/@fs${process.cwd()}/src/${name}`;

test('a viewer shows a volume and labels over it', async () => {
  const [, block = ''] = /```ts\n([\s\S]*?)```/.exec(await readFile('README.md', 'utf8')) ?? [];
  expect(block).toContain('Viewer.open');
  const page = await browser.newPage({ viewport: { width: 300, height: 200 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // an address of the server, with nothing of its own on it
  const body = '<div id="picture" style="height: 180px"></div>';
  await page.route('**/empty.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${served.url}empty.html`);
  await page.addScriptTag({
    type: 'module',
    content: `
      import { HostVolume, label, greater, openEngine } from '${source('index.ts')}';
      const engine = await openEngine();
      const host = new HostVolume({ shape: { z: 8, y: 16, x: 16 }, data: Float32Array.from({ length: 2048 }, (_, at) => at % 900) });
      const { volume, labels } = await engine.run({ volume: greater(host, -1), labels: label(greater(host, 450)).labels });
      ${block.replace("'brightfield/view'", `'${source('view/index.ts')}'`)}
      viewer.on('drawn', () => { document.body.dataset.mode = viewer.state.mode; });
      viewer.redraw();
    `,
  });
  const mode = () => page.getAttribute('body', 'data-mode').then((found) => complaints[0] ?? found);
  await expect.poll(mode, { timeout: 40_000 }).toBe('volume');
  expect(complaints).toEqual([]);
});
