/** A recipe as a program: it runs as it stands, and its files hold what the graph gives. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOperation, fromDocument, openEngine, type PipelineDocument } from '../../../src/index.js';
import { encodeCsv } from '../../../src/io/csv.js';
import { readVolume, writeVolume } from '../../../src/io/files.js';
import { fromDocument as recipeOf } from '../../../src/view/recipe/document.js';
import { toTypeScript } from '../../../src/view/recipe/typescript.js';
import { randomField, toHost } from '../../oracle/index.js';

const home = process.cwd();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brightfield-program-'));
});

afterAll(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true, force: true });
});

/** Names that are words of the language, several outputs, a list of inputs, an optional input, numbers, a table. */
const DOCUMENT: PipelineDocument = {
  version: 1,
  title: 'All that a list can say',
  nodes: [
    { id: 'new', op: 'gaussian', in: ['image'], params: { sigma: { y: 1.5, x: 1 } } },
    { id: 'level', op: 'thresholdOtsu', in: ['new'] },
    { id: 'greater', op: 'greater', in: ['new', 'level'] },
    { id: '2 parts', op: 'label', in: ['greater'], params: { connectivity: 2 } },
    { id: 'wave', op: 'gabor', in: ['new'], params: { frequency: 0.2 } },
    { id: 'all', op: 'expression', in: ['wave.imaginary', 'new', 3], params: { text: 'a * b + c' } },
    { id: 'held', op: 'clamp', in: ['all', null, 4] },
    { id: 'props', op: 'regionprops', in: ['2 parts', 'image'] },
  ],
  outputs: { held: 'held', 'how many': '2 parts.count', labels: '2 parts', props: 'props' },
};

test('a program gives what the graph gives', async () => {
  const image = toHost(randomField({ y: 24, x: 36 }, 5));
  await writeVolume(join(folder, 'image.tif'), image);
  const path = join(folder, 'program.ts');
  await writeFile(path, toTypeScript(recipeOf(DOCUMENT, findOperation), findOperation));
  process.chdir(folder);
  await import(/* @vite-ignore */ path);
  process.chdir(home);

  using engine = await openEngine();
  const { props, ...images } = fromDocument(DOCUMENT, { image });
  const volumes = await engine.run(images);
  for (const [name, volume] of Object.entries(volumes)) {
    const { data } = await volume.read();
    expect(Array.from((await readVolume(join(folder, `${name}.tif`))).data), name).toEqual(Array.from(data));
    volume.dispose();
  }
  if (!props) throw new Error('no table');
  expect(await readFile(join(folder, 'props.csv'), 'utf8')).toBe(encodeCsv(await engine.table(props)));
});
