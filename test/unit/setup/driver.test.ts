import { describe, expect, it } from 'vitest';
import { load } from './load.js';

const { choose } = await load('search');
const { keyOf } = await load('driver');
const { plans } = await load('mesa');
const adapters = await load('adapter');
const { advice } = await load('advice');
const { reason } = await load('probe');

const gpu = { description: 'NVIDIA H100', architecture: 'hopper', software: false };
const mesa26 = { description: 'llvmpipe: Mesa 26.1.6 (LLVM 19.1.7)', architecture: 'software', software: true };
const mesa25 = { description: 'llvmpipe: Mesa 25.0.7 (LLVM 19.1.7)', architecture: 'software', software: true };
const swift = { description: 'SwiftShader driver 5.0.0', architecture: 'swiftshader', software: true };

type Found = typeof gpu | undefined;

/** Searches the ways of a machine on which each launch shows the adapter given; tells what was asked and fetched. */
async function search(machine: { system: Found; lavapipe?: Found; chromium?: Found }, download: boolean) {
  const asked: string[] = [];
  const launch = (name: string, fetched: boolean) => async (options: { download: boolean }) =>
    name in machine && (!fetched || options.download) ? { env: { name } } : undefined;
  const ways = [
    { name: 'system', launch: launch('system', false), accepts: adapters.isBest },
    { name: 'private', launch: launch('lavapipe', true) },
    { name: 'system after all', launch: launch('system', false) },
    { name: 'chromium', launch: launch('chromium', false) },
  ];
  const ask = async ({ env }: { env: { name: keyof typeof machine } }) => {
    asked.push(env.name);
    const adapter = machine[env.name];
    return adapter ? { adapter } : { refusal: 'none' };
  };
  const { driver, refusals } = await choose(ways, ask, { download });
  return { way: driver?.way, refusals, asked };
}

describe('the choice', () => {
  it('takes a GPU and asks no further', async () => {
    const found = await search({ system: gpu, lavapipe: mesa26, chromium: swift }, true);
    expect(found).toEqual({ way: 'system', refusals: [], asked: ['system'] });
  });

  it('takes a new Mesa of the system as it is', async () => {
    expect((await search({ system: mesa26, lavapipe: mesa26 }, true)).way).toBe('system');
  });

  it('fetches a faster Mesa only when that is allowed', async () => {
    expect((await search({ system: mesa25, lavapipe: mesa26 }, true)).way).toBe('private');
    expect((await search({ system: mesa25, lavapipe: mesa26 }, false)).way).toBe('system after all');
  });

  it('asks each launch once and names what refused', async () => {
    const found = await search({ system: undefined, chromium: swift }, false);
    expect(found.way).toBe('chromium');
    expect(found.asked).toEqual(['system', 'chromium']);
    expect(found.refusals[0]).toBe('system: none');
  });

  it('finds nothing on a bare machine', async () => {
    expect((await search({ system: undefined }, true)).way).toBeUndefined();
  });
});

describe('what is said', () => {
  it('names the adapter, and software loudly', () => {
    expect(adapters.describe({ adapter: gpu, way: 'w' })).toBe('NVIDIA H100');
    expect(adapters.describe({ adapter: mesa26, way: 'w' })).toMatch(/Mesa 26.*SOFTWARE.*CPU \(w\)$/);
    expect(adapters.describe({ adapter: mesa25, way: 'w' })).toMatch(/SOFTWARE.*2 to 3 times slower/);
    expect(adapters.describe({ adapter: swift, way: 'w' })).toMatch(/SOFTWARE.*about 10 times slower/);
  });

  it('knows software by its words', () => {
    const named = (description: string) => adapters.isSoftware({ description, architecture: '', device: '' });
    expect(named('Microsoft Basic Render Driver')).toBe(true);
    expect(named('Apple M3')).toBe(false);
  });

  it('understands refusals', () => {
    expect(reason("Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file")).toMatch(/loader/);
    const listed =
      "Available adapters:\n * backend: 'vulkan', name: 'A 100'\n * backend: 'vulkan', name: 'llvmpipe (LLVM 19)'\n";
    expect(reason(`Error: no suitable backends found\n${listed}`)).toBe("it has 'A 100', 'llvmpipe (LLVM 19)'");
    expect(reason('Vulkan shaderUniformBufferArrayDynamicIndexing required')).toMatch(/too old/);
  });

  it('says exactly what to install', () => {
    const on = (id: string, version: number, codename = '') =>
      advice({}, [], true, { platform: 'linux', arch: 'arm64', system: { id, like: [], codename, version } });
    expect(on('debian', 12, 'bookworm')).toContain('apt-get install -t bookworm-backports mesa-vulkan-drivers');
    expect(on('debian', 13, 'trixie')).toContain('apt-get install mesa-vulkan-drivers');
    expect(on('fedora', 42)).toContain('dnf install mesa-vulkan-drivers');
    expect(advice({}, [], false, { platform: 'linux' })).toContain('brightfield doctor --install');
    expect(advice({ VK_DRIVER_FILES: 'x' }, [], true, { platform: 'linux' })).toContain('unset VK_DRIVER_FILES');
    expect(advice({ BRIGHTFIELD_ADAPTER: 'x' }, ['a: b'], true, { platform: 'linux' })).toMatch(
      /name, got 'x' \(a: b\)/,
    );
    expect(advice({}, ['a: b'], true, { platform: 'darwin' })).toMatch(/Metal.*a: b/);
    expect(on('debian', 12, 'bookworm')).not.toContain('\n');
  });
});

it('remembers a choice for the variables that it depends on', () => {
  const env = { PATH: '/bin' };
  expect(keyOf({ ...env, EDITOR: 'vi' })).toBe(keyOf(env));
  expect(keyOf({ ...env, VK_DRIVER_FILES: 'other.json' })).not.toBe(keyOf(env));
  expect(keyOf({ ...env, LD_LIBRARY_PATH: 'lib' })).not.toBe(keyOf(env));
});

describe('packages to fetch', () => {
  const sources = [
    { uri: 'http://deb.debian.org/debian', suite: 'bookworm', components: ['main'], signedBy: '/k.gpg' },
  ];
  const debian = { id: 'debian', like: [], codename: 'bookworm', version: 12 };

  it("are the next release's backports, then those of the machine's own", () => {
    const { best, own } = plans(debian, sources, 2.36);
    expect(best).toEqual({
      name: 'trixie-backports',
      mirror: 'http://deb.debian.org/debian',
      suites: ['trixie', 'trixie-backports'],
      components: ['main'],
      keys: '/k.gpg',
    });
    expect(own.suites).toEqual(['bookworm', 'bookworm-backports']);
  });

  it('never bring an older C library than the machine has', () => {
    expect(plans(debian, sources, 2.42).best).toBeUndefined();
  });

  it('are none where the mirror is not known', () => {
    expect(plans(debian, [], 2.36)).toEqual({});
    expect(plans({ ...debian, id: 'mint' }, sources, 2.36)).toEqual({});
  });
});
