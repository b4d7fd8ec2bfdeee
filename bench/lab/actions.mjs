/** What people do in pages of the lab, as rows of `tasks.mjs`: the page, what comes before it counts, and what counts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const SLOW = { timeout: 90_000 };
const SHAPE = { z: 256, y: 512, x: 512 };
/** 128 MiB of 16 bits: the middle of it is brighter. */
const stack = () =>
  Uint16Array.from({ length: SHAPE.z * SHAPE.y * SHAPE.x }, (_, at) => 200 + (at % 97) + (at & (1 << 17) ? 900 : 0));

function npy(folder) {
  const header = `{'descr': '<u2', 'fortran_order': False, 'shape': (${SHAPE.z}, ${SHAPE.y}, ${SHAPE.x}), }`.padEnd(
    117,
  );
  return write(
    folder,
    'stack.npy',
    Buffer.concat([
      Buffer.from('934e554d505901007600', 'hex'),
      Buffer.from(`${header}\n`),
      Buffer.from(stack().buffer),
    ]),
  );
}

function niftiGzip(folder) {
  const header = Buffer.alloc(352);
  header.writeInt32LE(348, 0);
  for (const [at, size] of [3, SHAPE.x, SHAPE.y, SHAPE.z, 1, 1, 1, 1].entries()) header.writeInt16LE(size, 40 + 2 * at);
  header.writeInt16LE(512, 70);
  header.writeInt16LE(16, 72);
  for (let at = 0; at < 8; at++) header.writeFloatLE(1, 76 + 4 * at);
  header.writeFloatLE(352, 108);
  header.write('n+1\0', 344, 'latin1');
  return write(folder, 'stack.nii.gz', gzipSync(Buffer.concat([header, Buffer.from(stack().buffer)]), { level: 1 }));
}

function write(folder, name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const still = (page, ms = 1500) => page.waitForTimeout(ms);
const settled = async (page) => {
  await page.waitForFunction(() => ['ready', 'refused'].includes(document.body.dataset.state), undefined, SLOW);
  // a bench without a step has nothing to compile
  await page.waitForFunction(() => document.body.dataset.warm !== 'compiling', undefined, SLOW);
  await still(page);
};

/** Drags the n-th slider of a page from its value to its end and back. */
async function drag(page, selector = 'input[type=range]', nth = 0) {
  const box = await page.locator(selector).nth(nth).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  for (const to of [0.9, 0.1, 0.6]) await page.mouse.move(box.x + to * box.width, y, { steps: 15 });
  await page.mouse.up();
  await settled(page);
}

const add = async (page, operation) => {
  await page.getByRole('combobox', { name: 'Add a step' }).fill(operation);
  await page.locator(`[role=option][data-operation=${operation}]`).click();
  await page.waitForFunction((wanted) => document.body.dataset.shown?.startsWith(wanted), operation, SLOW);
  await settled(page);
};

async function openFile(page, path) {
  await page.getByLabel('Image files').setInputFiles(path);
  await page.waitForFunction(
    (size) => document.querySelector('.bf-images')?.textContent?.includes(size),
    'z=256',
    SLOW,
  );
  await settled(page);
}

const save = async (page, format) => {
  await page.getByLabel('Format').selectOption(format);
  await Promise.all([page.waitForEvent('download', SLOW), page.getByRole('button', { name: 'Save result' }).click()]);
};

const dragged = ['opening', 'pointwise', 'convolution', 'morphology', 'acquisition', 'looking'].map((page) => ({
  name: `drag a slider of ${page}`,
  page,
  before: settled,
  act: (opened) => drag(opened, '#controls input[type=range]:visible'),
}));

const chosen = [
  ['opening', 'Image', 'tissue'],
  ['looking', 'Image', 'stent'],
].map(([page, label, value]) => ({
  name: `choose ${value} on ${page}`,
  page,
  before: settled,
  async act(opened) {
    await opened.getByLabel(label).selectOption(value);
    await still(opened, 300);
    await settled(opened);
  },
}));

export const actions = [
  ...dragged,
  ...chosen,
  {
    name: 'drag the slices of opening',
    page: 'opening',
    before: settled,
    act: (page) => drag(page, '.brightfield-slices input'),
  },
  {
    name: 'six rounds of learning',
    page: 'learn',
    before: settled,
    async act(page) {
      for (let round = 1; round <= 6; round++) {
        await page.getByRole('button', { name: 'Step' }).click();
        await page.waitForFunction((least) => Number(document.body.dataset.step) >= least, 10 * round, SLOW);
      }
    },
  },
  {
    name: 'type in the list of operations',
    page: 'bench',
    before: settled,
    async act(page) {
      await page.getByRole('combobox', { name: 'Add a step' }).pressSequentially('gauss', { delay: 100 });
      await still(page, 500);
    },
  },
  {
    name: 'add six steps on the bench',
    page: 'bench',
    before: settled,
    async act(page) {
      for (const operation of ['gaussian', 'median', 'sobel', 'denoiseTv', 'closing', 'thresholdOtsu'])
        await add(page, operation);
    },
  },
  {
    name: 'drag sigma on the bench',
    page: 'bench',
    async before(page) {
      await add(page, 'gaussian');
    },
    act: (page) => drag(page, '.tp-sldv_t:visible'),
  },
  {
    name: 'open the example of a stack on the bench',
    page: 'bench',
    before: settled,
    async act(page) {
      await page.getByLabel('Example').selectOption('aorta');
      await page.waitForFunction(() => document.body.dataset.shown === 'mask', undefined, SLOW);
      await settled(page);
    },
  },
  { name: 'open 128 MiB of npy', page: 'bench', before: settled, act: (page, folder) => openFile(page, npy(folder)) },
  {
    name: 'open 128 MiB of .nii.gz',
    page: 'bench',
    before: settled,
    act: (page, folder) => openFile(page, niftiGzip(folder)),
  },
  {
    name: 'open 128 MiB in slabs',
    page: 'bench',
    query: '?slabs=1000000',
    before: settled,
    act: (page, folder) => openFile(page, npy(folder)),
  },
  ...['tif', 'npy', 'png', 'ome.zarr.zip'].map((format) => ({
    name: `save 128 MiB as ${format}`,
    page: 'bench',
    before: (page, folder) => openFile(page, npy(folder)),
    act: (page) => save(page, format),
  })),
  {
    name: 'save the link, the code and the pipeline',
    page: 'bench',
    async before(page) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await add(page, 'gaussian');
    },
    async act(page) {
      for (const name of ['Copy link', 'Copy command', 'Copy as TypeScript'])
        await page.getByRole('button', { name, exact: true }).click();
      await still(page, 300);
    },
  },
];
