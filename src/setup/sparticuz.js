/**
 * A Vulkan driver (SwiftShader) and a Chromium that come by npm alone, for Linux on x64: the package @sparticuz/chromium,
 * made for machines where nothing can be installed. It is never a dependency: it is fetched when nothing else is there.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { cacheFolder, partFolder, withLock, writeWhole } from './cache.js';
import { npm, run } from './run.js';
import { say } from './say.js';

/** The last version that runs on Node 20. */
const VERSION = '147.0.0';
const PACKAGE = '@sparticuz/chromium';
const decompress = promisify(brotliDecompress);

/** The command that gets it, for a person to run. */
export const sparticuzCommand = `npm install --save-dev --save-exact ${PACKAGE}@${VERSION}`;

const folderOf = (/** @type {string} */ what) => join(cacheFolder(), `${what}-${VERSION}`);
const isHere = process.platform === 'linux' && process.arch === 'x64';

/**
 * A folder with SwiftShader's libvk_swiftshader.so, its manifest and libvulkan.so.1.
 * @param {{ download: boolean }} options
 * @returns {Promise<string | undefined>}
 */
export function swiftShader(options) {
  return unpacked('swiftshader', ['swiftshader.tar.br'], options);
}

/**
 * The Chromium of the package, as a script that starts it with its own libraries and fonts.
 * @param {{ download: boolean }} options
 * @returns {Promise<string | undefined>}
 */
export async function packagedChromium(options) {
  const archives = ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br', 'fonts.tar.br'];
  const folder = await unpacked('chromium', archives, options);
  if (!folder) return undefined;
  const script = join(folder, 'chromium.sh');
  if (!existsSync(script)) {
    const here = 'here=$(dirname "$(readlink -f "$0")")';
    const set = 'export LD_LIBRARY_PATH="$here:$here/lib" FONTCONFIG_FILE="$here/own-fonts.conf" LANG=en_US.UTF-8';
    // the package's own names folders of Amazon's machines: without a font Chromium ends where a canvas is drawn
    const fonts = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
    writeWhole(join(folder, 'own-fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${fonts}</fontconfig>\n`);
    writeWhole(script, `#!/bin/sh\n${here}\n${set}\nexec "$here/chromium" "$@"\n`, 0o755);
  }
  return script;
}

/**
 * @param {string} what
 * @param {string[]} archives
 * @param {{ download: boolean }} options
 */
async function unpacked(what, archives, { download }) {
  if (!isHere) return undefined;
  const folder = folderOf(what);
  if (existsSync(folder)) return folder;
  return withLock(what, async () => {
    const bin = inProject() ?? (await inCache(download));
    if (!bin || existsSync(folder)) return bin && folder;
    const part = partFolder(what);
    for (const name of archives) {
      const bytes = await decompress(readFileSync(join(bin, name)));
      if (name.endsWith('.tar.br')) untar(bytes, part);
      else writeFileSync(join(part, name.replace('.br', '')), bytes, { mode: 0o755 });
    }
    chmodSync(part, 0o755);
    renameSync(part, folder);
    return folder;
  });
}

/** The package's archives where the user installed it. */
function inProject() {
  try {
    const require = createRequire(join(process.cwd(), 'package.json'));
    const bin = join(dirname(require.resolve(PACKAGE)), '..', 'bin');
    return [bin, join(bin, '..', '..', 'bin')].find((path) => existsSync(join(path, 'chromium.br')));
  } catch {
    return undefined;
  }
}

/** The same in the cache folder. @param {boolean} download @returns {Promise<string | undefined>} */
async function inCache(download) {
  const home = folderOf('sparticuz');
  const bin = join(home, 'node_modules', PACKAGE, 'bin');
  if (existsSync(bin) || !download) return existsSync(bin) ? bin : undefined;
  say(`fetching ${PACKAGE} ${VERSION} (67 MB) by npm into ${home}`);
  const part = partFolder('sparticuz');
  const flags = ['--no-save', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, args, options] = npm(['install', '--prefix', part, ...flags, `${PACKAGE}@${VERSION}`]);
  const { code, output } = await run(command, args, { ...options, cwd: part });
  if (code === 0) {
    renameSync(part, home);
    return bin;
  }
  rmSync(part, { recursive: true, force: true });
  say(`could not fetch it: ${output.trim().split('\n')[0]}`);
  return undefined;
}

/**
 * The files of a tar archive of plain files and folders.
 * @param {Buffer} tar
 * @param {string} folder
 */
function untar(tar, folder) {
  const text = (/** @type {number} */ from, /** @type {number} */ length) => {
    const end = tar.indexOf(0, from);
    return tar.toString('latin1', from, end >= from && end < from + length ? end : from + length);
  };
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const path = join(folder, text(at, 100));
    const size = Number.parseInt(text(at + 124, 12), 8);
    const type = text(at + 156, 1);
    if (!path.startsWith(folder)) throw new Error(`a path outside the archive: ${path}`);
    if (type === '5') mkdirSync(path, { recursive: true });
    else if (type === '0' || type === '') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, tar.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
