/**
 * The bench in a real Chromium, under a policy that allows no style elements: a pipeline is built with the mouse, undone, put in order by keys, shared and
 * saved, and `brightfield run` makes the same numbers of it.
 */
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from '../../src/cli/host.js';
import { runCommand } from '../../src/cli/runCommand.js';
import { HostVolume, parseDocument } from '../../src/index.js';
import { readVolume, writeVolume } from '../../src/io/files.js';
import { cropped, launch, openPage, type Served, servedBuild } from './browser.js';

const SLOW = { timeout: 90_000 };

let served: Served;
let browser: Browser;
let page: Page;
let folder: string;
let complaints: readonly string[];
let strangers: readonly string[];

beforeAll(async () => {
  [served, browser, folder] = await Promise.all([
    servedBuild(),
    launch(),
    mkdtemp(join(tmpdir(), 'brightfield-bench-')),
  ]);
  ({ page, complaints, strangers } = await openPage(browser, `${served.url}bench.html`, 900));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

const steps = () =>
  page.locator('.bf-steps > li').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.id));
const button = (name: string) => page.getByRole('button', { name, exact: true });
const shown = (what: string) => expect.poll(() => page.getAttribute('body', 'data-shown'), SLOW).toBe(what);
const warmed = () => expect.poll(() => page.getAttribute('body', 'data-warm'), SLOW).toBe('done');
const sigma = () => page.getByLabel('sigma').inputValue();
const copied = async (name: string): Promise<string> => {
  await button(name).click();
  await expect.poll(() => page.innerText('.bf-status')).toMatch(/^Copied/);
  return page.evaluate(() => navigator.clipboard.readText());
};

/** Adds a step as somebody does who sees the list. */
async function add(typed: string, operation: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Add a step' }).fill(typed);
  await page.locator(`[role=option][data-operation=${operation}]`).click();
}

async function saved(name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(name).click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** Drags the first slider that is open by so many pixels, in several moves, and lets it go after `last`. */
async function dragSlider(by: number, last: () => Promise<void>): Promise<void> {
  const knob = await page.locator('.tp-sldv_k:visible').first().boundingBox();
  if (!knob) throw new Error('no slider');
  const [x, y] = [knob.x + knob.width, knob.y + knob.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y, { steps: 12 });
  await last();
  await page.mouse.up();
}

test('a pipeline is built with the mouse; after a threshold the image is compared with it', async () => {
  await add('blur', 'gaussian');
  await shown('gaussian');
  await add('otsu', 'thresholdOtsu');
  await shown('thresholdOtsu');
  expect(await page.locator('#number').isVisible()).toBe(true);
  await add('greater', 'greater');
  await shown('greater');
  expect(await steps()).toEqual(['gaussian', 'thresholdOtsu', 'greater']);
  expect(await page.getByLabel('a of greater').inputValue()).toBe('gaussian');
  expect(await page.getByLabel('b of greater').inputValue()).toBe('^');
});

test('a drag compiles and allocates nothing, and is undone at once', async () => {
  await page.getByLabel('Look at gaussian').check({ force: true });
  await page.locator('.bf-title', { hasText: 'gaussian' }).click();
  await warmed();
  const before = await page.innerText('#engine');
  expect(before).toMatch(/^\d+ kernels compiled, \d+ MiB on the GPU in \d+ buffers$/);
  await dragSlider(40, async () => {
    const computed = new RegExp(`"params":{"sigma":${Number(await sigma())}}`);
    await expect.poll(() => page.getAttribute('body', 'data-steps'), SLOW).toMatch(computed);
    expect(await page.innerText('#engine')).toBe(before);
  });
  const turned = await sigma();
  expect(Number(turned)).toBeGreaterThan(1.5);
  await page.locator('#picture canvas').first().focus();
  await page.keyboard.press('Control+z');
  expect(await sigma()).toBe('1.00');
  await page.keyboard.press('Control+Shift+z');
  expect(await sigma()).toBe(turned);
  await button('Undo').click();
  await button('Redo').click();
  expect(await sigma()).toBe(turned);
});

test('what is saved is what brightfield run makes of the saved pipeline', async () => {
  await page.getByLabel('save gaussian as').fill('smooth');
  await page.getByLabel('save gaussian as').press('Enter');
  await warmed();
  expect(await page.getAttribute('body', 'data-shown')).toBe('gaussian');
  const file = await saved('Save JSON');
  const document = parseDocument(await readFile(file, 'utf8'));
  expect(document.outputs).toEqual({ result: 'greater', smooth: 'gaussian' });
  await page.getByLabel('Format').selectOption('npy');
  const smooth = await readVolume(await saved('Save result'));
  await page.getByLabel('Look at greater').check({ force: true });
  await shown('greater');
  const mask = await readVolume(await saved('Save result'));

  const host: Host = {
    print: () => undefined,
    warn: () => undefined,
    tell: () => undefined,
    signal: new AbortController().signal,
    whole: (work) => work(),
    progress: undefined,
    enter: async () => undefined,
  };
  const out = (name: string) => join(folder, `cli-${name}.npy`);
  const outputs = Object.keys(document.outputs).flatMap((name) => ['--output', `${name}=${out(name)}`]);
  await runCommand([file, '--input', 'image=examples/data/coins.png', ...outputs], host);
  const [other, made] = [await readVolume(out('smooth')), await readVolume(out('result'))];
  // two drivers: grey values up to 255 and sums of some thirty products in f32
  const far = Array.from(smooth.data).reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (other.data[at] ?? Number.NaN))),
    0,
  );
  expect(far).toBeLessThan(1e-3);
  expect(mask.data.filter((value, at) => value !== made.data[at]).length).toBeLessThanOrEqual(2);
  expect(mask.data.includes(1)).toBe(true);
});

