/** How a canvas is divided. Volumes are stand-ins: nothing here looks into them. */
import { expect, test } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import type { Volume } from '../../../src/engine/volume.js';
import { overlap } from '../../../src/view/draw.js';
import { layOut, paneAt } from '../../../src/view/layout.js';
import type { Scene } from '../../../src/view/scene.js';
import { FIRST_STATE } from '../../../src/view/viewState.js';

function sceneOf(shape: { z: number; y: number; x: number }): Scene {
  const volume = { shape: shapeOf(shape), spacing: {} } as unknown as Volume;
  return { images: [{ volume, window: [0, 1] }] };
}

const scene = sceneOf({ z: 7, y: 20, x: 30 });
const before = sceneOf({ z: 1, y: 20, x: 30 });
const SIZE = { width: 404, height: 304 };
const state = { ...FIRST_STATE, position: { z: 5, y: 6, x: 7 } };

test('one slice has the whole canvas', () => {
  const [pane, ...others] = layOut(state, { scene }, SIZE);
  expect(others).toEqual([]);
  expect(pane).toMatchObject({ axis: 'z', position: 5, clip: { left: 0, top: 0, ...SIZE } });
});

test('three slices across each other lie in three quarters, the volume in the fourth', () => {
  const panes = layOut({ ...state, mode: 'slices' }, { scene }, SIZE);
  expect(
    panes.map(({ kind, axis, position, room }) => [kind, axis, position, room.left, room.top, room.width, room.height]),
  ).toEqual([
    ['slice', 'z', 5, 0, 0, 200, 150],
    ['slice', 'y', 6, 0, 154, 200, 150],
    ['slice', 'x', 7, 204, 0, 200, 150],
    ['volume', 'z', 5, 204, 154, 200, 150],
  ]);
  expect(paneAt(panes, 10, 200)?.axis).toBe('y');
  expect(paneAt(panes, 202, 100)).toBeUndefined();
});

test('a volume and a landscape are seen by cameras of their own, all of them where none is given', () => {
  const [volume] = layOut({ ...state, mode: 'volume' }, { scene }, SIZE);
  const [surface] = layOut({ ...state, mode: 'surface', axis: 'y' }, { scene }, SIZE);
  expect(volume).toMatchObject({ kind: 'volume', box: { size: { z: 7, y: 20, x: 30 } }, camera: { upright: 'y' } });
  expect(surface).toMatchObject({
    kind: 'surface',
    axis: 'y',
    box: { size: { z: 1, y: 7, x: 30 } },
    camera: { upright: 'z' },
  });
  const camera = volume?.kind === 'volume' ? { ...volume.camera, yaw: 77 } : undefined;
  const cameras = { volume: camera };
  expect(layOut({ ...state, mode: 'volume', cameras }, { scene }, SIZE)[0]).toMatchObject({ camera: { yaw: 77 } });
  expect(layOut({ ...state, mode: 'surface', cameras }, { scene }, SIZE)[0]).not.toMatchObject({ camera: { yaw: 77 } });
});

test('before and after: a line between them, or side by side; one of fewer slices shows those that it has', () => {
  const [left, right] = layOut({ ...state, compare: 'wipe', wipe: 0.25 }, { scene, before }, SIZE);
  expect(left).toMatchObject({ scene: before, position: 0, clip: { left: 0, width: 101 } });
  expect(right).toMatchObject({ scene, position: 5, clip: { left: 101, width: 303 } });
  // the same place of both is at the same pixel
  expect(left).toMatchObject({ kind: 'slice', placement: expect.anything() });
  expect({ ...left, ...right }).toEqual(right);
  const beside = layOut({ ...state, compare: 'side' }, { scene, before }, SIZE);
  expect(beside.map(({ room }) => [room.left, room.width])).toEqual([
    [0, 200],
    [204, 200],
  ]);
  expect(layOut({ ...state, compare: 'wipe' }, { scene }, SIZE)).toHaveLength(1);
});

test('a canvas tells its size by its prototype', () => {
  const canvas = Object.create({ width: 404, height: 304 }) as typeof SIZE;
  expect(layOut(state, { scene }, canvas)).toEqual(layOut(state, { scene }, SIZE));
});

test('what is drawn stays on the canvas, in whole pixels', () => {
  const whole = { left: 0, top: 0, width: 100, height: 50 };
  expect(overlap({ left: -10, top: 10.4, width: 30, height: 100 }, whole)).toEqual({
    left: 0,
    top: 10,
    width: 20,
    height: 40,
  });
  expect(overlap({ left: 100, top: 0, width: 5, height: 5 }, whole)).toBeUndefined();
});
