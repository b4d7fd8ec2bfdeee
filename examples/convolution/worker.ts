/** Runs the loop beside the page, so that the page goes on, and tells how long it took. */
import { convolved } from './loop.mjs';

export interface Task {
  readonly pixels: Float32Array;
  readonly width: number;
  readonly height: number;
  /** One kernel; of two the length is taken of what both give. */
  readonly kernels: readonly (readonly number[])[];
  readonly size: number;
  readonly border: Parameters<typeof convolved>[5];
}

export interface Done {
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly milliseconds: number;
}

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  const began = performance.now();
  const [first, second] = data.kernels.map((weights) =>
    convolved(data.pixels, data.width, data.height, weights, data.size, data.border),
  ) as [Float32Array<ArrayBuffer>, Float32Array | undefined];
  const pixels = second ? first.map((value, at) => Math.hypot(value, second[at] ?? 0)) : first;
  const done: Done = { pixels, milliseconds: performance.now() - began };
  postMessage(done, { transfer: [pixels.buffer] });
});
