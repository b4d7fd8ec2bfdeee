/** The library in a page of its own: the code of the README that only a page can run, and what a drag costs. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type Served, scriptedPage, servedSources } from './browser.js';

let served: Served;
let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  [served, browser] = await Promise.all([servedSources(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

test('a viewer shows a volume and labels over it', async () => {
  const [, block = ''] = /```ts\n([\s\S]*?)```/.exec(await readFile('README.md', 'utf8')) ?? [];
  expect(block).toContain('Viewer.open');
  const script = `
    import { HostVolume, label, greater, openEngine } from 'brightfield';
    const engine = await openEngine();
    const host = new HostVolume({ shape: { z: 8, y: 16, x: 16 }, data: Float32Array.from({ length: 2048 }, (_, at) => at % 900) });
    const { volume, labels } = await engine.run({ volume: greater(host, -1), labels: label(greater(host, 450)).labels });
    ${block}
    viewer.on('drawn', () => { document.body.dataset.mode = viewer.state.mode; });
    viewer.redraw();`;
  const body = '<div id="picture" style="height: 180px"></div>';
  const { page, complaints } = await scriptedPage(browser, served.url, { body, script });
  const mode = () => page.getAttribute('body', 'data-mode').then((found) => complaints[0] ?? found);
  await expect.poll(mode, { timeout: 40_000 }).toBe('volume');
  expect(complaints).toEqual([]);
});

test('a drag over 2048 x 2048 pixels allocates and compiles nothing: a submit computes each frame', async () => {
  const script = `
    import { gaussian, HostVolume, openEngine, tunable } from 'brightfield';
    import { latest, Viewer } from 'brightfield/view';
    // what is asked of WebGPU itself, whoever asks: the engine or the viewer
    const asked = { made: 0, submits: 0 };
    const counted = (type, pattern, count) => {
      for (const name of Object.getOwnPropertyNames(type.prototype).filter((each) => pattern.test(each))) {
        const method = type.prototype[name];
        type.prototype[name] = function (...args) { asked[count]++; return method.apply(this, args); };
      }
    };
    counted(GPUDevice, /^create(Buffer|Texture|ShaderModule|ComputePipeline|RenderPipeline)/, 'made');
    counted(GPUQueue, /^submit$/, 'submits');
    const engine = await openEngine();
    const image = await engine.upload(new HostVolume({ shape: { y: 2048, x: 2048 }, data: Uint8Array.from({ length: 2 ** 22 }, (_, at) => at % 251) }));
    const viewer = await Viewer.open(engine, document.querySelector('#picture'));
    const blur = tunable(engine, (params) => gaussian(image, params));
    let shown;
    let frames = 0;
    const update = latest(async (sigma) => {
      const volume = await blur.run({ sigma });
      viewer.show({ images: [{ volume, window: [0, 255] }] });
      shown?.dispose();
      shown = volume;
      await engine.finished();
      document.body.dataset.frames = String(++frames);
      document.body.dataset.report = JSON.stringify({ ...engine.report(), asked });
    }, (cause) => console.error(cause));
    const slider = document.querySelector('#sigma');
    slider.addEventListener('input', () => update(slider.valueAsNumber));
    await blur.warm({ sigma: [0.5, 1.5] }, { sigma: 1 });
    // two pictures: one that is shown, and its successor
    update(0.5);
    await new Promise((done) => setTimeout(done, 100));
    update(0.6);
    document.body.dataset.warm = 'done';`;
  const body =
    '<div id="picture" style="height: 120px"></div><input id="sigma" type="range" min="0.5" max="1.5" step="0.01" value="0.5" style="width: 200px; display: block">';
  const { page, complaints } = await scriptedPage(browser, served.url, { body, script });
  const frames = () => page.getAttribute('body', 'data-frames').then((count) => complaints[0] ?? Number(count));
  await expect.poll(frames, { timeout: 55_000 }).toBe(2);
  const report = async () => JSON.parse((await page.getAttribute('body', 'data-report')) ?? '{}');
  const before = await report();
  const box = (await page.locator('#sigma').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + 8, box.y + box.height / 2);
  await page.mouse.down();
  for (let x = 8; x < box.width - 8; x += 12) await page.mouse.move(box.x + x, box.y + box.height / 2);
  await page.mouse.up();
  // the last value is computed, whatever was passed over on the way
  await expect.poll(frames, { timeout: 55_000 }).toBeGreaterThan(3);
  await page.waitForTimeout(1000);
  const made = Number(await frames()) - 2;
  const { compiled, buffers, inUse, idle, submits, asked } = before;
  const after = await report();
  expect(after).toMatchObject({ compiled, buffers, inUse, idle, submits: submits + made });
  // nor does the viewer make anything; it draws each picture by a submit of its own
  expect(after.asked.made).toBe(asked.made);
  expect(after.asked.submits - asked.submits).toBeLessThanOrEqual(2 * made + 1);
  expect(complaints).toEqual([]);
});
