/**
 * Finds WebGPU: `navigator.gpu` in a page, Dawn in Node. The object that Dawn's `create` returns must live as long as any
 * device, or the process crashes at a later garbage collection: it is kept here.
 */
import { NoAdapterError } from '../core/errors.js';
import { findCollector } from './garbage.js';

let dawn: GPU | undefined;

/** Nanosecond timestamps: Dawn rounds them to 65.5 µs unless told otherwise. */
const DAWN_OPTIONS = ['disable-dawn-features=timestamp_quantization'];

const NOTHING_FOUND =
  'no WebGPU adapter found. `npx brightfield doctor` tells whether a software driver is there (`--install` fetches one); ' +
  'your program runs on it by `npx brightfield node program.mjs`. Or install a Vulkan driver ' +
  '(Debian 13, Ubuntu 24.04 and later: apt-get install mesa-vulkan-drivers; Debian 12: the same from bookworm-backports)';

/** The variable that names the adapter to take, by a part of what it is called, where a machine has several (Node only). */
const ADAPTER = 'BRIGHTFIELD_ADAPTER';

async function webgpu(): Promise<GPU> {
  if (typeof navigator !== 'undefined' && navigator.gpu) return navigator.gpu;
  if (typeof process === 'undefined' || !process.versions?.node)
    throw new NoAdapterError('this browser has no WebGPU (navigator.gpu); Chrome 121 or later has it');
  if (!dawn) {
    const module = await import('webgpu');
    Object.assign(globalThis, module.globals);
    const part = process.env[ADAPTER];
    if (part) checkPart(part, await adapterNames());
    dawn = module.create([...DAWN_OPTIONS, ...(part ? [`adapter=${part}`] : [])]);
    await findCollector();
  }
  return dawn;
}

/** The adapters that this process could take, by name (Node only): Dawn lists them where it is asked for one that there is not. */
export async function adapterNames(): Promise<readonly string[]> {
  const { create } = await import('webgpu');
  try {
    await create(['adapter=\n']).requestAdapter();
  } catch (cause) {
    return [...`${cause}`.matchAll(/^ \* backend: '.*', name: '(.*)'$/gm)].map(([, name = '']) => name);
  }
  return [];
}

/** Refuses a part of no name, and one of several: the first of them would be taken, and nobody would know. */
function checkPart(part: string, names: readonly string[]): void {
  const found = names.filter((name) => name.includes(part));
  if (found.length === 1) return;
  const quoted = (all: readonly string[]): string => all.map((name) => `'${name}'`).join(', ');
  if (found.length === 0) {
    const there = names.length > 0 ? `; here there is ${quoted(names)}` : '; brightfield doctor says what was tried';
    throw new NoAdapterError(`${ADAPTER} must be part of an adapter's name, got '${part}'${there}`);
  }
  const alike =
    new Set(found).size === 1 ? '; a process takes one of equal ones where it sees no other (docs/cluster.md)' : '';
  throw new NoAdapterError(
    `${ADAPTER} must be part of one adapter's name, got '${part}', which ${quoted(found)} have${alike}`,
  );
}

const NOTHING_FOUND_BY_BROWSER =
  'no WebGPU adapter found: this browser has WebGPU, but no GPU that it uses for it; chrome://gpu says why';

/** The machine's adapter; `NoAdapterError` with what helps where there is none. */
export async function findAdapter(): Promise<GPUAdapter> {
  const gpu = await webgpu();
  const nothing = gpu === dawn ? NOTHING_FOUND : NOTHING_FOUND_BY_BROWSER;
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (cause) {
    throw new NoAdapterError(`${nothing} (${cause instanceof Error ? cause.message : cause})`, { cause });
  }
  if (!adapter) throw new NoAdapterError(nothing);
  return adapter;
}

/** What an adapter calls itself, with its driver where that tells; what the device alone is called; and whether it is a program on the processor. */
export interface AdapterFacts {
  readonly name: string;
  readonly device: string;
  readonly software: boolean;
  /** Invocations that run side by side; undefined where it does not say. */
  readonly lanes: number | undefined;
}

/** Reads the adapter's own words; its fields are getters of a prototype, so they are named one by one. */
export function adapterFacts(info: GPUAdapterInfo): AdapterFacts {
  const { vendor, architecture, device, description, subgroupMaxSize } = info;
  const name = [description, device, architecture, vendor].find((word) => word) ?? 'unnamed adapter';
  const software = /llvmpipe|lavapipe|swiftshader|software|cpu/i.test(
    [vendor, architecture, device, description].join(' '),
  );
  return { name, device: device || name, software, lanes: subgroupMaxSize || undefined };
}

/** Bytes that volumes may take together: software adapters share the machine's memory, of which Node knows the size. */
export async function memoryOf({ software }: AdapterFacts): Promise<number> {
  if (!software || typeof process === 'undefined' || !process.versions?.node) return Number.POSITIVE_INFINITY;
  const { totalmem } = await import('node:os');
  return Math.floor(totalmem() * 0.8);
}
