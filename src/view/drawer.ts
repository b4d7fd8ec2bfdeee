/**
 * Brings draws to the GPU: one pass, straight from the buffers that the engine computed into. Nothing is read back, nothing is
 * copied but uniforms, and nothing is allocated once it has drawn as much before. It knows of no scene, canvas or page.
 */
import type { Engine } from '../engine/engine.js';
import { type Draw, overlap } from './draw.js';
import { type Palette, paletteBytes, paletteKey } from './palette.js';
import { DEPTH_FORMAT, RenderPipelines } from './renderPipelines.js';
import type { Colour } from './scene.js';
import { type BoundVoxels, PIECES } from './voxels.js';

/** Uniform buffers are bound at multiples of this. */
const SLOT = 256;

export class Drawer implements Disposable {
  private readonly pipelines: RenderPipelines;
  private uniforms: GPUBuffer | undefined;
  private depth: GPUTexture | undefined;
  private readonly palettes = new Map<string, { readonly buffer: GPUBuffer; group?: GPUBindGroup }>();
  /** By the first piece's buffer, and the ranges bound: memory given back may become a volume of another size. */
  private bound = new WeakMap<GPUBuffer, Map<string, GPUBindGroup>>();
  private readonly numbers = new WeakMap<GPUBuffer, number>();
  private numbered = 0;

  /** Draws into textures of this format. */
  constructor(
    private readonly engine: Engine,
    format: GPUTextureFormat,
  ) {
    this.pipelines = new RenderPipelines(engine.context.device, format);
  }

  /** Whether all that draws need is compiled. */
  isReady(draws: readonly Draw[]): boolean {
    return draws.every((draw) => this.pipelines.get(draw));
  }

  /** Compiles what draws need. Rejects with `ShaderError`. */
  prepare(draws: readonly Pick<Draw, 'kernel' | 'light' | 'solid'>[]): Promise<void> {
    return this.pipelines.prepare(draws);
  }

  /**
   * Draws over the whole texture, in order; what was not prepared is left out.
   * Throws what has gone wrong on the device, `DisposedError` for a dead volume.
   */
  draw(draws: readonly Draw[], target: GPUTexture, background: Colour): void {
    const { device } = this.engine.context;
    this.engine.context.check();
    const whole = { left: 0, top: 0, width: target.width, height: target.height };
    const seen = draws.flatMap((draw) => {
      const clip = overlap(draw.clip, whole);
      const pipeline = this.pipelines.get(draw);
      return clip && pipeline ? [{ ...draw, clip, pipeline }] : [];
    });
    const uniforms = this.upload(seen);
    const [r, g, b] = background;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        { view: target.createView(), loadOp: 'clear', storeOp: 'store', clearValue: { r, g, b, a: 1 } },
      ],
      depthStencilAttachment: {
        view: this.depthFor(target).createView(),
        depthLoadOp: 'clear',
        depthStoreOp: 'discard',
        depthClearValue: 1,
      },
    });
    for (const [at, { pipeline, clip, palette = 'gray', voxels, vertices = 3 }] of seen.entries()) {
      pass.setPipeline(pipeline);
      pass.setScissorRect(clip.left, clip.top, clip.width, clip.height);
      pass.setBindGroup(0, this.paletteGroup(palette, uniforms), [2 * at * SLOT]);
      pass.setBindGroup(1, this.voxelGroup(voxels, uniforms), [(2 * at + 1) * SLOT]);
      pass.draw(vertices);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  dispose(): void {
    this.uniforms?.destroy();
    this.uniforms = undefined;
    this.depth?.destroy();
    this.depth = undefined;
    for (const { buffer } of this.palettes.values()) buffer.destroy();
    this.palettes.clear();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** All uniforms of a frame in one buffer: two slots for each draw. */
  private upload(draws: readonly Draw[]): GPUBuffer {
    const { device } = this.engine.context;
    const size = Math.max(1, draws.length) * 2 * SLOT;
    if (!this.uniforms || this.uniforms.size < size) {
      this.uniforms?.destroy();
      this.bound = new WeakMap();
      for (const palette of this.palettes.values()) delete palette.group;
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
      this.uniforms = device.createBuffer({ size: 2 * size, usage });
    }
    const staging = new Uint8Array(size);
    for (const [at, { params, voxels }] of draws.entries()) {
      staging.set(params, 2 * at * SLOT);
      staging.set(voxels.bytes, (2 * at + 1) * SLOT);
    }
    device.queue.writeBuffer(this.uniforms, 0, staging);
    return this.uniforms;
  }

  private depthFor({ width, height }: GPUTexture): GPUTexture {
    if (this.depth?.width === width && this.depth.height === height) return this.depth;
    this.depth?.destroy();
    this.depth = this.engine.context.device.createTexture({
      size: [width, height],
      format: DEPTH_FORMAT,
      usage: GPUTextureUsage.RENDER_ATTACHMENT,
    });
    return this.depth;
  }

  private paletteGroup(palette: Palette, uniforms: GPUBuffer): GPUBindGroup {
    const key = paletteKey(palette);
    const kept = this.palettes.get(key) ?? { buffer: this.uploadPalette(palette) };
    this.palettes.set(key, kept);
    kept.group ??= this.engine.context.device.createBindGroup({
      layout: this.pipelines.groups[0],
      entries: [
        { binding: 0, resource: { buffer: kept.buffer } },
        { binding: 1, resource: { buffer: uniforms, size: SLOT } },
      ],
    });
    return kept.group;
  }

  private uploadPalette(palette: Palette): GPUBuffer {
    const { device } = this.engine.context;
    const bytes = paletteBytes(palette);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ label: paletteKey(palette), size: bytes.byteLength, usage });
    device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  }

  private voxelGroup({ pieces }: BoundVoxels, uniforms: GPUBuffer): GPUBindGroup {
    const [first] = pieces;
    if (!first) throw new Error('a draw without voxels');
    const kept = this.bound.get(first.buffer) ?? new Map<string, GPUBindGroup>();
    this.bound.set(first.buffer, kept);
    const key = pieces.map(({ buffer, offset, size }) => `${this.numberOf(buffer)} ${offset} ${size}`).join(', ');
    const present = kept.get(key);
    if (present) return present;
    // bindings that there are no pieces for are never read: the first stands there
    const each = Array.from({ length: PIECES }, (_, k) => pieces[k] ?? first);
    const group = this.engine.context.device.createBindGroup({
      layout: this.pipelines.groups[1],
      entries: [
        { binding: 0, resource: { buffer: uniforms, size: SLOT } },
        ...each.map(({ buffer, offset, size }, k) => ({ binding: k + 1, resource: { buffer, offset, size } })),
      ],
    });
    kept.set(key, group);
    return group;
  }

  private numberOf(buffer: GPUBuffer): number {
    const number = this.numbers.get(buffer) ?? this.numbered++;
    this.numbers.set(buffer, number);
    return number;
  }
}
