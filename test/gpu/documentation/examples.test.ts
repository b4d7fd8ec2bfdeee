/** Every example in a docstring runs as it stands: what documentation shows is true. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostArray } from '../../../src/core/dtype.js';
import * as brightfield from '../../../src/index.js';
import * as files from '../../../src/io/files.js';
import * as formats from '../../../src/io/formats.js';
import * as io from '../../../src/io/index.js';
import * as stream from '../../../src/stream/index.js';
import * as recipe from '../../../src/view/recipe/index.js';

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return name.endsWith('.ts') && !name.endsWith('.d.ts') ? [path] : [];
  });
}

interface Example {
  readonly where: string;
  readonly code: string;
}

/** The code of every `@example` block of a file, with the line it begins at. */
function examplesOf(path: string): Example[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].flatMap((comment) => {
    const body = comment[1] ?? '';
    const at = body.indexOf('@example');
    if (at < 0) return [];
    const line = text.slice(0, (comment.index ?? 0) + at).split('\n').length;
    const code = body.slice(at + '@example'.length).split(/\n\s*\*\s*@\w/)[0] ?? '';
    return [
      {
        where: `${path}:${line}`,
        code: code
          .replace(/^\s*\*? ?/gm, '')
          .replace(/^```\w*$/gm, '')
          .replace(/^import .*$/gm, ''),
      },
    ];
  });
}

/** An engine over the device that all examples share: opening one is most of what each would cost. */
class Lent extends brightfield.Engine {
  override dispose(): void {}
}

let context: Awaited<ReturnType<typeof brightfield.openEngine>>['context'];

/** What an example opens: an engine of its own where it asks for something. */
async function openEngine(options?: brightfield.EngineOptions): Promise<brightfield.Engine> {
  return options ? brightfield.openEngine(options) : new Lent(context);
}

const scope: Readonly<Record<string, unknown>> = {
  ...brightfield,
  ...io,
  ...formats,
  ...files,
  ...stream,
  recipe,
  openEngine,
};

const volume = new brightfield.HostVolume({ shape: { z: 20, y: 3, x: 4 }, dtype: 'u8', data: hostArray('u8', 240) });
const image = new brightfield.HostVolume({
  shape: { y: 3, x: 4, c: 3 },
  dtype: 'u8',
  data: hostArray('u8', 36),
  layout: 'yxc',
});

/** What examples of reading may take as given, by the format that the file is about. */
async function given(
  where: string,
  held: <T extends AsyncDisposable>(thing: T) => T,
): Promise<Record<string, unknown>> {
  const png = io.encodePng(image);
  if (/^(README|docs\/)/.test(where)) {
    const small = new brightfield.HostVolume({ shape: { y: 32, x: 128 } });
    small.data.forEach((_, at) => {
      small.data[at] = (at % 7) / 7;
    });
    const images = new brightfield.HostVolume({ shape: { n: 64, y: 8, x: 8 } });
    const digits = new brightfield.HostVolume({
      shape: { n: 64 },
      data: Int32Array.from({ length: 64 }, (_, n) => n % 10),
    });
    const look = brightfield.layer.sequential({ out: brightfield.layer.dense({ units: 10 }) });
    const net = where.includes('block 1') ? {} : { net: brightfield.network(look, { input: { y: 8, x: 8 } }) };
    const volumes = { blurred: small, image: small, x: brightfield.source(small), images, digits };
    return { ...volumes, ...net, engine: await openEngine() };
  }
  if (where.includes('/npy')) return { volume, bytes: io.encodeNpy(image) };
  if (where.includes('/tiff/')) return { volume, bytes: await io.encodeTiff(volume) };
  if (where.includes('/jpeg'))
    return { bytes: jpeg.encode({ width: 2, height: 2, data: new Uint8Array(16) }, 90).data };
  if (where.includes('/open')) return { bytes: png };
  // what only a page has
  const folder = { name: 'cells', async *[Symbol.asyncIterator]() {} };
  if (where.includes('/picked')) return { addEventListener: () => undefined, showDirectoryPicker: async () => folder };
  if (where.includes('/handleStore')) return { navigator: { storage: { getDirectory: async () => folder } } };
  if (where.includes('/nifti')) return { bytes: scanned('nifti_u1_le.nii') };
  if (where.includes('/dicom')) return { bytes: scanned('rescaled.dcm') };
  if (where.includes('/files')) return { volume, stack: held(await files.openStack('large.tif')), slab: volume };
  if (where.includes('/formats')) return { image, file: new File([png as BlobPart], 'photo.png') };
  if (where.includes('/inflate')) return { deflateSync };
  if (where.includes('/png')) return { bytes: png };
  return {};
}

function scanned(name: string): Uint8Array {
  const { files: all } = JSON.parse(readFileSync(join(root, 'test/golden/io/scans.json'), 'utf8'));
  return new Uint8Array(Buffer.from(all[name].bytes, 'base64'));
}

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'brightfield-'));

beforeAll(async () => {
  context = (await brightfield.openEngine()).context;
  process.chdir(folder);
  await files.writeVolume('stack.tif', volume);
  await files.writeVolume('large.tif', volume);
});

afterAll(() => {
  context.destroy();
  process.chdir(root);
  rmSync(folder, { recursive: true });
});
const AsyncFunction = (async () => undefined).constructor as new (
  ...names: string[]
) => (...values: unknown[]) => Promise<unknown>;

/** `using` needs a newer Node than the oldest that is supported: what it would close is `held` until the example ends. */
function runnable(code: string): string {
  return code
    .replace(/^(\s*)(?:await )?using (\w+) = ([^;]*);/gm, '$1const $2 = held($3);')
    .replace(
      /^(\s*)(?!const |let )(.*\S);\s*\/\/ (-?\d[\d.e-]*(?:,? -?\d[\d.e-]*)*|true|false)$/gm,
      (_, indent, code, wanted) => `${indent}shows(${code}, '${wanted}');`,
    );
}

/** A statement followed by `// 9`, `// 1, 2.5, 3` or `// true` shows that value: all of it, to the digits that are written. */
function shows(actual: unknown, wanted: string): void {
  const [first = '', ...more] = wanted.split(/,? /);
  const isTruth = /true|false/.test(first);
  const values = typeof actual === 'object' && actual !== null ? [...(actual as Iterable<number>)] : [actual];
  if (isTruth) expect(String(actual)).toBe(first);
  else expect(values.map(Number)).toEqual([first, ...more].map((text) => closeTo(text)));
}

/** A whole number is that number; of others the last digit is rounded. */
function closeTo(text: string): unknown {
  const digits = text.split('.')[1]?.length ?? 0;
  return expect.closeTo(Number(text), digits === 0 ? 4 : Math.min(digits, 4));
}

/** Runs an example with all public names in scope; what it holds is given back, the last first. */
async function run({ code, where }: Example): Promise<void> {
  const holds: (Disposable | AsyncDisposable)[] = [];
  const held = <T extends Disposable | AsyncDisposable>(thing: T): T => {
    holds.unshift(thing);
    return thing;
  };
  // a file may show what it lends to others of the house
  const own = /^src\/(io|core)\//.test(where)
    ? await import(/* @vite-ignore */ join(root, where.replace(/:\d+$/, '')))
    : {};
  const names = { ...scope, ...own, ...(await given(where, held)), shows, held };
  try {
    // types are stripped; the language level is left as it is
    const { code: script } = await transformWithOxc(`async () => {\n${runnable(code)}\n}`, 'example.ts', {
      target: 'esnext',
    });
    await new AsyncFunction(...Object.keys(names), `await (${script.trim().replace(/;$/, '')})();`)(
      ...Object.values(names),
    );
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : cause}\n${code}`, { cause });
  } finally {
    for (const thing of holds)
      await (Symbol.asyncDispose in thing ? thing[Symbol.asyncDispose]() : thing[Symbol.dispose]());
  }
}

/** All but what draws: that runs in pages. */
const inPages = (path: string): boolean => path.startsWith('src/view/') && !path.startsWith('src/view/recipe/');
const examples = [
  ...sources('src')
    .filter((path) => !inPages(path))
    .flatMap(examplesOf),
  ...['README.md', 'docs/learning.md'].flatMap(blocksOf),
];

/** The code of a page, each block by itself. */
function blocksOf(page: string): Example[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map((block, at) => ({
    where: `${page}, block ${at + 1}`,
    code: (block[1] ?? '').replace(/^import .*$/gm, '').replace("'examples/data/", `'${root}/examples/data/`),
  }));
}

describe('examples in docstrings and pages run', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThan(5));
  test.each(examples.map((example) => [example.where, example] as const))('%s', (_where, example) => run(example));
});
