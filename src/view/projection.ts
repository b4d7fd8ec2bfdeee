/** From places in voxels to pixels and back, through a camera. */
import { type Box, toSpace } from './box.js';
import { type Camera, eyeOf, frameOf, slopePerPixel } from './camera.js';
import type { Rect } from './placement.js';
import { combined, dot, each, type Vector, vectorOf } from './vector.js';
import type { Place } from './voxels.js';

/** A place on the canvas, and how far away: what is nearer hides what is farther. Behind the eye it is at most 0. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/**
 * The pixel at which a place of a box is seen, in voxels from the first one's edge. Where `depth` is not above 0 there is none.
 * @example
 * const box = boxOf({ shape: shapeOf({ z: 8, y: 8, x: 8 }), spacing: {} });
 * const room = { left: 0, top: 0, width: 200, height: 100 };
 * project(firstView(box), box, room, { z: 4, y: 4, x: 4 }); // x: 100, y: 50
 */
export function project(camera: Camera, box: Box, room: Rect, place: Place): Projected {
  const { right, down, forward } = frameOf(camera);
  const from = combined([1, toSpace(box, place)], [-1, eyeOf(camera)]);
  const depth = dot(from, forward);
  const length = (camera.orthographic ? camera.distance : depth) * slopePerPixel(camera, room);
  const [x, y] = middleOf(room);
  return { x: x + dot(from, right) / length, y: y + dot(from, down) / length, depth };
}

/** Rays of pixels: where that of a pixel begins and where it goes, linear in the pixel's place. In voxels. */
export interface Rays {
  /** Of the pixel at 0, 0. */
  readonly origin: Vector;
  readonly direction: Vector;
  /** What they change by from pixel to pixel. */
  readonly originRight: Vector;
  readonly originDown: Vector;
  readonly directionRight: Vector;
  readonly directionDown: Vector;
}

/** The rays of the pixels of a room. All that they meet lies ahead of where they begin. */
export function raysOf(camera: Camera, box: Box, room: Rect): Rays {
  const { right, down, forward } = frameOf(camera);
  const [x, y] = middleOf(room);
  const slope = slopePerPixel(camera, room);
  // lengths become voxels
  const inVoxels = (vector: Vector): Vector => each(vector, vectorOf(box.scale), (a, b) => a / b);
  const placed = (vector: Vector): Vector => each(inVoxels(vector), vectorOf(box.size), (a, b) => a + b / 2);
  const none: Vector = [0, 0, 0];
  const across = combined([-x * slope, right], [-y * slope, down]);
  const [stepRight, stepDown] = [combined([slope, right]), combined([slope, down])];
  if (!camera.orthographic)
    return {
      origin: placed(eyeOf(camera)),
      direction: inVoxels(combined([1, forward], [1, across])),
      originRight: none,
      originDown: none,
      directionRight: inVoxels(stepRight),
      directionDown: inVoxels(stepDown),
    };
  const { distance, target } = camera;
  // parallel rays begin beyond the box, wherever the eye is
  const back = combined([1, vectorOf(target)], [-2, forward], [distance, across]);
  return {
    origin: placed(back),
    direction: inVoxels(forward),
    originRight: inVoxels(combined([distance, stepRight])),
    originDown: inVoxels(combined([distance, stepDown])),
    directionRight: none,
    directionDown: none,
  };
}

/** Four rows: with a place in voxels and 1 they make x, y, z and w in the clip space of a whole canvas. */
export function clipMatrix(
  camera: Camera,
  box: Box,
  room: Rect,
  canvas: Pick<Rect, 'width' | 'height'>,
): readonly (readonly [number, number, number, number])[] {
  const { right, down, forward } = frameOf(camera);
  const eye = eyeOf(camera);
  const { distance, orthographic } = camera;
  const far = distance + REACH;
  const near = orthographic ? distance - REACH : Math.max(distance - REACH, far / 1000);
  const [x, y] = middleOf(room);
  const perPixel = slopePerPixel(camera, room);
  type Affine = readonly [Vector, number];
  const sum = (...terms: readonly (readonly [number, Affine])[]): Affine => [
    combined(...terms.map(([times, [vector]]) => [times, vector] as const)),
    terms.reduce((all, [times, [, constant]]) => all + times * constant, 0),
  ];
  const along = (vector: Vector): Affine => [vector, -dot(vector, eye)];
  const one: Affine = [[0, 0, 0], 1];
  const w = orthographic ? one : along(forward);
  const pixels = orthographic ? 1 / (perPixel * distance) : 1 / perPixel;
  const depth = sum([1, along(forward)], [-near, one]);
  const rows = [
    sum([(2 * x) / canvas.width - 1, w], [(2 * pixels) / canvas.width, along(right)]),
    sum([1 - (2 * y) / canvas.height, w], [(-2 * pixels) / canvas.height, along(down)]),
    sum([(orthographic ? 1 : far) / (far - near), depth]),
    w,
  ];
  const first = toSpace(box, { z: 0, y: 0, x: 0 });
  return rows.map(([vector, constant]) => [
    ...each(vector, vectorOf(box.scale), (a, b) => a * b),
    constant + dot(vector, first),
  ]) as unknown as [number, number, number, number][];
}

/** No place of a box is farther from the target: half a diagonal, and what a target may be beside the middle. */
const REACH = 1.5;

function middleOf({ left, top, width, height }: Rect): readonly [number, number] {
  return [left + width / 2, top + height / 2];
}
