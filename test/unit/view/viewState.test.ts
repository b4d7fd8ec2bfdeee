/** Where a viewer looks: what is under a pixel stays there while one goes nearer, and follows while it is dragged. */
import { expect, test } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import { barOf } from '../../../src/view/furniture/scaleBar.js';
import { placeSlice, placeUnder, voxelUnder } from '../../../src/view/placement.js';
import {
  checkState,
  FIRST_STATE,
  fitted,
  panned,
  type ViewState,
  within,
  zoomed,
} from '../../../src/view/viewState.js';

const volume = { shape: shapeOf({ z: 9, y: 30, x: 40 }), spacing: { z: 2, y: 0.5, x: 0.5 } };
const ROOM = { left: 10, top: 20, width: 400, height: 200 };

/** The slice of a state in the room. */
function placed(state: ViewState) {
  const { zoom, centre } = state;
  const look = { zoom, centre: centre && ([centre.x, centre.y] as const) };
  return { axis: 'z', room: ROOM, placement: placeSlice(volume, 'z', ROOM, look) } as const;
}

test('all of a slice fits in the middle of its room, in proportion', () => {
  const { placement } = placed(FIRST_STATE);
  expect(placement).toMatchObject({ left: 10 + (400 - 267) / 2 - 0.5, top: 20, width: 267, height: 200 });
  const across = placeSlice(volume, 'y', ROOM);
  // 40 voxels of 0.5 beside 9 of 2: as wide as 20 and as high as 18
  expect(across.width / across.height).toBeCloseTo(20 / 18, 2);
});

test('going nearer leaves what is under the pixel where it is', () => {
  let state = FIRST_STATE;
  for (const [pixel, factor] of [
    [[100, 60], 2],
    [[301, 190], 3.7],
    [[200, 100], 0.4],
  ] as const) {
    const before = placeUnder(placed(state).placement, pixel[0], pixel[1]);
    const next = zoomed(state, placed(state), pixel, factor);
    const after = placeUnder(placed(next).placement, pixel[0], pixel[1]);
    expect(next.zoom).toBeCloseTo(state.zoom * factor, 12);
    for (const k of [0, 1] as const) expect(after[k]).toBeCloseTo(before[k], 9);
    state = next;
  }
});

test('a drag takes along what is under the pointer', () => {
  const near = zoomed(FIRST_STATE, placed(FIRST_STATE), [210, 120], 4);
  const before = placeUnder(placed(near).placement, 150, 90);
  const after = panned(near, placed(near), [35, -12]);
  const now = placeUnder(placed(after).placement, 150 + 35, 90 - 12);
  for (const k of [0, 1] as const) expect(now[k]).toBeCloseTo(before[k], 9);
});

test('the middle never leaves the picture, nearness has its ends, and all can be seen again', () => {
  const far = panned(FIRST_STATE, placed(FIRST_STATE), [1e6, -1e6]);
  expect(far.centre).toMatchObject({ x: 0, y: 30 });
  const near = zoomed(FIRST_STATE, placed(FIRST_STATE), [0, 0], 1e9);
  expect(near.zoom).toBe(512);
  expect(fitted(near)).toMatchObject({ zoom: 1, centre: undefined });
});

test('positions are brought to voxels that there are', () => {
  const state = within({ ...FIRST_STATE, position: { z: 99, y: -4, x: 12.4 }, wipe: 3 }, volume);
  expect(state).toMatchObject({ position: { z: 8, y: 0, x: 12 }, wipe: 1 });
});

test('what is flat is seen as one slice across, and nothing is seen through; a deep one comes back as it was', () => {
  const chosen: ViewState = { ...FIRST_STATE, mode: 'volume', axis: 'x' };
  expect(within(chosen, volume)).toMatchObject({ mode: 'volume', axis: 'x' });
  expect(within(chosen, { shape: shapeOf({ y: 30, x: 40 }) })).toMatchObject({ mode: 'slice', axis: 'z' });
  expect(within(chosen, { shape: shapeOf({ z: 9, y: 1, x: 40 }) })).toMatchObject({ mode: 'slice', axis: 'y' });
  expect(within({ ...chosen, mode: 'surface' }, { shape: shapeOf({ y: 30, x: 40 }) }).mode).toBe('surface');
});

test('pixels beside the picture have no voxel', () => {
  const { placement } = placed(FIRST_STATE);
  expect(voxelUnder(placement, placement.left, placement.top)).toEqual([0, 0]);
  expect(voxelUnder(placement, placement.left + 266, placement.top + 199)).toEqual([39, 29]);
  expect(voxelUnder(placement, placement.left - 1, placement.top)).toBeUndefined();
  expect(voxelUnder(placement, placement.left, placement.top + 200)).toBeUndefined();
});

test('a state that is none is refused', () => {
  expect(() => checkState({ ...FIRST_STATE, mode: 'cube' as 'slice' })).toThrow(
    /mode must be one of slice, slices.*, got cube/,
  );
  expect(() => checkState({ ...FIRST_STATE, zoom: Number.NaN })).toThrow(/zoom must be a finite number, got NaN/);
  expect(() => checkState({ ...FIRST_STATE, tool: 'saw' as 'pan' })).toThrow(/tool must be one of/);
});

test('a scale bar is a round amount, as long as fits', () => {
  for (const length of [1e-7, 0.003, 0.0416, 0.5, 1, 7.7, 1234]) {
    const { amount, pixels } = barOf(length);
    expect(pixels).toBeLessThanOrEqual(120);
    // the next one would be 2 or 2.5 times as long
    expect(pixels).toBeGreaterThan(120 / 2.51);
    expect(pixels * length).toBeCloseTo(amount, 9);
    expect([1, 2, 5]).toContain(Number(amount.toExponential().split('e')[0]));
  }
});
