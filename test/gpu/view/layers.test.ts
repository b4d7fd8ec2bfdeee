/** What lies over an image, near and smooth: against the same pictures computed pixel by pixel in float64 from their definitions. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coloursOf, labelColours } from '../../../src/core/colormaps.js';
import { hostArray } from '../../../src/core/dtype.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type Engine, openEngine } from '../../../src/engine/engine.js';
import { drawSlice } from '../../../src/view/draws/slice.js';
import { type Look, type Placement, placeSlice } from '../../../src/view/placement.js';
import { probe } from '../../../src/view/probe.js';
import { checkScene, type Scene } from '../../../src/view/scene.js';
import { windowOf } from '../../../src/view/window.js';
import { linear, sliceOf } from '../../oracle/slice.js';
import { BACKGROUND, drawn, HEIGHT, ROOM, WIDTH } from './drawn.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.dispose());

const SHAPE = { y: 9, x: 13 };
const hill = new HostVolume({
  shape: SHAPE,
  data: Float32Array.from({ length: 9 * 13 }, (_, at) => {
    const [y, x] = [Math.floor(at / 13) - 4, (at % 13) - 6];
    return 100 * Math.exp(-(x * x + 1.7 * y * y) / 14) + 3 * Math.sin(at);
  }),
});

type Colour = readonly [number, number, number];

/** Draws a scene of flat images and compares each pixel with the colour that the place on the slice has. */
async function compare(
  scene: Scene,
  { look, smooth = false }: { readonly look?: Look; readonly smooth?: boolean },
  colourAt: (column: number, row: number, placement: Placement) => Colour | undefined,
  levels = 1.01,
): Promise<void> {
  checkScene(scene);
  const { volume } = scene.images[0] as Scene['images'][number];
  const placement = placeSlice(volume, 'z', ROOM, look);
  const { maxBinding } = engine.limits;
  const pixels = await drawn(
    engine,
    drawSlice({ scene, axis: 'z', position: 0, placement, clip: ROOM, smooth, maxBinding }),
  );
  const wrong: string[] = [];
  let compared = 0;
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const column = (x + 0.5 - placement.left) * placement.step[0];
      const row = (y + 0.5 - placement.top) * placement.step[1];
      const beside = column < 0 || row < 0 || column >= placement.columns || row >= placement.rows;
      // f32 places a pixel to about 1e-5 of a voxel: at an edge it may show either voxel
      if ([column, row].some((place) => Math.abs(place - Math.round(place)) < 1e-3)) continue;
      const colour = beside ? BACKGROUND : colourAt(column, row, placement);
      if (!colour) continue;
      compared++;
      const at = 4 * (y * WIDTH + x);
      const got = [...pixels.subarray(at, at + 3)];
      if (!colour.every((part, k) => Math.abs((got[k] ?? -1) - Math.min(255, part * 255)) <= levels))
        wrong.push(`(${x}, ${y}): ${got} for ${colour.map((part) => (part * 255).toFixed(1))}`);
    }
  expect(compared).toBeGreaterThan(0.8 * WIDTH * HEIGHT);
  expect(wrong).toEqual([]);
}

const grey = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)));
const WINDOW = [0, 100] as const;

test.each([
  ['nearer, around a place', { look: { zoom: 3.3, centre: [8, 2.5] } }],
  ['farther', { look: { zoom: 0.5 } }],
] as const)('a slice %s', async (_, view) => {
  using volume = await engine.upload(hill);
  await compare({ images: [{ volume, window: WINDOW }] }, view, (column, row) => {
    const g = grey(sliceOf(hill, Math.floor(column), Math.floor(row)), WINDOW);
    return [g, g, g];
  });
});

test('smooth values are linear between the centres of voxels', async () => {
  using volume = await engine.upload(hill);
  const view = { smooth: true, look: { zoom: 2, centre: [10, 4] } } as const;
  await compare({ images: [{ volume, window: WINDOW }] }, view, (column, row) => {
    const g = grey(linear(hill, column, row).value, WINDOW);
    return [g, g, g];
  });
});

test('the lights of channels add up, those that are hidden do not', async () => {
  const data = Float32Array.from({ length: 3 * 9 * 13 }, (_, at) => (at * 29) % 101);
  const host = new HostVolume({ shape: { ...SHAPE, c: 3 }, data });
  using volume = await engine.upload(host);
  const tints: readonly Colour[] = [
    [1, 0, 0.2],
    [0, 0.8, 0.4],
    [0.1, 0.3, 1],
  ];
  const images = tints.map((tint, c) => ({ volume, window: WINDOW, tint, c, visible: c !== 1 }));
  // a table of colours has 256 steps, each rounded to a level
  await compare(
    { images },
    {},
    (column, row) => {
      const light = (k: 0 | 1 | 2): number =>
        [0, 2].reduce(
          (sum, c) =>
            sum + grey(host.at({ c, y: Math.floor(row), x: Math.floor(column) }), WINDOW) * (tints[c]?.[k] ?? 0),
          0,
        );
      return [light(0), light(1), light(2)];
    },
    2.01,
  );
});

