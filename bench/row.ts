/**
 * What is measured: a row is an operation on data of a stated size, and what a user would run instead. Peers are lines of
 * Python over an array `a` (f32, C order); each is timed by itself, in turn with ours. OpenCV comes first among them: its threads
 * go on spinning after a call and would take a core from what we measure next.
 */
import type { HostVolume, Node } from 'brightfield';

export interface BenchRow {
  readonly name: string;
  /** Peers see channels first. */
  readonly shape: { readonly c?: number; readonly z?: number; readonly y: number; readonly x: number };
  readonly build: (image: HostVolume) => Node;
  /** f32 unless said: numbers in [0, 1), or any byte. */
  readonly dtype?: 'f32' | 'u8';
  /** Bytes that must move at least, a voxel: each input read once, each output written once. */
  readonly bytesPerVoxel: number;
  /** Python statements that make what peers take besides `a`, on one line; not timed. */
  readonly prepare?: string;
  /** Python by library: `scipy` (ndimage), `opencv` (cv2), `numpy`. */
  readonly peers: Readonly<
    Partial<Record<'scipy' | 'opencv' | 'numpy' | 'skimage' | 'sklearn' | 'matplotlib' | 'torch', string>>
  >;
}
