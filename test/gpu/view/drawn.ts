/** Draws as a picture in memory. */
import type { Engine } from '../../../src/engine/engine.js';
import type { Draw } from '../../../src/view/draw.js';
import { Drawer } from '../../../src/view/drawer.js';

// Mesa 26.1 ends the process where triangles are drawn by vectors of 512 bits, which commands compute by; this is read when the first adapter is asked for
process.env.LP_NATIVE_VECTOR_WIDTH = '256';

export const WIDTH = 96;
export const HEIGHT = 61;
export const ROOM = { left: 0, top: 0, width: WIDTH, height: HEIGHT } as const;
export const FORMAT = 'rgba8unorm';
export const BACKGROUND = [0.2, 0.4, 0.6] as const;

/** Red, green, blue and alpha of every pixel of a texture of that size. */
export async function drawn(
  by: Engine,
  draws: readonly Draw[],
  kept?: Drawer,
  [width, height]: readonly [number, number] = [WIDTH, HEIGHT],
  background: readonly [number, number, number] = BACKGROUND,
): Promise<Uint8Array> {
  const { device } = by.context;
  using own = kept ? undefined : new Drawer(by, FORMAT);
  const drawer = kept ?? own;
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const texture = device.createTexture({ size: [width, height], format: FORMAT, usage });
  await drawer?.prepare(draws);
  drawer?.draw(draws, texture, background);
  const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
  const buffer = device.createBuffer({
    size: bytesPerRow * height,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height]);
  device.queue.submit([encoder.finish()]);
  await buffer.mapAsync(GPUMapMode.READ);
  const rows = new Uint8Array(buffer.getMappedRange());
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    pixels.set(rows.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
  buffer.destroy();
  texture.destroy();
  by.context.check();
  return pixels;
}
