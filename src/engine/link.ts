/**
 * Linking: a kernel file, the library files it imports, its constants and its access module become one text, by `wesl`, which
 * keeps for every character the file and line it came from. The same inputs are linked once.
 */

import { breathe } from '../core/breath.js';
import { ShaderError } from '../core/errors.js';
import type { BindingKind, LinkedKernel } from '../gpu/pipelines.js';
import { shaderOf } from '../shaders.js';
import type { AccessModule } from './access.js';
import { library } from './library.js';

const cache = new Map<string, LinkedKernel>();
const CACHED = 512;

/** Links one kernel. Throws `ShaderError` with file and line where an import or the syntax is wrong. */
export async function linkKernel(
  kernel: string,
  access: AccessModule,
  constants: Readonly<Record<string, number | boolean>>,
): Promise<LinkedKernel> {
  const key = `${kernel}\n${JSON.stringify(constants)}\n${access.code}`;
  const present = cache.get(key);
  if (present) return present;
  const linked = await weave(kernel, access, constants);
  if (cache.size >= CACHED) for (const oldest of [...cache.keys()].slice(0, CACHED / 2)) cache.delete(oldest);
  cache.set(key, linked);
  return linked;
}

async function weave(
  kernel: string,
  access: AccessModule,
  constants: Readonly<Record<string, number | boolean>>,
): Promise<LinkedKernel> {
  const file = `shaders/${kernel}.wgsl`;
  const [{ link }, text] = await Promise.all([library(), shaderOf(kernel)]);
  await breathe();
  let linked: Awaited<ReturnType<typeof link>>;
  try {
    linked = await link(text, access.code, constants);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : `${cause}`;
    const line = Number(/kernel\.w[eg]sl[ :]+(\d+)/.exec(message)?.[1] ?? 1);
    throw new ShaderError(message.split('\n')[0] ?? 'does not link', file, line, { cause });
  }
  const { sourceMap } = linked;
  return {
    label: kernel,
    code: linked.dest,
    bindings: access.bindings,
    origin(offset) {
      const { src, position } = sourceMap.destToSrc(offset);
      const path = src.path ?? '';
      const line = src.text.slice(0, position).split('\n').length;
      if (path.includes('access')) return { file: `access module of ${file}`, line };
      return { file: path.includes('kernel') || path === '' ? file : `shaders/${path.replace(/^\.\//, '')}`, line };
    },
  };
}

const plain = new Map<string, LinkedKernel>();

/** A kernel of the engine's own, which binds its buffers itself: library imports are resolved, nothing else. */
export async function linkPlain(kernel: string, bindings: readonly BindingKind[]): Promise<LinkedKernel> {
  const present = plain.get(kernel);
  if (present) return present;
  const linked = await weave(kernel, { code: '', fields: [], bindings }, {});
  plain.set(kernel, linked);
  return linked;
}
