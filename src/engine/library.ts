/** What kernels import: the files of shaders/lib, and which of them declares a function. Loaded once, with the linker, when an engine is opened or something is planned. */
import { shadersOf } from '../shaders.js';

type Linker = Pick<typeof import('wesl/core'), 'link'>;

export interface Library extends Linker {
  /** The texts, by the names that the linker knows them by. */
  readonly texts: Readonly<Record<string, string>>;
  /** Where a library function lives, as an import path: `lib::finite` for `is_nan4`. */
  moduleOf(name: string): string;
}

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
  const [files, { link }] = await Promise.all([shadersOf('lib'), import('wesl/core')]);
  const modules = new Map<string, string>();
  for (const [path, text] of Object.entries(files))
    for (const match of text.matchAll(/^fn (\w+)/gm)) if (match[1]) modules.set(match[1], path.replaceAll('/', '::'));
  return {
    texts: Object.fromEntries(Object.entries(files).map(([path, text]) => [`./${path}.wgsl`, text])),
    link,
    moduleOf(name) {
      const module = modules.get(name);
      if (!module) throw new Error(`no file under shaders/lib declares ${name}`);
      return module;
    },
  };
}
