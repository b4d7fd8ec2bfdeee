/** Laws of the camera: what it sees, where, and what moves when it moves. */
import { expect, test } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import { boxOf, cornersOf, EDGES, scaled } from '../../../src/view/box.js';
import { type Camera, checkCamera, dolly, firstView, fitted, frameOf, orbit, pan } from '../../../src/view/camera.js';
import { clipMatrix, project, raysOf } from '../../../src/view/projection.js';
import { checkRendering, croppedBox, FIRST_RENDERING } from '../../../src/view/rendering.js';
import { combined, cross, dot, type Vector, vectorOf } from '../../../src/view/vector.js';

const box = boxOf({ shape: shapeOf({ z: 6, y: 20, x: 30 }), spacing: { z: 4, y: 1, x: 0.5 } });
const room = { left: 10, top: 5, width: 300, height: 200 };
const middle = { z: 3, y: 10, x: 15 };
const cameras: Camera[] = [
  firstView(box),
  { ...firstView(box, 'z'), orthographic: true },
  { ...firstView(box), yaw: 137, pitch: -60, target: { z: 0.1, y: -0.2, x: 0.05 }, fieldOfView: 70 },
  { ...firstView(box, 'z'), yaw: -100, pitch: 90, orthographic: true, target: { z: 0, y: 0.2, x: -0.1 } },
];

test('a box has a diagonal of length 1 in the proportions of its voxels', () => {
  expect(Math.hypot(6 * box.scale.z, 20 * box.scale.y, 30 * box.scale.x)).toBeCloseTo(1, 12);
  expect(box.scale.z / box.scale.x).toBeCloseTo(8, 12);
  // where one size is not known, none is taken
  const partly = boxOf({ shape: shapeOf({ z: 6, y: 20, x: 30 }), spacing: { y: 1, x: 0.5 } });
  expect(partly.scale.z).toBe(partly.scale.x);
  expect(boxOf({ shape: shapeOf({ y: 20, x: 30 }), spacing: { y: 1, x: 0.5 } }).scale.y).toBeCloseTo(
    2 / Math.hypot(2, 40, 30),
    12,
  );
  expect(EDGES).toHaveLength(12);
  const corners = cornersOf(box);
  for (const [a, b] of EDGES) {
    const [one, other] = [corners[a], corners[b]];
    if (!one || !other) throw new Error('an edge without corners');
    expect((['z', 'y', 'x'] as const).filter((axis) => one[axis] !== other[axis])).toHaveLength(1);
  }
});

test('at no angle one sees what a slice shows: x to the right, y or z down', () => {
  for (const [upright, down, forward] of [
    ['y', [0, 1, 0], [0, 0, 1]],
    ['z', [0, 0, 1], [0, -1, 0]],
  ] as const) {
    const frame = frameOf({ ...firstView(box, upright), yaw: 0, pitch: 0 });
    expect(frame.right.map((v) => v + 0)).toEqual([1, 0, 0]);
    frame.down.forEach((v, k) => void expect(v).toBeCloseTo(down[k] ?? 9, 12));
    frame.forward.forEach((v, k) => void expect(v).toBeCloseTo(forward[k] ?? 9, 12));
  }
});

test('a frame is three directions at right angles, right-handed', () => {
  for (const camera of cameras) {
    const { right, down, forward } = frameOf(camera);
    for (const [a, b] of [
      [right, down],
      [down, forward],
      [forward, right],
    ] as const)
      expect(dot(a, b)).toBeCloseTo(0, 12);
    for (const vector of [right, down, forward]) expect(dot(vector, vector)).toBeCloseTo(1, 12);
    // the upright axis never leans to the side
    expect(right[camera.upright === 'y' ? 1 : 2]).toBeCloseTo(0, 12);
  }
});

test('the target is in the middle of the room, and what is on a pixel lies on its ray', () => {
  for (const camera of cameras) {
    const rays = raysOf(camera, box, room);
    for (const place of [...cornersOf(box), middle]) {
      const { x, y, depth } = project(camera, box, room, place);
      const origin = combined([1, rays.origin], [x, rays.originRight], [y, rays.originDown]);
      const direction = combined([1, rays.direction], [x, rays.directionRight], [y, rays.directionDown]);
      const away = combined([1, vectorOf(place)], [-1, origin]);
      expect(Math.hypot(...cross(away, direction)) / dot(direction, direction)).toBeCloseTo(0, 9);
      expect(dot(away, direction)).toBeGreaterThan(0);
      expect(depth).toBeGreaterThan(0);
    }
    const centred: Camera = { ...camera, target: { z: 0, y: 0, x: 0 } };
    const { x, y, depth } = project(centred, box, room, middle);
    expect([x, y, depth].map((v) => v.toFixed(9))).toEqual([160, 105, camera.distance].map((v) => v.toFixed(9)));
  }
});

test('clip space says the same places, what is nearer has less depth, and all of a box lies between the ends', () => {
  const canvas = { width: 400, height: 220 };
  for (const camera of cameras) {
    const rows = clipMatrix(camera, box, room, canvas);
    const seen = [...cornersOf(box), middle].map((place) => {
      const [x = 0, y = 0, z = 0, w = 0] = rows.map(
        (row) => dot(row.slice(0, 3) as unknown as Vector, vectorOf(place)) + row[3],
      );
      const pixel = project(camera, box, room, place);
      expect(((x / w + 1) / 2) * canvas.width).toBeCloseTo(pixel.x, 6);
      expect(((1 - y / w) / 2) * canvas.height).toBeCloseTo(pixel.y, 6);
      expect(z / w).toBeGreaterThan(0);
      expect(z / w).toBeLessThan(1);
      return [pixel.depth, z / w] as const;
    });
    const sorted = [...seen].sort(([a], [b]) => a - b).map(([, depth]) => depth);
    expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
  }
});

