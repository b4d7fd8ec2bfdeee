/**
 * Bind groups by what they bind. Software drivers take a mapping of the process's memory for each (Linux allows 65,530), and
 * nothing frees them but the garbage collector, which is asked now and then: dispatches over the same buffers share one (their uniforms are told apart by
 * dynamic offsets), and a device keeps the latest few thousand.
 */
import { collectGarbage } from './garbage.js';

const MOST_KEPT = 4096;
/** How many are made between two collections: training makes as many in a minute. */
const MOST_MADE = 8192;

export class BindGroups {
  /** The one used longest ago first. */
  private readonly kept = new Map<string, GPUBindGroup>();
  private readonly numbers = new WeakMap<object, number>();
  private next = 0;
  private made = 0;

  constructor(private readonly device: GPUDevice) {}

  /** How many are kept. */
  get size(): number {
    return this.kept.size;
  }

  /** The bind group of these resources. */
  get(layout: GPUBindGroupLayout, resources: readonly GPUBufferBinding[]): GPUBindGroup {
    const named = resources.map(({ buffer, offset = 0, size = '' }) => `${this.numberOf(buffer)}+${offset}:${size}`);
    const key = [this.numberOf(layout), ...named].join(' ');
    const group = this.kept.get(key) ?? this.make(layout, resources);
    // set anew, so that it is the last
    this.kept.delete(key);
    this.kept.set(key, group);
    if (this.kept.size > MOST_KEPT)
      for (const oldest of [...this.kept.keys()].slice(0, MOST_KEPT / 4)) this.kept.delete(oldest);
    return group;
  }

  private make(layout: GPUBindGroupLayout, resources: readonly GPUBufferBinding[]): GPUBindGroup {
    if (++this.made % MOST_MADE === 0) collectGarbage();
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    return this.device.createBindGroup({ layout, entries });
  }

  private numberOf(thing: object): number {
    const present = this.numbers.get(thing);
    if (present !== undefined) return present;
    this.numbers.set(thing, ++this.next);
    return this.next;
  }
}