test('labels have colours of their own over the image, beyond 2^24 and below 0 as well', async () => {
  const values = [0, 1, 2, 255, 256, 2 ** 24 + 1, -1, 2 ** 31 - 1];
  const host = new HostVolume({
    shape: SHAPE,
    data: Int32Array.from({ length: 9 * 13 }, (_, at) => values[at % 8] ?? 0),
  });
  using volume = await engine.upload(hill);
  using labels = await engine.upload(host);
  const far = labelColours();
  await compare(
    { images: [{ volume, window: WINDOW, colormap: 'viridis' }], labels: [{ labels, opacity: 0.4 }] },
    {},
    (column, row) => {
      const place = { y: Math.floor(row), x: Math.floor(column) };
      const label = host.at(place);
      const under = ramp(coloursOf('viridis'), grey(hill.at(place), WINDOW));
      if (label === 0) return under;
      const over = far[(((label - 1) % 255) + 255) % 255] ?? [0, 0, 0];
      return [0, 1, 2].map((k) => 0.4 * ((over[k] ?? 0) / 255) + 0.6 * (under[k] ?? 0)) as unknown as Colour;
    },
  );
});

function ramp(colours: readonly (readonly number[])[], share: number): Colour {
  const spot = share * (colours.length - 1);
  const low = Math.min(Math.floor(spot), colours.length - 2);
  const part = (k: number): number =>
    ((colours[low]?.[k] ?? 0) * (low + 1 - spot) + (colours[low + 1]?.[k] ?? 0) * (spot - low)) / 255;
  return [part(0), part(1), part(2)];
}

test('level lines lie where the image has their value, as wide as they should be', async () => {
  using volume = await engine.upload(hill);
  const colour: Colour = [1, 0.2, 0];
  const levels = [20, 55.5, 80];
  const scene = {
    images: [{ volume, window: WINDOW }],
    lines: [{ linesOf: volume, levels, colour, width: 2, opacity: 0.9 }],
  };
  await compare(
    scene,
    { look: { zoom: 1.6 } },
    (column, row, { step }) => {
      const g = grey(sliceOf(hill, Math.floor(column), Math.floor(row)), WINDOW);
      const { value, slope } = linear(hill, column, row);
      const steep = Math.hypot(slope[0] * step[0], slope[1] * step[1]);
      const nearest = Math.min(...levels.map((level) => Math.abs(value - level) / steep));
      const alpha = 0.9 * Math.min(1, Math.max(0, 1.5 - nearest));
      return [0, 1, 2].map((k) => alpha * (colour[k] ?? 0) + (1 - alpha) * g) as unknown as Colour;
    },
    3,
  );
});

test('a voxel is read by its place, whatever its type', async () => {
  for (const dtype of ['u8', 'i16', 'u32', 'f32'] as const) {
    const data = hostArray(dtype, 120);
    for (let at = 0; at < 120; at++) data[at] = 2 * at;
    const host = new HostVolume({ shape: { c: 2, z: 3, y: 4, x: 5 }, dtype, data });
    using volume = await engine.upload(host);
    for (const place of [
      { z: 0, y: 0, x: 0 },
      { z: 2, y: 3, x: 4 },
      { z: 1, y: 2, x: 3 },
    ])
      expect(await probe(volume, place, { c: 1 })).toBe(host.at({ c: 1, ...place }));
  }
  using small = await openEngine({ maxBuffer: 256 });
  const host = new HostVolume({ shape: SHAPE, dtype: 'f16', data: Uint16Array.from({ length: 117 }, () => 0x3e00) });
  using volume = await small.upload(host);
  expect(await probe(volume, { z: 0, y: 8, x: 12 })).toBe(1.5);
});

test('the window of an image holds nearly all of its values: of the channel asked for, of the middle slice, also of a large one', async () => {
  const data = Float32Array.from({ length: 2 * 3 * 400 * 300 }, (_, at) => {
    const [c, z] = [Math.floor(at / 360_000), Math.floor(at / 120_000) % 3];
    return c * 1000 + (z === 1 ? (at % 300) / 2 : 500);
  });
  // two voxels that must not leave the others grey
  data[120_000 + 5] = 1e9;
  data[120_000 + 6] = Number.NaN;
  using volume = await engine.upload(new HostVolume({ shape: { c: 2, z: 3, y: 400, x: 300 }, data }));
  const first = await windowOf(engine, volume);
  // a sample of 256 columns: 0.5 % of them at each end are left out
  expect(first[0]).toBeCloseTo(0.5, 0);
  expect(first[1]).toBeCloseTo(149, 0);
  expect((await windowOf(engine, volume, { c: 1 }))[0]).toBe(1000);
  using small = await engine.upload(
    new HostVolume({ shape: { y: 1, x: 2 }, data: Float32Array.of(Number.NaN, Number.NaN) }),
  );
  expect(await windowOf(engine, small)).toEqual([0, 1]);
});
