/**
 * Paints slices into a texture, straight from the buffers that the engine computed into: nothing is read back, nothing copied.
 * It knows of no canvas and no page.
 */
import { type ColormapName, coloursOf, NAN_COLOUR } from '../core/colormaps.js';
import { ShaderError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import { linkPlain } from '../engine/link.js';
import { packParams } from '../engine/params.js';
import { type Layer, layerParams, layersOf, type Range, type SliceScene, touchedBy } from './layers.js';
import { placeSlice } from './placement.js';

const SHADER = 'view/slice';
/** Uniform buffers are bound at multiples of this. */
const SLOT = 256;

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [number, number, number];

/** A range of a volume that one binding holds. */
interface Binding extends Range {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

export class SlicePainter implements Disposable {
  private uniforms: GPUBuffer | undefined;
  private readonly colours = new Map<ColormapName, GPUBuffer>();
  /** By the range bound: memory given back may become a volume of another size. */
  private bindGroups = new WeakMap<GPUBuffer, Map<string, GPUBindGroup>>();

  private constructor(
    private readonly engine: Engine,
    private readonly pipeline: GPURenderPipeline,
  ) {}

  /** Compiles what painting needs, for textures of this format. Rejects with `ShaderError`. */
  static async make(engine: Engine, format: GPUTextureFormat): Promise<SlicePainter> {
    return new SlicePainter(engine, await makePipeline(engine.context.device, format));
  }

  /** Paints a checked scene over the whole texture. Throws what has gone wrong on the device, `DisposedError` for a dead volume. */
  paint(scene: SliceScene, target: GPUTexture, background: Colour): void {
    const { device } = this.engine.context;
    this.engine.context.check();
    const placement = placeSlice(scene.image.volume, scene.axis, target);
    const draws = layersOf(scene).flatMap((layer) =>
      this.bindingsOf(scene, layer).map((binding) => ({
        binding,
        bytes: packParams(SHADER, layerParams(scene, layer, placement, binding)),
      })),
    );
    const uniforms = this.uniformsFor(draws.length);
    const colours = this.coloursFor(scene.image.colormap ?? 'gray');
    const staging = new Uint8Array(draws.length * SLOT);
    for (const [at, { bytes }] of draws.entries()) staging.set(bytes, at * SLOT);
    device.queue.writeBuffer(uniforms, 0, staging);
    const [r, g, b] = background;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        { view: target.createView(), loadOp: 'clear', storeOp: 'store', clearValue: { r, g, b, a: 1 } },
      ],
    });
    pass.setPipeline(this.pipeline);
    for (const [at, { binding }] of draws.entries()) {
      pass.setBindGroup(0, this.bindGroup(binding, uniforms, colours), [at * SLOT]);
      pass.draw(3);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  dispose(): void {
    this.uniforms?.destroy();
    this.uniforms = undefined;
    for (const buffer of this.colours.values()) buffer.destroy();
    this.colours.clear();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** The volume's memory in pieces that one binding can hold; those that the slice touches. */
  private bindingsOf(scene: SliceScene, layer: Layer): Binding[] {
    const { storage } = layer.volume;
    const { bytesPerGroup } = storage.geometry;
    const touched = touchedBy(scene, layer);
    const most = (Math.floor(this.engine.limits.maxBinding / SLOT) * SLOT) / bytesPerGroup;
    return storage.parts
      .flatMap((part) =>
        Array.from({ length: Math.ceil(part.groups / most) }, (_, at) => {
          const groups = Math.min(most, part.groups - at * most);
          const offset = at * most * bytesPerGroup;
          return { buffer: part.buffer, start: part.start + at * most, groups, offset, size: groups * bytesPerGroup };
        }),
      )
      .filter(({ start, groups }) => start < touched.start + touched.groups && touched.start < start + groups);
  }

  private uniformsFor(draws: number): GPUBuffer {
    const size = draws * SLOT;
    if (this.uniforms && this.uniforms.size >= size) return this.uniforms;
    this.uniforms?.destroy();
    this.bindGroups = new WeakMap();
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.uniforms = this.engine.context.device.createBuffer({ size: 2 * size, usage });
    return this.uniforms;
  }

  /** The colours of a map and that of NaN, uploaded once. */
  private coloursFor(name: ColormapName): GPUBuffer {
    const kept = this.colours.get(name);
    if (kept) return kept;
    const nan = NAN_COLOUR.map((share) => Math.round(share * 255));
    const bytes = Uint8Array.from([...coloursOf(name), nan].flatMap((colour) => [...colour, 255]));
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const made = this.engine.context.device.createBuffer({ label: name, size: bytes.byteLength, usage });
    this.engine.context.device.queue.writeBuffer(made, 0, bytes);
    this.colours.set(name, made);
    return made;
  }

  private bindGroup({ buffer, offset, size }: Binding, uniforms: GPUBuffer, colours: GPUBuffer): GPUBindGroup {
    const kept = this.bindGroups.get(buffer) ?? new Map<string, GPUBindGroup>();
    this.bindGroups.set(buffer, kept);
    const range = `${offset} ${size} ${colours.label}`;
    const present = kept.get(range);
    if (present) return present;
    const group = this.engine.context.device.createBindGroup({
      layout: this.pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer, offset, size } },
        { binding: 1, resource: { buffer: uniforms, size: SLOT } },
        { binding: 2, resource: { buffer: colours } },
      ],
    });
    kept.set(range, group);
    return group;
  }
}

async function makePipeline(device: GPUDevice, format: GPUTextureFormat): Promise<GPURenderPipeline> {
  const { code, label } = await linkPlain(SHADER, ['read', 'uniform', 'read']);
  const { FRAGMENT } = GPUShaderStage;
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: FRAGMENT, buffer: { type: 'read-only-storage' } },
      { binding: 1, visibility: FRAGMENT, buffer: { type: 'uniform', hasDynamicOffset: true } },
      { binding: 2, visibility: FRAGMENT, buffer: { type: 'read-only-storage' } },
    ],
  });
  const module = device.createShaderModule({ label, code });
  const over = { srcFactor: 'src-alpha', dstFactor: 'one-minus-src-alpha' } as const;
  try {
    return await device.createRenderPipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      vertex: { module, entryPoint: 'corner_of' },
      fragment: { module, entryPoint: 'paint', targets: [{ format, blend: { color: over, alpha: over } }] },
    });
  } catch (cause) {
    throw new ShaderError(cause instanceof Error ? cause.message : `${cause}`, `shaders/${SHADER}.wgsl`, 1, { cause });
  }
}
