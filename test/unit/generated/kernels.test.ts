/** What TypeScript knows of kernels is read off their text: this writes src/generated/kernels.ts (`vitest -u`) and checks it. */

import { expect, test } from 'vitest';
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { shapeOf } from '../../../src/core/axes.js';
import { HANDED, type Port, writeAccess } from '../../../src/engine/access.js';
import { wholeLeaf } from '../../../src/engine/leaf.js';
import { library } from '../../../src/engine/library.js';
import { input } from '../../../src/graph/expr.js';
import { allShaders } from '../../../src/shaders.js';
import { declarationsOf } from '../../declarations.js';

const SHADERS = await allShaders();
const { link, moduleOf } = await library();

interface Field {
  offset: number;
  scalar: string;
  length: number;
  array: boolean;
}

/** Names that a kernel imports from a module, in order. */
function imported(text: string, module: string): string[] {
  const lists = text.matchAll(new RegExp(`import ${module}::(?:\\{([^}]*)\\}|(\\w+))\\s*;`, 'g'));
  return [...lists]
    .flatMap(([, several, one]) => (several ?? one ?? '').split(',').map((name) => name.trim()))
    .filter(Boolean);
}

/** A kernel and the library that it imports, as texts. */
function withLibrary(text: string, found = new Set<string>()): Set<string> {
  if (found.has(text)) return found;
  found.add(text);
  for (const [, name = ''] of text.matchAll(/import package::(lib::\w+)/g)) {
    const library = SHADERS[name.replace('::', '/')];
    if (library !== undefined) withLibrary(library, found);
  }
  return found;
}

/** The plainest access module that a kernel can be linked with: every volume f32, unfused, whole. */
function plainAccess(text: string) {
  const names = [...withLibrary(text)].flatMap((each) => imported(each, 'package::access'));
  const outputs = [...new Set(names.flatMap((name) => /^store4_(\w+)$/.exec(name)?.[1] ?? []))];
  const atomics = [
    ...new Set(names.flatMap((name) => /^(?:take|put|mark|add|raise|swap)_(\w+)$/.exec(name)?.[1] ?? [])),
  ];
  outputs.push(...atomics);
  const inputs = [
    ...new Set(names.flatMap((name) => /^(?:row|load4|load|size|Row|Value|Scalar)_(\w+)$/.exec(name)?.[1] ?? [])),
  ].filter((name) => !outputs.includes(name));
  const tables = Object.fromEntries(
    names.flatMap((name) => /^table_(\w+)$/.exec(name)?.[1] ?? []).map((name) => [name, new Float32Array(1)]),
  );
  const shape = shapeOf({ y: 8, x: 8 });
  const all = [...inputs, ...outputs];
  const leaves = all.map((_, item) => wholeLeaf({ item, output: 0 }, shape, 'f32'));
  const port = (name: string, at: number): Port =>
    at < inputs.length
      ? { name, as: 'f32', shape, expr: input(at) }
      : { name, as: 'f32', shape, expr: input(HANDED), target: at, atomic: atomics.includes(name) };
  const ports = all.map(port);
  return writeAccess(
    {
      inputs: ports.slice(0, inputs.length),
      outputs: ports.slice(inputs.length),
      leaves,
      pieces: leaves.map(() => 1),
      tables,
      values: 0,
      along: 'y',
      stacked: 'z',
      domain: shape,
      tile: { x4: 1, y: 1, z: 1 },
      fold: undefined,
      looks: [],
      looped: false,
    },
    moduleOf,
  );
}

function libraryConstants(): string[] {
  return Object.entries(SHADERS).flatMap(([path, text]) =>
    path.startsWith('lib/') ? imported(text, 'constants') : [],
  );
}

/** A kernel linked with its plainest access module. */
async function linkedText(text: string): Promise<string> {
  const constants = Object.fromEntries(
    [...imported(text, 'constants'), ...libraryConstants()].map((name) => [
      name,
      /ZEROS|WIDE|^IS_|^HAS_/.test(name) ? false : 1,
    ]),
  );
  return (await link(text, plainAccess(text).code, constants)).dest;
}

async function reflectParams(kernel: string, text: string): Promise<{ size: number; params: Record<string, Field> }> {
  const reflected = new WgslReflect(declarationsOf(await linkedText(text)));
  const uniform = kernel.startsWith('lib/')
    ? reflected.uniforms[0]
    : reflected.uniforms.find(({ group, binding }) => group === 0 && binding === 1);
  const fields: Record<string, Field> = {};
  for (const member of uniform?.members ?? []) {
    const type = member.type.getTypeName();
    const scalar = /u32|vec[234]u|<u32>/.test(type) ? 'u32' : /i32|vec[234]i|<i32>/.test(type) ? 'i32' : 'f32';
    const array = type.startsWith('array');
    const width = Number(/vec([234])/.exec(type)?.[1] ?? 1);
    if (array && width !== 4) throw new Error(`${kernel}: arrays in Params hold vec4, not ${type}`);
    fields[member.name] = { offset: member.offset, scalar, length: width, array };
  }
  return { size: uniform?.size ?? 0, params: fields };
}

test('src/generated/kernels.ts says what the shaders say', { timeout: 60_000 }, async () => {
  const kernels: Record<string, Awaited<ReturnType<typeof reflectParams>>> = {};
  for (const [path, text] of Object.entries(SHADERS).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (!path.startsWith('lib/') || /var<uniform>/.test(text)) kernels[path] = await reflectParams(path, text);
  const code = `/** Generated from shaders/ by test/unit/generated/kernels.test.ts; run \`npm run docs\` after changing a kernel's Params. */\nexport const KERNELS = ${JSON.stringify(kernels, null, 2)} as const;\n`;
  await expect(code).toMatchFileSnapshot('../../../src/generated/kernels.ts');
});

/** What of a text tests compare with layouts and with what is packed. */
function bindingsOf(text: string) {
  const { uniforms, storage } = new WgslReflect(text);
  return [...uniforms, ...storage].map(({ name, group, binding, access, members }) => {
    const fields = members?.map((member) => [member.name, member.offset, member.type.getTypeName()]);
    return { name, group, binding, access, fields };
  });
}

test('what is reflected of a kernel stands outside its functions', async () => {
  const some = Object.entries(SHADERS).filter(([path], at) => at % 25 === 0 && !path.startsWith('lib/'));
  expect(some.length).toBeGreaterThan(5);
  for (const [path, text] of some) {
    const whole = await linkedText(text);
    const declared = declarationsOf(whole);
    expect(declared, path).not.toContain('return');
    const bindings = bindingsOf(whole);
    expect(bindings.length, path).toBeGreaterThan(1);
    expect(bindingsOf(declared), path).toEqual(bindings);
  }
});
