/** Recipes: edits, undo, and the forms they are handed on in. No GPU. */
import { readdirSync, readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { findOperation, OPERATIONS } from '../../../src/catalogue.js';
import { parseArguments } from '../../../src/cli/arguments.js';
import { paramValue } from '../../../src/cli/values.js';
import { shapeOf } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import type { Operation } from '../../../src/graph/operation.js';
import { fromDocument as nodesOf, parseDocument } from '../../../src/pipeline.js';
import { toCommand } from '../../../src/view/recipe/command.js';
import { fromDocument, toDocument } from '../../../src/view/recipe/document.js';
import * as edit from '../../../src/view/recipe/edits.js';
import { graphOf } from '../../../src/view/recipe/graph.js';
import { edited, historyOf, redo, undo } from '../../../src/view/recipe/history.js';
import { fromLink, toLink } from '../../../src/view/recipe/link.js';
import { EMPTY_RECIPE, PREVIOUS, type Recipe } from '../../../src/view/recipe/recipe.js';
import { toTypeScript } from '../../../src/view/recipe/typescript.js';

const op = (name: string): Operation => {
  const found = findOperation(name);
  if (!found) throw new Error(`no operation ${name}`);
  return found;
};

/** A recipe of some operations in a row. */
const listOf = (...names: readonly string[]): Recipe =>
  names.reduce((recipe, name) => edit.addStep(recipe, op(name)), EMPTY_RECIPE);
const ids = ({ steps }: Recipe): string[] => steps.map(({ id }) => id);
const nodes = (recipe: Recipe) => toDocument(recipe, findOperation).nodes;
const reads = (recipe: Recipe) => nodes(recipe).map((node) => ('in' in node ? node.in : []));
const image = new HostVolume({ shape: { y: 8, x: 12 } });

/** `greater(gaussian(image), otsu(gaussian(image)))`. */
const mask = (): Recipe => edit.setFeed(listOf('gaussian', 'thresholdOtsu', 'greater'), 'greater', 0, 'gaussian');
const masked = (): Recipe => edit.setFeed(mask(), 'greater', 1, 'thresholdOtsu');

describe('edits', () => {
  test.each([1, 9])('what must be given begins with something that suits an image of %i slices', (z) => {
    const shape = { z, y: 40, x: 48 };
    const tried = { shape: shapeOf(shape), low: 20, high: 220 };
    const given = new HostVolume({ shape, dtype: 'u8' });
    const needy = OPERATIONS.filter(({ params }) =>
      Object.values(params).some((spec) => spec.default === undefined && !spec.optional),
    );
    expect(needy.length).toBeGreaterThan(15);
    for (const operation of needy) {
      const { problems } = graphOf(edit.addStep(EMPTY_RECIPE, operation, { image: tried }), { image: given });
      // no parameter makes a surface of what is flat
      const isFlat = operation.operation === 'isosurface' && z === 1;
      expect([...problems].length, `${[...problems]}`).toBe(isFlat ? 1 : 0);
    }
  });

  test('a step is given what the one before it hands on, a second input the image', () => {
    const recipe = listOf('gaussian', 'gaussian', 'subtract');
    expect(ids(recipe)).toEqual(['gaussian', 'gaussian2', 'subtract']);
    expect(reads(recipe)).toEqual([['image'], ['gaussian'], ['gaussian2', 'image']]);
    expect(toDocument(recipe, findOperation).outputs).toEqual({ result: 'subtract' });
  });

  test('a step that is off hands on what it was given', () => {
    const recipe = edit.switchStep(masked(), 'gaussian', false);
    expect(reads(recipe)).toEqual([['image'], ['image', 'thresholdOtsu']]);
    expect(reads(edit.switchStep(masked(), 'greater', false))).toEqual([['image'], ['gaussian']]);
    expect(toDocument(edit.switchStep(masked(), 'greater', false), findOperation).outputs).toEqual({
      result: 'gaussian',
    });
    const none = edit.switchStep(listOf('median'), 'median', false);
    expect(() => toDocument(none, findOperation)).toThrow(
      'recipe: there must be a step that is on and saved, got none',
    );
  });

  test('steps are moved, and taken out', () => {
    const recipe = listOf('median', 'sobel', 'invert');
    expect(ids(edit.moveStep(recipe, 'invert', 0))).toEqual(['invert', 'median', 'sobel']);
    expect(reads(edit.moveStep(recipe, 'invert', 0))).toEqual([['image'], ['invert'], ['median']]);
    expect(reads(edit.removeStep(masked(), 'gaussian'))).toEqual([['image'], ['image', 'thresholdOtsu']]);
    const early = edit.moveStep(masked(), 'greater', 0);
    expect(() => nodes(early)).toThrow(/^recipe: greater: 'gaussian' must come before this step/);
    expect([...graphOf(early, { image }, findOperation).problems]).toEqual([
      ['greater', "greater: 'gaussian' must come before this step, or be an image"],
    ]);
  });

  test('parameters are kept where they are not the default, in the order of the declaration', () => {
    const recipe = listOf('gaussian');
    const turned = edit.setParam(edit.setParam(recipe, 'gaussian', 'border', 'wrap'), 'gaussian', 'sigma', 2);
    expect(JSON.stringify(turned.steps[0]?.params)).toBe('{"sigma":2,"border":"wrap"}');
    expect(edit.setParam(turned, 'gaussian', 'sigma', 1).steps[0]?.params).toEqual({ border: 'wrap' });
    expect(recipe).toEqual(listOf('gaussian'));
  });

  test('inputs may be numbers, other steps, further outputs, or be left out', () => {
    const recipe = edit.setFeed(
      edit.setOutput(listOf('gabor', 'multiply', 'regionprops'), 'gabor', 'imaginary'),
      'multiply',
      1,
      2,
    );
    const three = edit.setFeed(edit.setFeed(recipe, 'regionprops', 1, 'image'), 'regionprops', 0, 'gabor.imaginary');
    expect(reads(three)).toEqual([['image'], ['gabor.imaginary', 2], ['gabor.imaginary', 'image']]);
    expect(reads(edit.setFeed(three, 'regionprops', 1, null)).at(-1)).toEqual(['gabor.imaginary']);
    const clamp = edit.setFeed(listOf('clamp'), 'clamp', 2, 7);
    expect(reads(clamp)).toEqual([['image', null, 7]]);
    expect(edit.dropFeed(edit.setFeed(listOf('stack'), 'stack', 1, 'image'), 'stack').steps[0]?.inputs).toEqual([
      PREVIOUS,
    ]);
  });

  test('what is saved is named', () => {
    const recipe = edit.saveAs(masked(), 'gaussian', 'smooth');
    expect(toDocument(recipe, findOperation).outputs).toEqual({ result: 'greater', smooth: 'gaussian' });
    expect(edit.saveAs(recipe, 'greater', 'smooth')).toBe(recipe);
    expect(edit.saveAs(recipe, 'greater', '../x')).toBe(recipe);
    expect(edit.saveAs(edit.saveAs(recipe, 'gaussian', ''), PREVIOUS, '').results).toEqual({ result: PREVIOUS });
  });
});

test('undo and redo; a drag is one step of them', () => {
  const sigma = (recipe: Recipe, value: number) => edit.setParam(recipe, 'gaussian', 'sigma', value);
  let history = edited(historyOf(EMPTY_RECIPE), listOf('gaussian'));
  for (const value of [2, 3, 4])
    history = edited(history, sigma(history.present, value), { key: 'gaussian.sigma', settled: value === 4 });
  expect(history.past.length).toBe(2);
  history = edited(history, sigma(history.present, 5), { key: 'gaussian.sigma' });
  history = edited(history, history.present);
  expect(history.past.length).toBe(3);
  const seen: unknown[] = [];
  for (; history.past.length > 0; history = undo(history)) seen.push(history.present.steps[0]?.params.sigma);
  expect(seen).toEqual([5, 4, undefined]);
  expect(undo(history)).toEqual(history);
  history = redo(redo(history));
  expect(history.present.steps[0]?.params).toEqual({ sigma: 4 });
  expect(edited(history, EMPTY_RECIPE).future).toEqual([]);
});

describe('graphs', () => {
  test('are those of the document', () => {
    const { nodeOf, problems } = graphOf(masked(), { image }, findOperation);
    const document = toDocument(masked(), findOperation);
    expect(problems.size).toBe(0);
    expect(nodeOf()?.call).toMatchObject({ operation: 'greater' });
    expect(nodeOf()?.dtype).toBe(nodesOf(document, { image }).result?.dtype);
    expect(nodeOf('image')?.shape).toMatchObject({ y: 8, x: 12 });
  });

  test('what an operation refuses is told at its step, and those behind it wait', () => {
    const wrong = edit.setParam(masked(), 'gaussian', 'sigma', -1);
    const { problems, waiting, nodeOf } = graphOf(wrong, { image }, findOperation);
    expect([...problems.keys()]).toEqual(['gaussian']);
    expect(problems.get('gaussian')).toMatch(/^gaussian: sigma must be /);
    expect([...waiting]).toEqual(['thresholdOtsu', 'greater']);
    expect(nodeOf()).toBeUndefined();
    expect(graphOf(masked(), {}, findOperation).problems.get('gaussian')).toBe(
      "the image 'image' must be given, got nothing",
    );
  });
});

describe('documents', () => {
  const files = readdirSync('examples/pipelines');
  test.each(files)('%s becomes a list and is the same again', (name) => {
    // the main output needs no name
    const document = parseDocument(readFileSync(`examples/pipelines/${name}`, 'utf8').replace('parts.labels', 'parts'));
    const recipe = fromDocument(document, findOperation);
    expect(toDocument(recipe, findOperation)).toEqual(document);
    expect(recipe.steps[0]?.inputs.at(0) ?? PREVIOUS).toBe(PREVIOUS);
  });

  test('nodes in any order, and inputs that have no image', () => {
    const text = readFileSync('examples/pipelines/coins.json', 'utf8');
    const document = parseDocument(text);
    const { nodes: listed } = toDocument(
      fromDocument({ ...document, nodes: [...document.nodes].reverse() }, findOperation),
      findOperation,
    );
    const sorted = (list: readonly { readonly id: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted(listed)).toEqual(sorted(document.nodes));
    const made = {
      nodes: [{ id: 'image', op: 'sheppLogan', in: [], params: { shape: { y: 8, x: 8 } } }],
      outputs: { head: 'image' },
    };
    const recipe = fromDocument(made, findOperation);
    expect(recipe).toMatchObject({ inputs: ['image2'], results: { head: PREVIOUS } });
    expect(toDocument(edit.addStep(recipe, op('invert')), findOperation).outputs).toEqual({ head: 'invert' });
  });

  test('a step added to a pipeline of several results is one more', () => {
    const document = parseDocument(readFileSync('examples/pipelines/coins.json', 'utf8'));
    const longer = edit.addStep(fromDocument(document, findOperation), op('invert'));
    expect(toDocument(longer, findOperation).outputs).toEqual({ ...document.outputs, result: 'invert' });
  });

  test('a loop is refused with its place', () => {
    const body = { nodes: [{ id: 'next', op: 'gaussian', in: ['u'] }], outputs: { u: 'next' } };
    const document = {
      nodes: [{ id: 'loop', repeat: { state: { u: 'image' }, body, max: 3 } }],
      outputs: { result: 'loop' },
    };
    expect(() => fromDocument(document, findOperation)).toThrow(/^pipeline \/nodes\/0\/repeat: a loop cannot be shown/);
  });
});

describe('links', () => {
  test('hold the whole recipe, steps that are off included', () => {
    const recipe = edit.saveAs(edit.switchStep(masked(), 'gaussian', false), 'thresholdOtsu', 'level');
    const link = toLink({ ...recipe, title: 'Münzen' });
    expect(link).toMatch(/^#pipeline=[\w-]+$/);
    expect(fromLink(link, findOperation)).toEqual({ ...recipe, title: 'Münzen' });
    expect(fromLink(toLink(EMPTY_RECIPE), findOperation)).toEqual(EMPTY_RECIPE);
    expect(fromLink('#elsewhere', findOperation)).toBeUndefined();
  });

  const packed = (value: unknown): string =>
    `#pipeline=${Buffer.from(deflateSync(new TextEncoder().encode(JSON.stringify(value)))).toString('base64url')}`;
  const step = { id: 'a', op: 'gaussian', in: ['^'] };
  const whole = { version: 1, inputs: ['image'], steps: [step], results: { result: '^' } };
  test.each<readonly [string, string, RegExp]>([
    ['text', '#pipeline=%3Cscript%3E', /must be of letters/],
    ['cut', toLink(masked()).slice(0, -9), /must be whole/],
    ['noise', `#pipeline=${'AbCd'.repeat(9)}`, /must be whole/],
    ['long', `#pipeline=${'A'.repeat(2 ** 16 + 1)}`, /at most 65536 characters/],
    ['a bomb', packed('a'.repeat(2 ** 21)), /at most 1048576 bytes/],
    ['no object', packed([]), /it must be an object/],
    ['another version', packed({ ...whole, version: 2 }), /version must be 1/],
    ['more fields', packed({ ...whole, script: 1 }), /it may have/],
    ['no operation', packed({ ...whole, steps: [{ ...step, op: 'toString' }] }), /there is no operation 'toString'/],
    [
      'an unknown parameter',
      packed({ ...whole, steps: [{ ...step, params: { sigmoid: 1 } }] }),
      /parameters must be among/,
    ],
    ['a wrong parameter', packed({ ...whole, steps: [{ ...step, params: { sigma: -1 } }] }), /sigma must be/],
    ['a reserved name', packed({ ...whole, steps: [{ ...step, id: 'constructor' }] }), /ids must be names/],
    [
      'a parameter that is no such name',
      `#pipeline=${Buffer.from(deflateSync(new TextEncoder().encode(JSON.stringify(whole).replace('"in"', '"params":{"__proto__":{"sigma":3}},"in"')))).toString('base64url')}`,
      /parameters must be among/,
    ],
    ['a step twice', packed({ ...whole, steps: [step, step] }), /ids must be distinct/],
    ['a step like an image', packed({ ...whole, steps: [{ ...step, id: 'image' }] }), /as an image/],
    ['a name of nothing', packed({ ...whole, steps: [{ ...step, in: ['b'] }] }), /must come before/],
    ['too few inputs', packed({ ...whole, steps: [{ ...step, op: 'subtract' }] }), /there must be the inputs a, b/],
    ['an output that is not', packed({ ...whole, results: { result: 'a.imaginary' } }), /outputs of 'a' are/],
  ])('%s is refused', (_, hash, message) => {
    expect(() => fromLink(hash, findOperation)).toThrow(message);
  });
});

describe('commands', () => {
  test('one operation, as a shell and the command line read it', async () => {
    const turned: [string, unknown][] = [
      ['sigma', { y: 2, x: 0.5 }],
      ['border', 'constant'],
      ['value', -3],
    ];
    const recipe = turned.reduce(
      (all, [name, value]) => edit.setParam(all, 'gaussian', name, value),
      listOf('gaussian'),
    );
    const command = toCommand(recipe, findOperation);
    expect(command).toBe('brightfield gaussian image.tif result.tif --sigma y=2,x=0.5 --border constant --value -3');
    const kinds = { sigma: 'value', border: 'value', value: 'value' } as const;
    const { values, positionals } = parseArguments('gaussian', command.split(' ').slice(2), kinds);
    expect(positionals).toEqual(['image.tif', 'result.tif']);
    const read = await Promise.all(
      [...values].map(async ([name, word]) => [name, await paramValue(op('gaussian').params[name] as never, word)]),
    );
    expect(Object.fromEntries(read)).toEqual(recipe.steps[0]?.params);
  });

  const commandOf = (name: string, params: Record<string, unknown>): string =>
    toCommand(
      Object.entries(params).reduce((all, [key, value]) => edit.setParam(all, name, key, value), listOf(name)),
      findOperation,
    );
  test('words that a shell would take apart are quoted', () => {
    expect(commandOf('opening', { footprint: { disk: 3 } })).toBe(
      `brightfield opening image.tif result.tif --footprint '{"disk":3}'`,
    );
    expect(commandOf('transpose', { from: { z: 'y', y: 'z' } })).toBe(
      'brightfield transpose image.tif result.tif --from yz',
    );
    expect(commandOf('expression', { text: "a > 1 ? a : 0 ; rm 'x'" })).toBe(
      `brightfield expression image.tif result.tif --text 'a > 1 ? a : 0 ; rm '\\''x'\\'''`,
    );
    expect(commandOf('rescaleIntensity', {})).toBe('brightfield rescale-intensity image.tif result.tif');
    expect(
      toCommand(edit.saveAs(edit.setFeed(listOf('label'), 'label', 0, 'image'), 'label.count', 'n'), findOperation),
    ).toBe('brightfield label image.tif result.tif --output count=n.tif');
  });

  test('several steps are a pipeline file', () => {
    expect(toCommand(edit.saveAs(masked(), 'gaussian', 'smooth'), findOperation)).toBe(
      'brightfield run pipeline.json --input image=image.tif --output result=result.tif --output smooth=smooth.tif',
    );
    expect(toCommand(listOf('label', 'regionprops'), findOperation)).toBe(
      'brightfield run pipeline.json --input image=image.tif --output result=result.csv',
    );
  });
});

test('a program of all that a recipe can say', () => {
  const text = toTypeScript({ ...edit.saveAs(masked(), 'gaussian', 'smooth one'), title: 'two\nlines' }, findOperation);
  expect(text).toBe(`// two lines
import { gaussian, greater, openEngine, thresholdOtsu } from 'brightfield';
import { readVolume, writeVolume } from 'brightfield/files';

const image = await readVolume('image.tif');

const gaussian1 = gaussian(image);
const thresholdOtsu1 = thresholdOtsu(gaussian1);
const greater1 = greater(gaussian1, thresholdOtsu1);

const engine = await openEngine();
const volumes = await engine.run({ result: greater1, 'smooth one': gaussian1 });
await writeVolume('result.tif', await volumes.result.read());
await writeVolume('smooth one.tif', await volumes['smooth one'].read());
engine.dispose();
`);
});
