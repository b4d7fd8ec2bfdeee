/** A flat image at any place of its plane, 0.5 being the middle of the first voxel: by its voxels, or linear between their centres. */
import type { HostVolume } from '../../src/core/hostVolume.js';

export function sliceOf(image: HostVolume, column: number, row: number): number {
  const { x, y } = image.shape;
  return image.at({ x: Math.max(0, Math.min(x - 1, column)), y: Math.max(0, Math.min(y - 1, row)) });
}

/** Value and slope (to the right, down) a voxel. */
export function linear(image: HostVolume, column: number, row: number) {
  const [left, top] = [Math.floor(column - 0.5), Math.floor(row - 0.5)];
  const [s, t] = [column - 0.5 - left, row - 0.5 - top];
  const [a, b] = [sliceOf(image, left, top), sliceOf(image, left + 1, top)];
  const [c, d] = [sliceOf(image, left, top + 1), sliceOf(image, left + 1, top + 1)];
  return {
    value: (1 - t) * ((1 - s) * a + s * b) + t * ((1 - s) * c + s * d),
    slope: [(1 - t) * (b - a) + t * (d - c), (1 - s) * (c - a) + s * (d - b)] as const,
  };
}
