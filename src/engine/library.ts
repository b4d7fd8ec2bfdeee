/** What kernels import: the files of shaders/lib, and which of them declares a function. Loaded once, with the linker, when an engine is opened or something is planned. */
import type { LinkedWesl, ModuleResolver } from 'wesl/core';
import { shadersOf } from '../shaders.js';

export interface Library {
  /** Makes one text of a kernel, its access module, its constants and what of the library they import; constants that are true or false are conditions, too. */
  link(kernel: string, access: string, constants: Readonly<Record<string, number | boolean>>): Promise<LinkedWesl>;
  /** Where a library function lives, as an import path: `lib::finite` for `is_nan4`. */
  moduleOf(name: string): string;
}

/** Kernels whose syntax is kept: most are linked several times, with other constants or another access module. */
const KEPT = 64;

let loading: Promise<Library> | undefined;

/** The library. What could not be loaded is tried again the next time. */
export function library(): Promise<Library> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function load(): Promise<Library> {
  const [files, wesl] = await Promise.all([shadersOf('lib'), import('wesl/core')]);
  const { RecordResolver, composeResolvers, createConstantsResolver, linkWithResolver } = wesl;
  const modules = new Map<string, string>();
  for (const [path, text] of Object.entries(files))
    for (const match of text.matchAll(/^fn (\w+)/gm)) if (match[1]) modules.set(match[1], path.replaceAll('/', '::'));
  // a file is parsed once, whatever links it: linking changes nothing about what was parsed
  const shared = new RecordResolver(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`./${path}.wgsl`, text])),
  );
  const kernels = new Map<string, ModuleResolver>();
  const parsed = (text: string): ModuleResolver => {
    const kernel = kernels.get(text) ?? new RecordResolver({ './kernel.wgsl': text });
    kernels.delete(text);
    kernels.set(text, kernel);
    for (const oldest of kernels.keys()) if (kernels.size > KEPT) kernels.delete(oldest);
    return kernel;
  };
  return {
    link: (kernel, access, constants) =>
      linkWithResolver({
        resolver: composeResolvers(
          parsed(kernel),
          new RecordResolver({ './access.wgsl': access }),
          shared,
          createConstantsResolver(constants as Record<string, string | number>),
        ),
        rootModuleName: './kernel.wgsl',
        conditions: Object.fromEntries(
          Object.entries(constants).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
        ),
      }),
    moduleOf(name) {
      const module = modules.get(name);
      if (!module) throw new Error(`no file under shaders/lib declares ${name}`);
      return module;
    },
  };
}
