/**
 * The texts of all WGSL files, by path under shaders/ without the ending: `filter/convolveAxis`, `lib/border`. A folder is loaded when a text of it is
 * first asked for: a page has need of few of them.
 */
import FOLDERS from 'virtual:shaders';

/** Text by path. */
export type Shaders = Readonly<Record<string, string>>;

/** The texts of a folder. Rejects where there is none. */
export async function shadersOf(folder: string): Promise<Shaders> {
  const load = FOLDERS[folder];
  if (!load) throw new Error(`no folder shaders/${folder}`);
  const { default: texts } = await load();
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${folder}/${name}`, text]));
}

/** The text of one file. Rejects where there is none. */
export async function shaderOf(path: string): Promise<string> {
  const text = (await shadersOf(path.replace(/\/.*/, '')))[path];
  if (text === undefined) throw new Error(`no file shaders/${path}.wgsl`);
  return text;
}

/** All of them. */
export async function allShaders(): Promise<Shaders> {
  return Object.assign({}, ...(await Promise.all(Object.keys(FOLDERS).map(shadersOf))));
}