test('keys and the grip put steps in order; what then lacks its image says so, and the picture stays', async () => {
  const title = page.locator('.bf-title', { hasText: 'greater' });
  await title.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  expect(await steps()).toEqual(['greater', 'gaussian', 'thresholdOtsu']);
  expect(await title.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.innerText('.bf-status')).toBe('greater is step 1 of 3');
  expect(await page.innerText('.bf-problem:visible')).toBe(
    "greater: 'gaussian' must come before this step, or be an image",
  );
  // what was shown before, or what was between both keys where that was computed in time
  expect(['greater', 'thresholdOtsu']).toContain(await page.getAttribute('body', 'data-shown'));
  const grip = await page.locator('[data-id=greater] .bf-grip').boundingBox();
  const last = await page.locator('[data-id=thresholdOtsu]').boundingBox();
  if (!grip || !last) throw new Error('no grip');
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x + 8, last.y + last.height, { steps: 6 });
  await page.mouse.up();
  expect(await steps()).toEqual(['gaussian', 'thresholdOtsu', 'greater']);
  expect(await page.locator('.bf-problem:visible').count()).toBe(0);
});

test('steps are switched off and removed', async () => {
  await page.getByLabel('thresholdOtsu is on').uncheck();
  await expect.poll(() => page.getAttribute('body', 'data-steps'), SLOW).toContain('"on":false');
  await button('Remove thresholdOtsu').click();
  expect(await steps()).toEqual(['gaussian', 'greater']);
  await button('Undo').click();
  await button('Undo').click();
  expect(await page.getByLabel('thresholdOtsu is on').isChecked()).toBe(true);
});

