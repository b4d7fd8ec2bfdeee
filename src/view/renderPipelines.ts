/** The render pipelines of a drawer, compiled when first asked for. All share one layout, so that bind groups fit everywhere. */
import { ShaderError } from '../core/errors.js';
import { linkPlain } from '../engine/link.js';
import type { Draw, Light } from './draw.js';
import { PIECES } from './voxels.js';

export const DEPTH_FORMAT = 'depth24plus';

const BLENDS: Readonly<Record<Light, GPUBlendComponent>> = {
  over: { srcFactor: 'src-alpha', dstFactor: 'one-minus-src-alpha' },
  add: { srcFactor: 'src-alpha', dstFactor: 'one' },
};

type Kind = Pick<Draw, 'kernel' | 'light' | 'solid'>;

export class RenderPipelines {
  /** Colours and parameters; voxels. */
  readonly groups: readonly [GPUBindGroupLayout, GPUBindGroupLayout];
  private readonly ready = new Map<string, GPURenderPipeline>();
  private readonly compiling = new Map<string, Promise<void>>();

  constructor(
    private readonly device: GPUDevice,
    private readonly format: GPUTextureFormat,
  ) {
    const visibility = GPUShaderStage.FRAGMENT | GPUShaderStage.VERTEX;
    const read = (binding: number): GPUBindGroupLayoutEntry => ({
      binding,
      visibility,
      buffer: { type: 'read-only-storage' },
    });
    const uniform = (binding: number): GPUBindGroupLayoutEntry => ({
      binding,
      visibility,
      buffer: { type: 'uniform', hasDynamicOffset: true },
    });
    const pieces = Array.from({ length: PIECES }, (_, k) => read(k + 1));
    this.groups = [
      device.createBindGroupLayout({ entries: [read(0), uniform(1)] }),
      device.createBindGroupLayout({ entries: [uniform(0), ...pieces] }),
    ];
  }

  /** The pipeline of a draw, or undefined until it was prepared. */
  get(draw: Kind): GPURenderPipeline | undefined {
    return this.ready.get(keyOf(draw));
  }

  /** Compiles what draws need and is not there yet. Rejects with `ShaderError`. */
  async prepare(draws: readonly Kind[]): Promise<void> {
    const missing = draws.filter((draw) => !this.get(draw));
    await Promise.all(missing.map((draw) => this.compile(draw)));
  }

  private compile(draw: Kind): Promise<void> {
    const key = keyOf(draw);
    const present = this.compiling.get(key);
    if (present) return present;
    const made = this.make(draw).then((pipeline) => void this.ready.set(key, pipeline));
    this.compiling.set(key, made);
    return made;
  }

  private async make({ kernel, light, solid = false }: Kind): Promise<GPURenderPipeline> {
    const { code, label } = await linkPlain(kernel, ['read', 'uniform', 'read']);
    const module = this.device.createShaderModule({ label, code });
    const blend = { color: BLENDS[light], alpha: BLENDS[light] };
    try {
      return await this.device.createRenderPipelineAsync({
        label,
        layout: this.device.createPipelineLayout({ bindGroupLayouts: [...this.groups] }),
        vertex: { module, entryPoint: 'place_vertex' },
        fragment: { module, entryPoint: 'paint', targets: [{ format: this.format, blend }] },
        depthStencil: {
          format: DEPTH_FORMAT,
          depthWriteEnabled: solid,
          depthCompare: solid ? 'less' : 'always',
        },
      });
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : `${cause}`;
      throw new ShaderError(message, `shaders/${kernel}.wgsl`, 1, { cause });
    }
  }
}

function keyOf({ kernel, light, solid = false }: Kind): string {
  return `${kernel} ${light} ${solid}`;
}
