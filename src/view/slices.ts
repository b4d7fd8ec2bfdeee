/**
 * Slices on a canvas, drawn from the buffers that the engine computed into: nothing is read back and nothing copied. The canvas
 * has as many pixels as the screen shows of it, and is drawn at most once a frame, with what was asked for last.
 */
import { ArgumentError, NoAdapterError, ShaderError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import { linkPlain } from '../engine/link.js';
import { packParams } from '../engine/params.js';
import type { Volume } from '../engine/volume.js';
import { checkScene, type Layer, layerParams, layersOf, type Range, type SliceScene, touchedBy } from './layers.js';
import { PLANES, type Placement, placeSlice, voxelUnder } from './placement.js';

const SHADER = 'view/slice';
/** Uniform buffers are bound at multiples of this. */
const SLOT = 256;

export interface SliceViewOptions {
  /** Around the picture: red, green and blue, 0 to 1. */
  readonly background?: readonly [number, number, number];
  /** Told of what goes wrong while drawing, such as a lost device; else it is reported as uncaught. */
  readonly onError?: (cause: unknown) => void;
}

/** A range of a volume that one binding holds. */
interface Binding extends Range {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

export class SliceView implements Disposable {
  private scene: SliceScene | undefined;
  private frame = 0;
  private uniforms: GPUBuffer | undefined;
  private bindGroups = new WeakMap<GPUBuffer, Map<number, GPUBindGroup>>();
  private readonly observer: ResizeObserver;

  private constructor(
    private readonly engine: Engine,
    readonly canvas: HTMLCanvasElement,
    private readonly surface: GPUCanvasContext,
    private readonly pipeline: GPURenderPipeline,
    private readonly options: SliceViewOptions,
  ) {
    this.observer = new ResizeObserver(([entry]) => this.resize(entry));
    this.observer.observe(canvas);
  }

  /**
   * Makes a view on a canvas, with the engine's device. Throws `NoAdapterError` where the canvas cannot show WebGPU.
   * @example
   * const view = await SliceView.open(engine, canvas);
   * view.show({ axis: 'z', position: 0, image: { volume, window: [0, 255] } });
   */
  static async open(engine: Engine, canvas: HTMLCanvasElement, options: SliceViewOptions = {}): Promise<SliceView> {
    const { device } = engine.context;
    const surface = canvas.getContext('webgpu');
    if (!surface) throw new NoAdapterError('this canvas cannot show WebGPU: it has another context, or there is none');
    const format = navigator.gpu.getPreferredCanvasFormat();
    surface.configure({ device, format, alphaMode: 'opaque' });
    const pipeline = await makePipeline(device, format);
    return new SliceView(engine, canvas, surface, pipeline, options);
  }

  /**
   * Shows a scene from the next frame on. Its volumes must live until another is shown.
   * Throws `ArgumentError` for a position outside the volume, a mask of another size, complex voxels.
   */
  show(scene: SliceScene): void {
    checkScene(scene);
    for (const { volume } of layersOf(scene))
      if (volume.context !== this.engine.context)
        throw new ArgumentError('slice view', 'volumes must be on its own device', `${volume} on another`);
    this.scene = scene;
    this.request();
  }

  /** The voxel under a point of the page, such as a pointer event's, or undefined beside the picture. */
  voxelAt(
    clientX: number,
    clientY: number,
  ): { readonly x: number; readonly y: number; readonly z: number } | undefined {
    const { scene, canvas } = this;
    if (!scene) return undefined;
    const box = canvas.getBoundingClientRect();
    const x = Math.floor(((clientX - box.left) * canvas.width) / box.width);
    const y = Math.floor(((clientY - box.top) * canvas.height) / box.height);
    const place = voxelUnder(this.placement(scene), x, y);
    if (!place) return undefined;
    const { right, down } = PLANES[scene.axis];
    return { x: 0, y: 0, z: 0, [scene.axis]: scene.position, [right]: place[0], [down]: place[1] };
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.scene = undefined;
    this.observer.disconnect();
    this.surface.unconfigure();
    this.uniforms?.destroy();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private placement({ image, axis }: SliceScene): Placement {
    return placeSlice(image.volume, axis, this.canvas);
  }

  private resize(entry: ResizeObserverEntry | undefined): void {
    const { canvas } = this;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const width = exact?.inlineSize ?? Math.round(canvas.clientWidth * devicePixelRatio);
    const height = exact?.blockSize ?? Math.round(canvas.clientHeight * devicePixelRatio);
    const most = this.engine.context.device.limits.maxTextureDimension2D;
    canvas.width = Math.max(1, Math.min(most, width));
    canvas.height = Math.max(1, Math.min(most, height));
    // drawn at once: a canvas is empty from its change of size until it is drawn
    this.draw();
  }

  private request(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { options } = this;
    const scene = this.scene;
    if (!scene) return;
    try {
      this.engine.context.check();
      this.encode(scene);
    } catch (cause) {
      if (options.onError) options.onError(cause);
      else reportError(cause);
    }
  }

  private encode(scene: SliceScene): void {
    const { device } = this.engine.context;
    const placement = this.placement(scene);
    const draws = layersOf(scene).flatMap((layer) =>
      this.bindingsOf(scene, layer).map((binding) => ({
        binding,
        bytes: packParams(SHADER, layerParams(scene, layer, placement, binding)),
      })),
    );
    const uniforms = this.uniformsFor(draws.length);
    const staging = new Uint8Array(draws.length * SLOT);
    for (const [at, { bytes }] of draws.entries()) staging.set(bytes, at * SLOT);
    device.queue.writeBuffer(uniforms, 0, staging);
    const [r, g, b] = this.options.background ?? [0, 0, 0];
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        {
          view: this.surface.getCurrentTexture().createView(),
          loadOp: 'clear',
          storeOp: 'store',
          clearValue: { r, g, b, a: 1 },
        },
      ],
    });
    pass.setPipeline(this.pipeline);
    for (const [at, { binding }] of draws.entries()) {
      pass.setBindGroup(0, this.bindGroup(binding, uniforms), [at * SLOT]);
      pass.draw(3);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** The volume's memory in pieces that one binding can hold; those that the slice touches. */
  private bindingsOf(scene: SliceScene, layer: Layer): Binding[] {
    const { storage }: Volume = layer.volume;
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

  private bindGroup({ buffer, offset, size }: Binding, uniforms: GPUBuffer): GPUBindGroup {
    const kept = this.bindGroups.get(buffer) ?? new Map<number, GPUBindGroup>();
    this.bindGroups.set(buffer, kept);
    const present = kept.get(offset);
    if (present) return present;
    const group = this.engine.context.device.createBindGroup({
      layout: this.pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer, offset, size } },
        { binding: 1, resource: { buffer: uniforms, size: SLOT } },
      ],
    });
    kept.set(offset, group);
    return group;
  }
}

async function makePipeline(device: GPUDevice, format: GPUTextureFormat): Promise<GPURenderPipeline> {
  const { code, label } = await linkPlain(SHADER, ['read', 'uniform']);
  const { FRAGMENT } = GPUShaderStage;
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: FRAGMENT, buffer: { type: 'read-only-storage' } },
      { binding: 1, visibility: FRAGMENT, buffer: { type: 'uniform', hasDynamicOffset: true } },
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
