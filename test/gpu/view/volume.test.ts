/** Volumes that are seen through, pixel by pixel, by every method, and what cannot be drawn. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coloursOf, labelColours } from '../../../src/core/colormaps.js';
import { DTYPES, type DType, hostArray } from '../../../src/core/dtype.js';
import { numberToF16 } from '../../../src/core/f16.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type Engine, openEngine } from '../../../src/engine/engine.js';
import { boxOf } from '../../../src/view/box.js';
import { type Camera, firstView } from '../../../src/view/camera.js';
import { drawVolume, type VolumeDraw } from '../../../src/view/draws/volume.js';
import { FIRST_RENDERING, METHODS, type Quality } from '../../../src/view/rendering.js';
import { differences, type Triple } from '../../oracle/eye.js';
import { seenAt, type Transparent } from '../../oracle/rays.js';
import { BACKGROUND, drawn } from './drawn.js';

const SIZE = [40, 27] as const;
const ROOM = { left: 0, top: 0, width: SIZE[0], height: SIZE[1] } as const;

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.dispose());

/** Two waves and a slant: smooth, so that a level has a surface, and of the whole range of a byte; different in every channel. */
function waves(dtype: DType, lengths: { z: number; y: number; x: number; n?: number; c?: number }): HostVolume {
  const { n = 1, c = 1, z, y, x } = lengths;
  const data = hostArray(dtype, n * c * z * y * x);
  const offset = DTYPES[dtype].min < 0 ? -100 : 0;
  for (let at = 0; at < data.length; at++) {
    const [i, j, k] = [at % x, Math.floor(at / x) % y, Math.floor(at / (x * y)) % z];
    const channel = Math.floor(at / (x * y * z));
    const wave = Math.sin(1.1 * i + channel) * Math.cos(0.9 * j) + Math.sin(0.7 * k + 0.4 * i);
    const value = Math.round(110 + 45 * wave + 3 * j) + offset;
    data[at] = dtype === 'f16' ? numberToF16(value) : value;
  }
  return new HostVolume({ shape: lengths, dtype, data });
}

/** No ray of its goes along a face or through the middle of a voxel. */
const ODD = { yaw: -37, target: { z: 0.013, y: -0.007, x: 0.011 } } as const;

const STEPS = { fast: { step: 1, between: false }, fine: { step: 0.5, between: true } } as const;

type Given = Partial<Pick<Transparent, 'at' | 'crop' | 'level' | 'shading' | 'density' | 'window'>> & {
  readonly volume: HostVolume;
  readonly method: Transparent['method'];
  readonly quality: Quality;
  readonly camera?: Partial<Camera>;
};

/**
 * Two levels: a colour is rounded to a byte and a place to 1e-5 of a voxel. A step of a cloud, and a mean, are sums of a hundred
 * numbers; a surface is found to 1/256 of a step, which turns its normal by so much of what it bends by in a voxel.
 */
const LEVELS = 2;

async function compare(by: Engine, { volume, quality, camera: part, ...given }: Given): Promise<void> {
  const camera = { ...firstView(boxOf(volume)), ...ODD, ...part };
  const scene: Transparent = {
    window: [40, 190],
    level: 120,
    density: 4,
    shading: 0.8,
    colours: given.method === 'labels' ? labelColours() : coloursOf('viridis'),
    ...STEPS[quality],
    ...given,
    volume,
    eye: camera,
  };
  using uploaded = await by.upload(volume);
  const { window, density, shading, level, crop, at } = scene;
  const method = scene.method === 'labels' ? 'mip' : scene.method;
  const image = { volume: uploaded, window, colormap: 'viridis', visible: scene.method !== 'labels' } as const;
  const draw: VolumeDraw = {
    scene: {
      images: [image],
      ...(at && { at }),
      ...(scene.method === 'labels' && { labels: [{ labels: uploaded, opacity: 1 }] }),
    },
    camera,
    rendering: { ...FIRST_RENDERING, method, quality, density, shading, level, ...(crop && { crop }) },
    room: ROOM,
    clip: ROOM,
    maxBinding: by.limits.maxBinding,
  };
  const pixels = await drawn(by, drawVolume(draw), undefined, SIZE);
  const found = differences(pixels, SIZE, BACKGROUND, LEVELS, (x, y) => over(seenAt(scene, x, y, ...SIZE)));
  expect(found.wrong).toEqual([]);
  expect(found.compared).toBeGreaterThan(0.7);
  expect(found.drawn).toBeGreaterThan(0.1);
}

function over(seen: ReturnType<typeof seenAt>): Triple | 'either' | undefined {
  if (!seen || seen === 'either') return seen;
  const { colour, opacity } = seen;
  return colour.map((share, k) => share * opacity + (BACKGROUND[k] ?? 0) * (1 - opacity)) as unknown as Triple;
}

const lengths = { z: 7, y: 9, x: 11 };

