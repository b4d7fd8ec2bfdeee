/**
 * Asks, in a node of its own, whether Dawn finds an adapter and which: a driver can only be tried by loading it into a
 * process, and one that is refused or crashes must not take us along.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isSoftware } from './adapter.js';
import { nodeCommand } from './node.js';
import { run } from './run.js';

/** @typedef {{ adapter: import('./adapter.js').Adapter, refusal?: undefined } | { adapter?: undefined, refusal: string }} Answer */

/** The object that `create` returns must outlive the adapter, or the process crashes when it is collected. */
const question = (/** @type {string} */ webgpu) => `
const { create } = await import(${JSON.stringify(webgpu)});
const part = process.env.BRIGHTFIELD_ADAPTER;
globalThis.gpu = create(part ? ['adapter=' + part] : []);
const info = (await globalThis.gpu.requestAdapter())?.info;
const { vendor, architecture, device, description, isFallbackAdapter } = info ?? {};
console.log('adapter ' + JSON.stringify(info ? { vendor, architecture, device, description, isFallbackAdapter } : null));
process.exit();`;

/**
 * @param {import('./node.js').Launch} launch
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Answer>}
 */
export async function probe(launch, env = process.env) {
  const webgpu = packagePath();
  if (!webgpu) return { refusal: 'the npm package webgpu is not installed' };
  const node = nodeCommand(launch, ['--input-type=module', '--eval', question(webgpu)], env);
  const { code, output } = await run(node.command, node.args, { env: node.env, timeout: 60_000 });
  const line = /^adapter (.*)$/m.exec(output)?.[1];
  if (!line) return { refusal: code === 0 ? 'no answer' : reason(output) || `the process ended with ${code}` };
  const info = JSON.parse(line);
  if (!info) return { refusal: reason(output) || 'no adapter' };
  const { isFallbackAdapter, ...rest } = info;
  return { adapter: { ...rest, software: isFallbackAdapter === true || isSoftware(rest) } };
}

/** What Dawn or the loader said, in few words. @param {string} output */
export function reason(output) {
  if (/libvulkan\.so\.1: cannot open/.test(output)) return 'no Vulkan loader (libvulkan.so.1)';
  if (/ArrayDynamicIndexing/.test(output)) return 'its Mesa is too old (24 or newer is needed)';
  const others = [...output.matchAll(/^ \* backend: .*, name: ('.*')$/gm)].map(([, name]) => name);
  if (others.length > 0) return `it has ${others.join(', ')}`;
  const line = output.split('\n').find((text) => /GLIBC_|cannot open|error/i.test(text));
  return line?.trim().slice(0, 160) ?? '';
}

/** The address of Dawn's package as seen from here, or undefined. */
function packagePath() {
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve('webgpu')).href;
  } catch {
    return undefined;
  }
}
