/** What the page's controls say. */
import type { HostVolume } from 'brightfield';
import type { CameraName } from './cameras.js';
import type { SpreadName } from './psf.js';

export type ImageName = 'head' | 'stent' | 'camera';

export interface Params {
  readonly name: ImageName;
  /** Of images that were read. */
  readonly host: HostVolume | undefined;
  readonly camera: CameraName;
  readonly answer: 'adjoint' | 'inverse';
  /** Standard deviation of b, as a share of the greatest value; of what counts photons see `photons`. */
  readonly noise: number;
  // blur
  readonly spread: SpreadName;
  /** In pixels. */
  readonly width: number;
  /** That make a white pixel. */
  readonly photons: number;
  /** In electrons. */
  readonly readNoise: number;
  readonly bits: number;
  /** Of the inverse. */
  readonly weight: number;
  // sampling
  readonly pixels: 'means' | 'points';
  /** Pixels of the image along the side of one of the camera's. */
  readonly factor: number;
  // line integrals
  readonly angles: number;
  // Fourier lines
  readonly lines: number;
}
