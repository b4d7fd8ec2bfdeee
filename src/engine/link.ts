/**
 * Linking: a kernel file, the library files it imports, its constants and its access module become one text, by `wesl`, which
 * keeps for every character the file and line it came from. The same inputs are linked once.
 */
import { link } from 'wesl/core';
import { ShaderError } from '../core/errors.js';
import type { BindingKind, LinkedKernel } from '../gpu/pipelines.js';
import { SHADERS } from '../shaders.js';
import type { AccessModule } from './access.js';

/** Which library file declares a function: `package::lib::finite` for `is_nan4`. */
const MODULES = new Map<string, string>();
for (const [path, text] of Object.entries(SHADERS)) {
  if (!path.startsWith('lib/')) continue;
  for (const match of text.matchAll(/^fn (\w+)/gm)) if (match[1]) MODULES.set(match[1], path.replaceAll('/', '::'));
}

/** Where a library function lives, as an import path. */
export function moduleOf(name: string): string {
  const module = MODULES.get(name);
  if (!module) throw new Error(`no file under shaders/lib declares ${name}`);
  return module;
}

const LIBRARY: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SHADERS)
    .filter(([path]) => path.startsWith('lib/'))
    .map(([path, text]) => [`./${path}.wgsl`, text]),
);

const cache = new Map<string, LinkedKernel>();
const CACHED = 512;

/** Links one kernel. Throws `ShaderError` with file and line where an import or the syntax is wrong. */
export async function linkKernel(
  kernel: string,
  access: AccessModule,
  constants: Readonly<Record<string, number | boolean>>,
): Promise<LinkedKernel> {
  const key = JSON.stringify([kernel, constants, access.code]);
  const present = cache.get(key);
  if (present) return present;
  const text = SHADERS[kernel];
  if (text === undefined) throw new Error(`no file shaders/${kernel}.wgsl`);
  const linked = await weave(kernel, text, access, constants);
  if (cache.size >= CACHED) for (const oldest of [...cache.keys()].slice(0, CACHED / 2)) cache.delete(oldest);
  cache.set(key, linked);
  return linked;
}

async function weave(
  kernel: string,
  text: string,
  access: AccessModule,
  constants: Readonly<Record<string, number | boolean>>,
): Promise<LinkedKernel> {
  const file = `shaders/${kernel}.wgsl`;
  let linked: Awaited<ReturnType<typeof link>>;
  try {
    linked = await link({
      weslSrc: { ...LIBRARY, './kernel.wgsl': text, './access.wgsl': access.code },
      rootModuleName: './kernel.wgsl',
      constants: constants as Record<string, string | number>,
      conditions: Object.fromEntries(
        Object.entries(constants).filter(([, given]) => typeof given === 'boolean'),
      ) as Record<string, boolean>,
    });
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
  const linked = await weave(kernel, SHADERS[kernel] ?? '', { code: '', fields: [], bindings }, {});
  plain.set(kernel, linked);
  return linked;
}