test.each(METHODS)('%s: values between voxels, and voxels as they are', async (method) => {
  const orthographic = method === 'mip' || method === 'alpha';
  const dtype = ({ mip: 'u8', mean: 'i16', alpha: 'f16', isosurface: 'f32' } as const)[method];
  const volume = new HostVolume({ ...waves(dtype, lengths), spacing: { z: 2, y: 1, x: 0.8 } });
  const lower = DTYPES[dtype].min < 0 ? 100 : 0;
  const values = { window: [40 - lower, 190 - lower], level: 120 - lower } as const;
  await compare(engine, { volume, method, quality: 'fine', camera: { orthographic }, ...values });
  await compare(engine, { volume, method, quality: 'fast', camera: { orthographic: !orthographic }, ...values });
});

test('channels and batches are chosen; a camera turns, comes near and goes aside', async () => {
  const volume = waves('u16', { ...lengths, n: 2, c: 3 });
  const at = { n: 1, c: 2 };
  const inside = { distance: 0.3, pitch: -40, yaw: 130, target: { z: 0.1, y: -0.05, x: 0.02 } };
  await compare(engine, { volume, at, method: 'mip', quality: 'fine', camera: inside });
  await compare(engine, { volume, at, method: 'isosurface', quality: 'fine', camera: { upright: 'z', yaw: 200 } });
});

test('only what is inside a crop is seen; a cut has the colours of the values', async () => {
  const volume = waves('i32', lengths);
  const crop = { z: [1.5, 6], x: [2, 99] } as const;
  const values = { window: [-60, 90], level: 0 } as const;
  await compare(engine, { volume, crop, method: 'mean', quality: 'fine', ...values });
  await compare(engine, { volume, crop, method: 'isosurface', quality: 'fine', ...values });
  await compare(engine, { volume, crop, method: 'alpha', quality: 'fine', density: 300, ...values });
});

test.each(METHODS)('%s: NaN is no value', async (method) => {
  const volume = waves('f32', lengths);
  for (const [at, value] of volume.data.entries())
    if (at % 83 === 0 || at % 11 > 9) volume.data[at] = Number.NaN * Number(value);
  const values = { window: [-60, 90], level: 20 } as const;
  await compare(engine, { volume, method, quality: 'fast', ...values });
  await compare(engine, { volume, method, quality: 'fine', ...values });
});

test('labels are solid, each in its colour', async () => {
  const { shape, data } = waves('u8', lengths);
  const labels = new HostVolume({
    shape,
    data: Uint16Array.from(data, (value) => Math.max(0, Math.floor(value / 30) - 3)),
  });
  await compare(engine, { volume: labels, method: 'labels', quality: 'fine' });
});

test('volumes in several bindings are drawn whole, or refused with their size', async () => {
  using small = await openEngine({ maxBuffer: 1024, maxBinding: 512 });
  await compare(small, {
    volume: waves('f32', { z: 6, y: 7, x: 11 }),
    method: 'mip',
    quality: 'fine',
    window: [-60, 90],
  });
  const larger = waves('f32', { z: 9, y: 7, x: 11 });
  await expect(compare(small, { volume: larger, method: 'mip', quality: 'fine' })).rejects.toThrow(
    /^view: what is seen of a volume must fit into 4 bindings of 0\.0 MiB: .*, got z=9 y=7 x=11 in f32, 0\.0 MiB$/,
  );
  const crop = { z: [5, 8] } as const;
  await compare(small, { volume: larger, method: 'mip', quality: 'fine', window: [-60, 90], crop });
});

test('lights of channels add up', async () => {
  const volume = waves('u8', { ...lengths, c: 2 });
  using uploaded = await engine.upload(volume);
  const camera = firstView(boxOf(volume));
  const window = [40, 190] as const;
  const images = (
    [
      [1, 0, 0.5],
      [0, 0.8, 0.25],
    ] as const
  ).map((tint, c) => ({ volume: uploaded, window, tint, c }));
  const rendering = { ...FIRST_RENDERING, method: 'mip' } as const;
  const { maxBinding } = engine.limits;
  const pixels = await drawn(
    engine,
    drawVolume({ scene: { images }, camera, rendering, room: ROOM, clip: ROOM, maxBinding }),
    undefined,
    SIZE,
  );
  const common = {
    volume,
    eye: camera,
    window,
    level: 0,
    density: 1,
    shading: 0,
    method: 'mip',
    ...STEPS.fine,
  } as const;
  const seen = (x: number, y: number): Triple | 'either' | undefined => {
    const [one, other] = [0, 1].map((c) => seenAt({ ...common, at: { c } }, x, y, ...SIZE));
    if (one === 'either' || other === 'either') return 'either';
    const [red, green] = [one?.colour[0], other?.colour[0]];
    return red === undefined || green === undefined
      ? undefined
      : [red, 0.8 * green, Math.min(1, 0.5 * red + 0.25 * green)];
  };
  const { wrong, compared } = differences(pixels, SIZE, BACKGROUND, LEVELS, seen);
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(0.8);
});