test('a link is the same pipeline on another page; commands and programs are copied', async () => {
  const link = await copied('Copy link');
  expect(link).toMatch(/bench\.html#pipeline=[\w-]+$/);
  expect(await copied('Copy command')).toBe(
    'brightfield run pipeline.json --input image=image.tif --output result=result.tif --output smooth=smooth.tif',
  );
  expect(await copied('Copy as TypeScript')).toMatch(
    /^import \{ gaussian, greater, openEngine, thresholdOtsu \} from 'brightfield';/,
  );
  const turned = await sigma();
  const other = await openPage(browser, link, 900);
  await other.page.locator('.bf-title', { hasText: 'gaussian' }).click();
  expect(await other.page.getByLabel('sigma').inputValue()).toBe(turned);
  expect(await other.page.getByLabel('save gaussian as').inputValue()).toBe('smooth');
  // a link that was tampered with changes nothing
  await other.page.evaluate(() => {
    location.hash = '#pipeline=AAAA';
  });
  await expect
    .poll(() => other.page.innerText('.bf-status'))
    .toBe('pipeline link: it must be whole, got one that is cut or damaged');
  expect(await other.page.locator('.bf-steps > li').count()).toBe(3);
  expect(other.complaints).toEqual([]);
  await other.page.close();
});

test('a pipeline file is opened; one that is none is refused', async () => {
  const path = join(folder, 'own.json');
  await writeFile(
    path,
    '{ "nodes": [{ "id": "calm", "op": "median", "in": ["photo"] }], "outputs": { "calm": "calm" } }',
  );
  await page.getByLabel('Pipeline file').setInputFiles(path);
  await shown('calm');
  expect(await steps()).toEqual(['calm']);
  expect(await page.innerText('.bf-images')).toMatch(/^photo/);
  await writeFile(
    path,
    '{ "nodes": [{ "id": "calm", "op": "sharpest", "in": ["photo"] }], "outputs": { "calm": "calm" } }',
  );
  await page.getByLabel('Pipeline file').setInputFiles(path);
  await expect.poll(() => page.innerText('.bf-status')).toBe("pipeline /nodes/0/op: there is no operation 'sharpest'");
  expect(await steps()).toEqual(['calm']);
});

test("files of one's own are opened, what cannot be read is named, and the result is kept as OME-Zarr", async () => {
  const ramp = new HostVolume({
    shape: { c: 2, z: 3, y: 20, x: 30 },
    data: Uint16Array.from({ length: 3600 }, (_, at) => at),
    spacing: { z: 2, y: 0.5, x: 0.5 },
    unit: 'µm',
  });
  const path = join(folder, 'ramp.tif');
  await writeVolume(path, ramp);
  const broken = join(folder, 'broken.nii.gz');
  await writeFile(broken, Buffer.from('1f8b0800000000000003', 'hex'));
  await page.getByLabel('Image files').setInputFiles([path, broken]);
  await expect.poll(() => page.innerText('#time'), SLOW).toMatch(/^broken\.nii\.gz: /);
  await page.getByLabel('Look at photo').check({ force: true });
  await shown('photo');
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('c=2 z=3 y=20 x=30 u16');
  await page.getByLabel('Format').selectOption('ome.zarr.zip');
  const kept = await readVolume(await saved('Save result'));
  expect(kept.shape).toEqual(ramp.shape);
  expect(kept.data).toEqual(ramp.data);
  expect(kept.spacing).toMatchObject({ z: 2, y: 0.5, x: 0.5 });
  expect(await page.getByLabel('Image', { exact: true }).inputValue()).toBe('own:ramp.tif');
});

test('a stack after a photograph is seen in its middle; what covers is no light; what cannot be shown or kept says why', async () => {
  const plane = { y: 20, x: 30 };
  // white that covers half: as white as without
  const cover = new HostVolume({ shape: { c: 4, ...plane }, data: new Uint8Array(2400).fill(255).fill(128, 1800) });
  const stack = new HostVolume({ shape: { z: 9, ...plane }, data: Float32Array.from({ length: 5400 }, (_, at) => at) });
  const numbers = new HostVolume({ shape: plane, dtype: 'complex64', data: new Float32Array(1200) });
  const paths = {
    cover: join(folder, 'cover.png'),
    stack: join(folder, 'deep.npy'),
    numbers: join(folder, 'phase.npy'),
  };
  await writeVolume(paths.cover, cover);
  await writeVolume(paths.stack, stack);
  await writeVolume(paths.numbers, numbers);
  await page.getByLabel('Image files').setInputFiles(paths.cover);
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('c=4 y=20 x=30 u8');
  await expect.poll(() => page.locator('.brightfield-colours').count()).toBeGreaterThan(0);
  const middle = { left: 20, top: 300, width: 1, height: 1 };
  const pixel = async () => [...(await cropped(await page.locator('#picture canvas').first().screenshot(), middle))];
  await expect.poll(pixel, SLOW).toEqual([255, 255, 255]);
  await page.getByLabel('Image files').setInputFiles(paths.stack);
  await expect.poll(() => page.locator('.brightfield-slices input').inputValue(), SLOW).toBe('4');
  await page.getByLabel('Image files').setInputFiles(paths.numbers);
  await expect.poll(() => page.innerText('#time'), SLOW).toMatch(/^an image of complex numbers/);
  expect(await page.getByLabel('Image', { exact: true }).inputValue()).toBe('own:deep.npy');
  await page.getByLabel('Format').selectOption('png');
  await button('Save result').click();
  await expect.poll(() => page.innerText('#time')).toMatch(/^a PNG holds whole numbers.* these are f32/);
});

test('channels are switched, and a batch is gone through', async () => {
  const path = join(folder, 'film.tif');
  // left half of the second channel is bright in the last of three pictures, all else is dark
  const data = new Uint16Array(3 * 2 * 20 * 30);
  for (let y = 0; y < 20; y++) data.fill(1000, (5 * 20 + y) * 30, (5 * 20 + y) * 30 + 15);
  data.fill(500, 0, 30);
  await writeVolume(path, new HostVolume({ shape: { n: 3, c: 2, y: 20, x: 30 }, data }));
  await page.getByLabel('Image files').setInputFiles(path);
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('n=3 c=2 y=20 x=30 u16');
  const { width, height } = (await page.locator('#view canvas').first().boundingBox()) ?? { width: 0, height: 0 };
  const place = { left: Math.round(width / 2) - 60, top: Math.round(height / 2), width: 1, height: 1 };
  const pixel = async () => [...(await cropped(await page.locator('#view canvas').first().screenshot(), place))];
  await expect.poll(pixel, SLOW).toEqual([0, 0, 0]);
  await page.getByLabel('Time or batch (n)').fill('2');
  await expect.poll(pixel, SLOW).toEqual([255, 0, 255]);
  expect(await page.locator('#batch output').innerText()).toBe('3 of 3');
  // channels that have lights are not gone through one by one
  expect(await page.locator('#channel').isVisible()).toBe(false);
  await page.locator('#channels input').nth(1).uncheck();
  await expect.poll(pixel, SLOW).toEqual([0, 0, 0]);
  await page.locator('#channels input').nth(1).check();
  await expect.poll(pixel, SLOW).toEqual([255, 0, 255]);
});

test('an array of pixels is read as colours, which is said, or as the stack that it may be', async () => {
  const path = join(folder, 'photo.npy');
  const pixels = Uint8Array.from({ length: 16 * 20 * 3 }, (_, at) => [200, 100, 50][at % 3] ?? 0);
  await writeVolume(path, new HostVolume({ shape: { z: 16, y: 20, x: 3 }, data: pixels }));
  await page.getByLabel('Image files').setInputFiles(path);
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('c=3 y=16 x=20 u8');
  expect(await page.innerText('#coloured span')).toBe('its last axis of 3 is read as colours');
  // a bar for each light
  await expect.poll(() => page.locator('.brightfield-colours canvas').count()).toBe(3);
  await button('As a stack').click();
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('z=16 y=20 x=3 u8');
  await button('As colours').click();
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('c=3 y=16 x=20 u8');
  await page.getByLabel('Image', { exact: true }).selectOption('own:deep.npy');
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('z=9 y=20 x=30 f32');
  expect(await page.locator('#coloured').isVisible()).toBe(false);
});

test('a threshold is a handle in the histogram: dragged it compiles nothing, and is undone at once', async () => {
  await page.getByLabel('Look at photo').check({ force: true });
  await shown('photo');
  await button('Threshold').click();
  await shown('greater');
  const number = () => page.getByLabel('b of greater, a number').inputValue();
  const first = await number();
  const kernels = async () => /^\d+/.exec(await page.innerText('#engine'))?.[0];
  const handle = page.getByRole('slider', { name: 'threshold' });
  const box = (await handle.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 5, y);
  const before = await kernels();
  await page.mouse.move(x + 60, y, { steps: 6 });
  await page.mouse.up();
  const turned = await number();
  expect(Number(turned)).toBeGreaterThan(Number(first));
  await expect.poll(() => page.getAttribute('body', 'data-steps'), SLOW).toContain(`,${Number(turned)}]`);
  expect(await kernels()).toBe(before);
  await button('Undo').click();
  expect(await number()).toBe(first);
  await button('Undo').click();
  expect((await steps()).includes('greater')).toBe(false);
});

test('what lies along one axis is a line, and what must be given begins with something', async () => {
  await add('histogram', 'histogram');
  await shown('histogram');
  await expect.poll(() => page.getAttribute('#plot', 'aria-label'), SLOW).toBe('a line of 256 values along x');
  expect(await page.locator('#plot canvas').isVisible()).toBe(true);
  await button('Remove histogram').click();
  await add('rotate', 'rotate');
  await shown('rotate');
  expect(await page.locator('#plot').isVisible()).toBe(false);
  expect(await page.locator('[data-id=rotate] .bf-problem').isVisible()).toBe(false);
  await button('Remove rotate').click();
});

test('a stack of 2 GiB that the card cannot hold is offered smaller, which says how far it is and is stopped; the page goes on', async () => {
  const path = join(folder, 'huge.npy');
  const header = "{'descr': '<u2', 'fortran_order': False, 'shape': (1024, 1024, 1024), }".padEnd(117);
  await writeFile(path, Buffer.concat([Buffer.from('934e554d505901007600', 'hex'), Buffer.from(`${header}\n`)]));
  // zeros that take no room on the disk
  await truncate(path, 128 + 2 ** 31);
  await page.getByLabel('Image files').setInputFiles(path);
  await expect.poll(() => page.innerText('#time'), SLOW).toMatch(/^there is not enough memory on the graphics card/);
  // the result of what went before is shown, and does not take the place of what is said
  await expect.poll(() => page.getAttribute('body', 'data-steps'), SLOW).not.toContain('rotate');
  await button('Smaller preview').click();
  const share = () => page.evaluate(() => (document.getElementById('opened') as HTMLProgressElement).value);
  await expect.poll(share, SLOW).toBeGreaterThan(0);
  expect(await page.innerText('#opening-name')).toBe('huge.npy');
  await button('Cancel').click();
  await expect.poll(() => page.innerText('#time'), SLOW).toBe('stopped');
  expect(await page.locator('#opening').isVisible()).toBe(false);
  expect(await page.getByLabel('Image', { exact: true }).inputValue()).toBe('own:deep.npy');
  // what there was no room for is held by nobody
  await page.getByLabel('Image', { exact: true }).selectOption('own:ramp.tif');
  await expect.poll(() => page.innerText('.bf-images'), SLOW).toContain('c=2 z=3 y=20 x=30 u16');
  await expect.poll(() => page.innerText('#engine'), SLOW).toMatch(/ \d{1,3} MiB on the GPU/);
});

test('what comes in slabs is on the bench as what comes at once', async () => {
  const stack = new HostVolume({
    shape: { c: 2, z: 70, y: 41, x: 50 },
    data: Uint16Array.from({ length: 2 * 70 * 41 * 50 }, (_, at) => (at * 7919) % 65521),
  });
  const path = join(folder, 'slabs.tif');
  await writeVolume(path, stack);
  // as in a tab that holds no more than this
  const other = await openPage(browser, `${served.url}bench.html?slabs=100000`, 900);
  await other.page.getByLabel('Image files').setInputFiles(path);
  await expect.poll(() => other.page.innerText('.bf-images'), SLOW).toContain('c=2 z=70 y=41 x=50 u16');
  await other.page.getByLabel('Format').selectOption('npy');
  const [download] = await Promise.all([
    other.page.waitForEvent('download'),
    other.page.getByRole('button', { name: 'Save result' }).click(),
  ]);
  const saved = join(folder, 'slabs.npy');
  await download.saveAs(saved);
  expect((await readVolume(saved)).data).toEqual(stack.data);
  expect(other.complaints).toEqual([]);
  await other.page.close();
});

test('after a step was added its undoing is at hand', async () => {
  const field = page.getByRole('combobox', { name: 'Add a step' });
  const before = await steps();
  await field.fill('invert');
  await field.press('Enter');
  expect(await steps()).toEqual([...before, 'invert']);
  await field.press('Control+z');
  expect(await steps()).toEqual(before);
});

test('the list is used by keys: by another name, and by chapter', async () => {
  const field = page.getByRole('combobox', { name: 'Add a step' });
  await field.fill('gaussian_filter');
  await expect
    .poll(() => page.locator('[role=option][aria-selected=true]').getAttribute('data-operation'))
    .toBe('gaussian');
  await field.fill('threshold');
  await field.press('ArrowDown');
  await field.press('Escape');
  expect(await field.getAttribute('aria-expanded')).toBe('false');
  await field.fill('morphology');
  await field.press('ArrowDown');
  const chosen = await page.locator('[role=option][aria-selected=true]').getAttribute('data-operation');
  await field.press('Enter');
  expect(await steps()).toEqual(['calm', chosen]);
});

test('nothing was complained of, and nobody else was asked for anything', () => {
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
});
