/** The two lamps of `shaders/lib/lamps.wgsl`, which the eye carries. */
import { type Camera, frameOf } from '../camera.js';
import { combined, normalised, type Vector } from '../vector.js';

/** Directions towards them, of length 1. */
export function lampsOf(camera: Camera): { readonly key: Vector; readonly fill: Vector } {
  const { right, down, forward } = frameOf(camera);
  const towards = (x: number, y: number, z: number): Vector =>
    normalised(combined([x, right], [y, down], [z, forward]));
  return { key: towards(-0.5, -0.7, -0.8), fill: towards(0.8, 0.3, -0.5) };
}
