/**
 * A camera that goes round a box on a turntable: one axis stays upright. Angles are in degrees, lengths in the box's diagonal
 * (`box.ts`), places on the canvas in device pixels. Pure arithmetic.
 */
import { ArgumentError } from '../core/errors.js';
import { type Box, cornersOf, toSpace } from './box.js';
import type { Rect } from './placement.js';
import { combined, cross, dot, type Vector, vectorOf } from './vector.js';
import type { Place } from './voxels.js';

export interface Camera {
  /** Which axis is upright, its first voxel above. At yaw and pitch 0 one sees what a slice across z (for `y`) or y (for `z`) shows. */
  readonly upright: 'y' | 'z';
  /** Round that axis: what is in front goes to the right as it grows. */
  readonly yaw: number;
  /** -90 from below to 90 from above. */
  readonly pitch: number;
  /** From the eye to the target. */
  readonly distance: number;
  /** What it turns about, from the box's middle. */
  readonly target: Place;
  /** Across the shorter side of the canvas, above 0 to 120. */
  readonly fieldOfView: number;
  /** Whether what is far is as large as what is near: as large as what is as far as the target. */
  readonly orthographic: boolean;
}

/** To the right, down and away from the eye, each of length 1. */
export interface Frame {
  readonly right: Vector;
  readonly down: Vector;
  readonly forward: Vector;
}

/** In diagonals: half as high as a cube. */
const FLAT = 0.3;
const NEAREST = 0.02;
const FARTHEST = 20;
/** A box that has left the canvas is found by nobody. */
const ASTRAY = 0.5;

const radians = (degrees: number): number => (degrees / 180) * Math.PI;
const limited = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** A view of all of a box from the side and from above, a flat one from higher; nothing is cut off as it turns. */
export function firstView(box: Box, upright: Camera['upright'] = 'y'): Camera {
  const { size, scale } = box;
  const height = size[upright] * scale[upright];
  const camera: Camera = {
    upright,
    yaw: -30,
    pitch: height < FLAT ? 50 : 20,
    distance: 1,
    target: { z: 0, y: 0, x: 0 },
    fieldOfView: 30,
    orthographic: false,
  };
  const turned = Array.from({ length: 36 }, (_, k) => fitted({ ...camera, yaw: 10 * k }, box).distance);
  return { ...camera, distance: Math.max(...turned) };
}

/** The camera as near as it may be for all of a box to be on a square canvas. */
export function fitted(camera: Camera, box: Box): Camera {
  const target = { z: 0, y: 0, x: 0 };
  const { right, down, forward } = frameOf(camera);
  const slope = 0.97 * slopeOf(camera);
  const needed = cornersOf(box).map((corner) => {
    const place = toSpace(box, corner);
    const aside = Math.max(Math.abs(dot(place, right)), Math.abs(dot(place, down))) / slope;
    return camera.orthographic ? aside : aside - dot(place, forward);
  });
  return { ...camera, target, distance: Math.max(...needed) };
}

/** Throws `ArgumentError` for a camera that is none. */
export function checkCamera({ upright, yaw, pitch, distance, target, fieldOfView }: Camera): void {
  const refuse = (mustHold: string, got: unknown): never => {
    throw new ArgumentError('view', mustHold, `${got}`);
  };
  if (upright !== 'y' && upright !== 'z') refuse('the upright axis must be y or z', upright);
  for (const [name, value] of Object.entries({ yaw, ...target }))
    if (!Number.isFinite(value)) refuse(`the camera's ${name} must be a finite number`, value);
  if (!(Math.abs(pitch) <= 90)) refuse('the pitch must be from -90 to 90', pitch);
  if (!(distance > 0 && distance < Number.POSITIVE_INFINITY)) refuse('the distance must be above 0', distance);
  if (!(fieldOfView > 0 && fieldOfView <= 120))
    refuse('the field of view must be above 0 and at most 120', fieldOfView);
}

/** Turned by so many degrees: what is in front goes to the right, and down. */
export function orbit(camera: Camera, right: number, down: number): Camera {
  const yaw = camera.yaw + right;
  return { ...camera, yaw: yaw - 360 * Math.round(yaw / 360), pitch: limited(camera.pitch + down, -90, 90) };
}

/** So many times nearer. */
export function dolly(camera: Camera, factor: number): Camera {
  return { ...camera, distance: limited(camera.distance / factor, NEAREST, FARTHEST) };
}

/** What is as far as the target goes so many pixels to the right and down. */
export function pan(camera: Camera, right: number, down: number, room: Pick<Rect, 'width' | 'height'>): Camera {
  const frame = frameOf(camera);
  const length = camera.distance * slopePerPixel(camera, room);
  const [x, y, z] = combined(
    [1, vectorOf(camera.target)],
    [-right * length, frame.right],
    [-down * length, frame.down],
  ).map((along) => limited(along, -ASTRAY, ASTRAY)) as [number, number, number];
  return { ...camera, target: { z, y, x } };
}

/** Where the camera looks. */
export function frameOf({ upright, yaw, pitch }: Camera): Frame {
  const [c, s] = [Math.cos(radians(yaw)), Math.sin(radians(yaw))];
  const away = { y: [0, 0, 1], z: [0, -1, 0] } as const;
  const axis = { y: [0, 1, 0], z: [0, 0, 1] } as const;
  const right = combined([c, [1, 0, 0]], [-s, away[upright]]);
  const level = combined([c, away[upright]], [s, [1, 0, 0]]);
  const forward = combined([Math.cos(radians(pitch)), level], [Math.sin(radians(pitch)), axis[upright]]);
  return { right, down: cross(forward, right), forward };
}

export function eyeOf(camera: Camera): Vector {
  return combined([1, vectorOf(camera.target)], [-camera.distance, frameOf(camera).forward]);
}

/** Half of what is seen at a distance of 1. */
const slopeOf = ({ fieldOfView }: Camera): number => Math.tan(radians(fieldOfView) / 2);

/** What a pixel is at a distance of 1. */
export function slopePerPixel(camera: Camera, { width, height }: Pick<Rect, 'width' | 'height'>): number {
  return (2 * slopeOf(camera)) / Math.min(width, height);
}
