/** A Chromium for the tests of the pages: the machine's, else installed by apt as root on Debian, else by npm. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseSystem } from './apt.js';
import { withLock } from './cache.js';
import { run } from './run.js';
import { say } from './say.js';
import { packagedChromium } from './sparticuz.js';

/** The line for a machine on which none can be had. */
export const chromiumAdvice =
  process.platform === 'linux' && /debian/.test([parseSystem().id, ...parseSystem().like].join())
    ? 'no Chromium for the tests of the pages. Install one: apt-get install chromium'
    : 'no Chromium for the tests of the pages. Install one: npx playwright install chromium';

/**
 * The path of a Chromium that starts, or undefined.
 * @param {{ install: boolean }} options `install`: may install one
 * @returns {Promise<string | undefined>}
 */
export async function findChromium({ install }) {
  const chosen = process.env.BRIGHTFIELD_CHROMIUM;
  if (chosen) return chosen;
  for (const path of await candidates()) if (existsSync(path) && (await starts(path))) return path;
  const fetched = [() => packagedChromium({ download: false })];
  if (install) fetched.push(byApt, () => packagedChromium({ download: true }));
  for (const fetch of fetched) {
    const path = await fetch();
    if (path && (await starts(path))) return path;
  }
  return undefined;
}

/** @returns {Promise<string[]>} */
async function candidates() {
  /** @type {Record<string, string[] | undefined>} */
  const known = {
    linux: [
      '/usr/bin/chromium',
      '/usr/bin/google-chrome-stable',
      '/usr/bin/google-chrome',
      '/usr/bin/chromium-browser',
      '/usr/bin/microsoft-edge',
    ],
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name];
      const below = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
      return folder ? below.map((path) => join(folder, path)) : [];
    }),
  };
  return [...(known[process.platform] ?? []), await playwrights()].filter((path) => path !== '');
}

/** Where Playwright's own Chromium lies when it has been installed. */
async function playwrights() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath();
  } catch {
    return '';
  }
}

/** A stub that only asks to be installed does not. Windows' does not answer. @param {string} path */
async function starts(path) {
  if (process.platform === 'win32') return true;
  const { code, output } = await run(path, ['--version'], { timeout: 20_000 });
  return code === 0 && /\d+\.\d+/.test(output);
}

/** Ubuntu's package is a stub, so only Debian's is used. */
async function byApt() {
  if (process.getuid?.() !== 0 || parseSystem().id !== 'debian') return undefined;
  return withLock('apt-chromium', async () => {
    if (await starts('/usr/bin/chromium')) return '/usr/bin/chromium';
    say('installing Chromium for the tests of the pages (apt-get install chromium)');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
    const apt = (/** @type {string[]} */ args) => run('apt-get', ['-qq', '-y', ...args], { env });
    await apt(['update']);
    const { code, output } = await apt(['install', '--no-install-recommends', 'chromium']);
    if (code === 0) return '/usr/bin/chromium';
    say(`apt-get could not: ${output.trim().split('\n').at(-1)}`);
    return undefined;
  });
}

/**
 * The flags with which a headless Chromium shows WebGPU and its canvas: on Linux through SwiftShader, since there a canvas
 * comes out white with the native driver.
 * @returns {string[]}
 */
export function chromiumFlags() {
  const quiet =
    '--no-first-run --disable-quic --disable-background-networking --disable-component-update --disable-sync';
  const software = '--ignore-gpu-blocklist --enable-features=Vulkan --use-vulkan=swiftshader --use-angle=swiftshader';
  return [
    ...quiet.split(' '),
    '--enable-unsafe-webgpu',
    ...(process.platform === 'linux' ? software.split(' ') : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
