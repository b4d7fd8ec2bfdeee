/** Landscapes, pixel by pixel, across every axis, and what cannot be drawn. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coloursOf } from '../../../src/core/colormaps.js';
import { hostArray } from '../../../src/core/dtype.js';
import { numberToF16 } from '../../../src/core/f16.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type Engine, openEngine } from '../../../src/engine/engine.js';
import type { Volume } from '../../../src/engine/volume.js';
import { type Camera, firstView } from '../../../src/view/camera.js';
import { drawSurface, type SurfaceDraw, surfaceBox } from '../../../src/view/draws/surface.js';
import { FIRST_RENDERING, type Quality } from '../../../src/view/rendering.js';
import { differences } from '../../oracle/eye.js';
import { type Landscape, landscapeOf } from '../../oracle/landscape.js';
import { BACKGROUND, drawn } from './drawn.js';

const CANVAS = [40, 27] as const;
/** Beside the canvas's middle, so that where the room lies counts. */
const ROOM = { left: 7, top: 0, width: 33, height: 27 } as const;

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.dispose());

function hills(dtype: 'u8' | 'f16' | 'f32', lengths: { z: number; y: number; x: number }, pace = 1.1): HostVolume {
  const { z, y, x } = lengths;
  const data = hostArray(dtype, z * y * x);
  for (let at = 0; at < data.length; at++) {
    const [i, j, k] = [at % x, Math.floor(at / x) % y, Math.floor(at / (x * y))];
    const value = Math.round(110 + 60 * Math.sin(pace * i + k) * Math.cos(0.9 * j) + 4 * j);
    data[at] = dtype === 'f16' ? numberToF16(value) : value;
  }
  return new HostVolume({ shape: lengths, dtype, data });
}

type Given = Pick<Landscape, 'image'> &
  Partial<Landscape> & { readonly camera?: Partial<Camera>; readonly quality?: Quality };

type Set = Omit<Landscape, 'image'> & { readonly eye: Camera; readonly quality?: Quality };

const drawOf = (volume: Volume, { quality = 'fine', ...scene }: Set, by: Engine): SurfaceDraw => ({
  scene: { images: [{ volume, window: scene.window, colormap: 'inferno' }] },
  axis: scene.axis,
  position: scene.position,
  camera: scene.eye,
  rendering: { ...FIRST_RENDERING, quality, shading: scene.shading, exaggeration: scene.exaggeration },
  room: ROOM,
  clip: { left: 0, top: 0, width: CANVAS[0], height: CANVAS[1] },
  canvas: { width: CANVAS[0], height: CANVAS[1] },
  maxBinding: by.limits.maxBinding,
});

/** No ray of its goes along a face or through the middle of a voxel. */
const ODD = { yaw: -37, target: { z: 0.013, y: -0.007, x: 0.011 } } as const;

/** Two levels: a colour is rounded to a byte, and a rasteriser places vertices to 1/256 of a pixel. */
const LEVELS = 2;

async function compare(by: Engine, { camera: part, image, ...given }: Given): Promise<void> {
  const {
    axis = 'z',
    position = 0,
    exaggeration = 0.3,
    window = [60, 170],
    shading = 0.8,
    stride = 1,
    quality = 'fine',
  } = given;
  const eye = { ...firstView(surfaceBox(image, axis, exaggeration), 'z'), ...ODD, ...part };
  const colours = coloursOf('inferno');
  const scene = { axis, position, exaggeration, window, shading, stride, colours, image, eye };
  using volume = await by.upload(image);
  const pixels = await drawn(by, drawSurface(drawOf(volume, { ...scene, quality }, by)), undefined, CANVAS);
  const seen = landscapeOf(scene, ROOM.width, ROOM.height);
  const found = differences(pixels, CANVAS, BACKGROUND, LEVELS, (x, y) => seen(x - ROOM.left, y - ROOM.top));
  expect(found.wrong).toEqual([]);
  expect(found.compared).toBeGreaterThan(0.8);
  expect(found.drawn).toBeGreaterThan(0.1);
}

test('heights are values in the window, from an eye that is near and from one that is not', async () => {
  const image = new HostVolume({ ...hills('u8', { z: 1, y: 8, x: 11 }), spacing: { y: 1.5, x: 1 } });
  await compare(engine, { image });
  await compare(engine, { image, window: [80, 200], camera: { orthographic: true, yaw: 140, pitch: 25 } });
});

test('across other axes, from below, and from within several bindings', async () => {
  using small = await openEngine({ maxBuffer: 1024, maxBinding: 512 });
  const image = hills('f32', { z: 6, y: 7, x: 11 });
  await compare(small, { image, axis: 'y', position: 3 });
  await compare(small, { image, axis: 'x', position: 5, camera: { pitch: -50 } });
});

test('NaN is a hole', async () => {
  const image = hills('f32', { z: 1, y: 8, x: 10 });
  image.data[34] = Number.NaN;
  image.data[9] = Number.NaN;
  await compare(engine, { image });
});

test('of an image larger than the grid vertices are farther apart', async () => {
  // a quarter of a pixel a voxel to the right, many pixels downwards
  const image = new HostVolume({ ...hills('f16', { z: 1, y: 3, x: 300 }, 0.04), spacing: { y: 60, x: 1 } });
  await compare(engine, {
    image,
    stride: 2,
    quality: 'fast',
    exaggeration: 0.02,
    camera: { pitch: 80, distance: 1.6 },
  });
});

test('what does not fit is refused; a single row is no landscape', async () => {
  using small = await openEngine({ maxBuffer: 1024, maxBinding: 512 });
  const scene = { axis: 'z', position: 0, exaggeration: 0.1, window: [0, 1], shading: 1, stride: 1 } as const;
  const eye = firstView(surfaceBox(hills('u8', { z: 1, y: 9, x: 9 }), 'z', 0.1), 'z');
  using large = await small.upload(hills('f32', { z: 1, y: 50, x: 12 }));
  expect(() => drawSurface(drawOf(large, { ...scene, eye }, small))).toThrow(
    /^view: a landscape must lie in 4 bindings of 512 bytes: .*, got 12 x 50 across z/,
  );
  using row = await small.upload(hills('f32', { z: 1, y: 1, x: 12 }));
  expect(drawSurface(drawOf(row, { ...scene, eye }, small))).toEqual([]);
});
