/** What the camera looks at, and what it sees: images of numbers from 0 to 1. */
import {
  cells,
  convolve,
  crop,
  gaussianNoise,
  gaussianPsf,
  type HostVolume,
  type Input,
  mapRange,
  type Node,
  sheppLogan,
} from 'brightfield';
import { sample } from '../lab/samples.js';

/** The CT numbers that become 0 and 1. */
const CT_RANGE = [0, 1200] as const;

export const SCENES = { head: 'Phantom', cells: 'Cells', stent: 'CT slice' } as const;
export type Scene = keyof typeof SCENES;

/** The image of a name. */
export async function sceneOf(name: Scene): Promise<Node> {
  if (name === 'head') return sheppLogan({ shape: { y: 256, x: 256 } });
  if (name === 'cells')
    return mapRange(cells({ shape: { y: 256, x: 256 }, count: 40, radius: 16, seed: 3 }).image, {
      from: [0, 1],
      to: [0, 0.9],
    });
  return mapRange(crop(await sample('stent'), { start: { z: 128 }, size: { z: 1 } }), { from: CT_RANGE, to: [0, 1] });
}

export interface Camera {
  readonly sigma: number;
  readonly noise: number;
}

/** How the camera blurs. */
export const psfOf = ({ sigma }: Camera): HostVolume => gaussianPsf({ sigma });

/** What it sees of an image. */
export function seen(image: Input, camera: Camera): Node {
  const blurred = convolve(image, { weights: psfOf(camera), border: 'wrap' });
  return camera.noise > 0 ? gaussianNoise(blurred, { sigma: camera.noise, seed: 1 }) : blurred;
}
