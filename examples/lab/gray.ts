/** A sample as a flat grey image of numbers from 0 (black) to 1 (white), as its window says. */
import { clamp, crop, mapRange, type Node, rgbToGray } from 'brightfield';
import { SAMPLES, type SampleName, sample } from './samples.js';

/** Of a stack the slice in the middle. Rejects as `sample` does. */
export async function gray(name: SampleName): Promise<Node> {
  const voxels = await sample(name);
  const flat = crop(voxels, { start: { z: voxels.shape.z >> 1 }, size: { z: 1 } });
  const values = voxels.shape.c === 3 ? rgbToGray(flat) : flat;
  return clamp(mapRange(values, { from: SAMPLES[name].window }), { min: 0, max: 1 });
}
