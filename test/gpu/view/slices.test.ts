/** The picture of a slice, pixel by pixel, of every element type, across every axis, and of volumes in several buffers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SPATIAL_AXES, type SpatialAxis } from '../../../src/core/axes.js';
import { type ColormapName, coloursOf } from '../../../src/core/colormaps.js';
import { DTYPE_NAMES, DTYPES, type DType, hostArray } from '../../../src/core/dtype.js';
import { numberToF16 } from '../../../src/core/f16.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type Engine, openEngine } from '../../../src/engine/engine.js';
import { Drawer } from '../../../src/view/drawer.js';
import { drawSlice } from '../../../src/view/draws/slice.js';
import { type Look, placeSlice } from '../../../src/view/placement.js';
import { checkScene, type Scene } from '../../../src/view/scene.js';
import { type HostScene, pictureOf } from '../../oracle/picture.js';
import { BACKGROUND, drawn, FORMAT, HEIGHT, ROOM, WIDTH } from './drawn.js';

interface Slice {
  readonly axis: SpatialAxis;
  readonly position: number;
  readonly look?: Look;
  readonly smooth?: boolean;
}

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.dispose());

/** A slice of a scene: red, green, blue, alpha of every pixel. */
async function painted(by: Engine, scene: Scene, slice: Slice, kept?: Drawer): Promise<Uint8Array> {
  checkScene(scene);
  const { axis, position, look, smooth = false } = slice;
  const { volume } = scene.images[0] as Scene['images'][number];
  const placement = placeSlice(volume, axis, ROOM, look);
  const { maxBinding } = by.limits;
  return drawn(by, drawSlice({ scene, axis, position, placement, clip: ROOM, smooth, maxBinding }), kept);
}

async function compare(by: Engine, given: HostScene & { colormap?: ColormapName }, drawer?: Drawer): Promise<void> {
  const { colormap } = given;
  const host = { ...given, ...(colormap && { colours: coloursOf(colormap) }) };
  using volume = await by.upload(host.image);
  using mask = host.mask ? await by.upload(host.mask.volume) : undefined;
  const masks = host.mask && mask ? [{ ...host.mask, volume: mask }] : [];
  const { axis, position, window, at } = host;
  const pixels = await painted(
    by,
    { images: [{ volume, window, ...(colormap && { colormap }) }], masks, ...(at && { at }) },
    { axis, position },
    drawer,
  );
  const { wrong, compared } = pictureOf(host, WIDTH, HEIGHT, BACKGROUND).differences(pixels, 4);
  expect(compared).toBeGreaterThan(0.9 * WIDTH * HEIGHT);
  expect(wrong).toEqual([]);
}

/** Values that use the type's whole width and sign, different at every voxel. */
function ramp(dtype: DType, shape: { z: number; y: number; x: number; c?: number }): HostVolume {
  const count = shape.z * shape.y * shape.x * (shape.c ?? 1);
  const data = hostArray(dtype, count);
  const { min } = DTYPES[dtype];
  for (let at = 0; at < count; at++) {
    const value = (at * 37) % 251;
    data[at] = dtype === 'f16' ? numberToF16(value / 2 - 50) : min < 0 ? value - 125 : value;
  }
  return new HostVolume({ shape, dtype, data });
}

const shape = { z: 5, y: 7, x: 11 };
const WINDOW = [-20.5, 200.5] as const;

test.each(DTYPE_NAMES.filter((dtype) => dtype !== 'complex64'))('%s, across each axis', async (dtype) => {
  const image = ramp(dtype, shape);
  for (const [at, axis] of SPATIAL_AXES.entries())
    await compare(engine, { axis, position: [4, 3, 6][at] ?? 0, image, window: WINDOW });
});

test('voxel sizes make the proportions; channels are chosen', async () => {
  const flat = ramp('u16', { ...shape, c: 3 });
  const image = new HostVolume({ ...flat, spacing: { z: 2, y: 0.5, x: 0.5 } });
  await compare(engine, { axis: 'x', position: 9, image, window: WINDOW, at: { c: 2 } });
});

test('NaN is magenta, infinities are black and white, a window of no width cuts in two', async () => {
  const data = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3, 4, 5);
  const image = new HostVolume({ shape: { y: 2, x: 3 }, data });
  await compare(engine, { axis: 'z', position: 0, image, window: [3, 5] });
  await compare(engine, { axis: 'z', position: 0, image, window: [4, 4] });
});

test('values have the colours of a map, in turn with others', async () => {
  using painter = new Drawer(engine, FORMAT);
  const image = ramp('f32', shape);
  for (const colormap of ['viridis', 'fire', 'viridis'] as const)
    await compare(engine, { axis: 'z', position: 4, image, window: WINDOW, colormap }, painter);
});

test('a mask colours what lies beneath', async () => {
  const data = Uint8Array.from({ length: 5 * 7 * 11 }, (_, at) => (at % 3 === 0 ? 255 : 0));
  const volume = new HostVolume({ shape, data });
  const mask = { volume, colour: [1, 0.5, 0], opacity: 0.6 } as const;
  await compare(engine, { axis: 'y', position: 2, image: ramp('i16', shape), window: WINDOW, mask });
});

test('volumes in several buffers and bindings are painted whole', async () => {
  using small = await openEngine({ maxBuffer: 1024, maxBinding: 512 });
  const image = ramp('f32', { z: 9, y: 7, x: 11 });
  for (const axis of SPATIAL_AXES) await compare(small, { axis, position: 5, image, window: WINDOW });
});

test('memory that became a larger volume is painted whole', async () => {
  using painter = new Drawer(engine, FORMAT);
  // 20 and 28 bytes, in a pooled buffer of 32
  for (const x of [20, 28])
    await compare(engine, { axis: 'z', position: 0, image: ramp('u8', { z: 1, y: 1, x }), window: WINDOW }, painter);
});

test('scenes that cannot be drawn are refused', async () => {
  using volume = await engine.upload(ramp('u8', shape));
  using other = await engine.upload(ramp('u8', { z: 5, y: 7, x: 12 }));
  const image = { volume, window: [0, 1] } as const;
  const mask = { volume: other, colour: [1, 0, 0], opacity: 0.5 } as const;
  const lines = { linesOf: volume, levels: [Number.NaN], colour: [1, 0, 0] } as const;
  expect(() => checkScene({ images: [] })).toThrow(/must have an image, got none$/);
  expect(() => checkScene({ images: [image], at: { n: 1 } })).toThrow(/position along n must be .* 0 to 0, got 1$/);
  expect(() => checkScene({ images: [{ volume, window: [2, 1] }] })).toThrow(/window/);
  const odd = { ...image, colormap: 'mauve' as 'gray' };
  expect(() => checkScene({ images: [odd] })).toThrow(/colormap must be one of gray, viridis/);
  expect(() => checkScene({ images: [image], masks: [mask] })).toThrow(/as large as the image/);
  expect(() => checkScene({ images: [image], masks: [{ ...mask, volume, opacity: 2 }] })).toThrow(/opacity/);
  expect(() => checkScene({ images: [image], lines: [lines] })).toThrow(/levels must be at most 32 numbers, got NaN/);
});