test('at first all of a box is seen, from all sides; a fitted one touches the edges', () => {
  const square = { left: 0, top: 0, width: 200, height: 200 };
  const ends = (camera: Camera): number =>
    Math.max(
      ...cornersOf(box).flatMap((corner) => {
        const { x, y } = project(camera, box, square, corner);
        return [Math.abs(x - 100), Math.abs(y - 100)];
      }),
    );
  for (const upright of ['y', 'z'] as const)
    for (let yaw = 0; yaw < 360; yaw += 7) expect(ends({ ...firstView(box, upright), yaw })).toBeLessThan(98);
  for (const camera of cameras) expect(ends(fitted(camera, box))).toBeCloseTo(97, 6);
  expect(firstView(box).pitch).toBe(20);
  expect(firstView(scaled({ z: 1, y: 9, x: 9 }, { z: 0.1, y: 1, x: 1 }), 'z').pitch).toBe(50);
});

test('what is in front follows a turn and a shift; twice as near is twice as large', () => {
  const front = { z: 0, y: 10, x: 15 };
  const straight: Camera = { ...firstView(box), yaw: 0, pitch: 0 };
  const before = project(straight, box, room, front);
  const turned = project(orbit(straight, 10, 5), box, room, front);
  expect(turned.x).toBeGreaterThan(before.x + 1);
  expect(turned.y).toBeGreaterThan(before.y + 1);
  expect(orbit(straight, 0, 200).pitch).toBe(90);
  expect(orbit(straight, 190, 0).yaw).toBe(-170);
  for (const camera of cameras) {
    const centred: Camera = { ...camera, target: { z: 0, y: 0, x: 0 } };
    const was = project(centred, box, room, middle);
    const is = project(pan(centred, 12, -7, room), box, room, middle);
    expect([is.x - was.x, is.y - was.y].map((v) => v.toFixed(9))).toEqual(['12.000000000', '-7.000000000']);
  }
  const parallel: Camera = { ...straight, orthographic: true };
  const corner = { z: 0, y: 0, x: 0 };
  const size = (camera: Camera): number => 160 - project(camera, box, room, corner).x;
  expect(size(dolly(parallel, 2))).toBeCloseTo(2 * size(parallel), 9);
  expect(dolly(parallel, 1e9).distance).toBeGreaterThan(0);
  // what is as far as the target is as large in both
  const flat = scaled({ z: 1, y: 9, x: 9 }, { z: 1e-9, y: 1, x: 1 });
  const alike = [straight, parallel].map((camera) => project(camera, flat, room, corner).x);
  expect(alike[0]).toBeCloseTo(alike[1] ?? 0, 5);
  // nothing is lost beyond reach
  expect(Math.abs(pan(straight, 1e6, 0, room).target.x)).toBe(0.5);
});

test('cameras and renderings that are none are refused', () => {
  const camera = firstView(box);
  expect(() => checkCamera(camera)).not.toThrow();
  expect(() => checkCamera({ ...camera, upright: 'x' as 'y' })).toThrow(
    /^view: the upright axis must be y or z, got x$/,
  );
  expect(() => checkCamera({ ...camera, yaw: Number.NaN })).toThrow(/camera's yaw must be a finite number, got NaN/);
  expect(() => checkCamera({ ...camera, pitch: 91 })).toThrow(/pitch must be from -90 to 90, got 91/);
  expect(() => checkCamera({ ...camera, distance: 0 })).toThrow(/distance must be above 0, got 0/);
  expect(() => checkCamera({ ...camera, fieldOfView: 121 })).toThrow(
    /field of view must be above 0 and at most 120, got 121/,
  );
  const rendering = FIRST_RENDERING;
  expect(() => checkRendering(rendering)).not.toThrow();
  expect(() => checkRendering({ ...rendering, method: 'xray' as 'mip' })).toThrow(
    /method must be one of mip, mean, alpha, isosurface, got xray/,
  );
  expect(() => checkRendering({ ...rendering, quality: 'best' as 'fine' })).toThrow(
    /quality must be one of fast, fine/,
  );
  expect(() => checkRendering({ ...rendering, level: Number.NaN })).toThrow(/level must be a finite number/);
  expect(() => checkRendering({ ...rendering, density: 0 })).toThrow(/density must be above 0/);
  expect(() => checkRendering({ ...rendering, shading: 1.1 })).toThrow(/shading must be from 0 to 1/);
  expect(() => checkRendering({ ...rendering, exaggeration: 0 })).toThrow(/exaggeration must be above 0/);
  expect(() => checkRendering({ ...rendering, colour: [0, 2, 0] })).toThrow(/three shares from 0 to 1, got 0 2 0/);
  expect(() => checkRendering({ ...rendering, crop: { z: [3, 3] } })).toThrow(
    /crop along z must be two numbers, the lower first, got 3 to 3/,
  );
});

test('a crop is what a box and it have in common', () => {
  expect(croppedBox(box, { z: [-1, 2.5], x: [10, 99] })).toEqual({
    low: { z: 0, y: 0, x: 10 },
    high: { z: 2.5, y: 20, x: 30 },
  });
  expect(croppedBox(box, { y: [20, 25] })).toBeUndefined();
});
