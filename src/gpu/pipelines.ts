/**
 * Compute pipelines, cached by their own text and bindings: the key is what is compiled, nothing hand-written. Layouts are
 * explicit, so that bind groups are shareable and a pipeline is cheap to make again.
 */
import { GpuValidationError, ShaderError } from '../core/errors.js';

/** `block`: a uniform whose place in its buffer is told at each dispatch. */
export type BindingKind = 'uniform' | 'block' | 'read' | 'write';

/** Finished kernel text: what is compiled, its bindings in order, and where each line came from. */
export interface LinkedKernel {
  /** How plans and messages call it. */
  readonly label: string;
  readonly code: string;
  readonly bindings: readonly BindingKind[];
  /** The file and line that a character of `code` came from. */
  readonly origin: (offset: number) => { readonly file: string; readonly line: number };
}

const LAYOUTS = {
  uniform: { type: 'uniform' },
  block: { type: 'uniform', hasDynamicOffset: true },
  read: { type: 'read-only-storage' },
  write: { type: 'storage' },
} as const;

export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

export class Pipelines {
  private readonly cache = new Map<string, Promise<Pipeline>>();
  /** The same by object: a text is hashed once, not for each window of each plan. */
  private readonly known = new WeakMap<LinkedKernel, Promise<Pipeline>>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();
  /** All that was compiled so far: tests assert that nothing compiles twice, and reflect the final texts. */
  readonly linked: LinkedKernel[] = [];

  constructor(private readonly device: GPUDevice) {}

  /** The pipeline of a kernel; compiled at the first call. Rejects with `ShaderError`. */
  get(kernel: LinkedKernel): Promise<Pipeline> {
    const known = this.known.get(kernel);
    if (known) return known;
    const made = this.byText(kernel);
    this.known.set(kernel, made);
    made.catch(() => this.known.delete(kernel));
    return made;
  }

  private byText(kernel: LinkedKernel): Promise<Pipeline> {
    const signature = kernel.bindings.join(' ');
    const key = `${signature}\n${kernel.code}`;
    const present = this.cache.get(key);
    if (present) return present;
    const made = this.compile(kernel, signature);
    this.cache.set(key, made);
    made.catch(() => this.cache.delete(key));
    return made;
  }

  private layout(signature: string, bindings: readonly BindingKind[]): GPUBindGroupLayout {
    const present = this.layouts.get(signature);
    if (present) return present;
    const entries = bindings.map((kind, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: LAYOUTS[kind],
    }));
    const layout = this.device.createBindGroupLayout({ entries });
    this.layouts.set(signature, layout);
    return layout;
  }

  private async compile(kernel: LinkedKernel, signature: string): Promise<Pipeline> {
    const { device } = this;
    this.linked.push(kernel);
    device.pushErrorScope('validation');
    const layout = this.layout(signature, kernel.bindings);
    const module = device.createShaderModule({ label: kernel.label, code: kernel.code });
    const scope = await device.popErrorScope();
    if (scope) {
      const { messages } = await module.getCompilationInfo();
      const worst = messages.find((message) => message.type === 'error');
      if (!worst) throw new GpuValidationError(scope.message);
      const { file, line } = kernel.origin(worst.offset);
      throw new ShaderError(worst.message, file, line, { cause: scope });
    }
    try {
      const pipeline = await device.createComputePipelineAsync({
        label: kernel.label,
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module, entryPoint: 'main' },
      });
      return { pipeline, layout };
    } catch (cause) {
      const { file, line } = kernel.origin(0);
      throw new ShaderError(cause instanceof Error ? cause.message : `${cause}`, file, line, { cause });
    }
  }
}
