/**
 * `npm run bench:pack [-- FOLDER]` makes one folder, out/pack unless said, that runs the benchmarks on a Linux x64 machine without a network and without root:
 * Node, the built package, its production dependencies, and the Vulkan loader with what NVIDIA's driver asks of the system's libraries. There, `sh FOLDER/run`
 * runs everything on the GPU beside what Python has on it; what follows are arguments of the bench. Needs tar, xz, and apt for the loader.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readJson } from '../../src/setup/cache.js';
import { ensureBuilt, ensureInstalled } from '../../src/setup/install.js';
import { root } from '../../src/setup/run.js';
import { say } from '../../src/setup/say.js';

const MOST = 60e6;
/** The loader, and libraries of the window system's that NVIDIA's Vulkan driver is linked with. */
const DEBS = [
  'libvulkan1',
  'libegl1',
  'libglvnd0',
  'libopengl0',
  'libgl1',
  'libglx0',
  'libgles2',
  'libx11-6',
  'libxext6',
  'libxcb1',
  'libxau6',
  'libxdmcp6',
  'libbsd0',
  'libmd0',
];
const OTHER_SYSTEMS = /\/webgpu\/dist\/(darwin|win32|linux-arm64)/;

/** @param {string} command @param {string[]} args @param {string} [cwd] */
const must = (command, args, cwd = root) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 28 });

/** What the package needs when it runs, by the lock file. @param {string} to */
function copyPackages(to) {
  const { packages } = readJson(join(root, 'package-lock.json'));
  for (const [path, { dev, optional }] of Object.entries(packages)) {
    const from = join(root, path);
    if (path === '' || dev || (optional && !existsSync(from))) continue;
    cpSync(from, join(to, path), {
      recursive: true,
      // nested packages are entries of their own
      filter: (source) =>
        !OTHER_SYSTEMS.test(source) &&
        !/\.(map|md|d\.ts)$/.test(source) &&
        !source.slice(from.length + 1).includes('node_modules'),
    });
  }
}

/** @param {string} to */
function copyBuild(to) {
  copyFileSync(join(root, 'package.json'), join(to, 'package.json'));
  cpSync(join(root, 'dist'), join(to, 'dist'), {
    recursive: true,
    filter: (source) => !/\/dist\/(pages|types)(\/|$)|\.map$/.test(source),
  });
}

/** Shared libraries of Debian packages, in one folder. @param {string} to @param {string} work */
function copyLoader(to, work) {
  const lists = join(work, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(work, 'debs'));
  const options = [
    '-qq',
    '-oAPT::Architecture=amd64',
    '-oAPT::Architectures=amd64',
    `-oDir::State::Lists=${lists}`,
    '-oAPT::Sandbox::User=',
  ];
  must('apt-get', [...options, 'update']);
  must('apt-get', [...options, 'download', ...DEBS], join(work, 'debs'));
  for (const deb of readdirSync(join(work, 'debs'))) must('dpkg', ['-x', join(work, 'debs', deb), join(work, 'root')]);
  mkdirSync(to);
  for (const folder of ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu']
    .map((path) => join(work, 'root', path))
    .filter(existsSync))
    for (const name of readdirSync(folder).filter((file) => /\.so\.\d+$/.test(file))) {
      const path = join(folder, name);
      // links point to a file beside them
      copyFileSync(existsSync(path) ? realpathSync(path) : join(folder, readlinkSync(path)), join(to, name));
    }
  if (!existsSync(join(to, 'libvulkan.so.1'))) throw new Error('libvulkan1 has no libvulkan.so.1');
}

/** @param {string} folder @returns {number} */
const bytesOf = (folder) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

if (process.platform !== 'linux' || process.arch !== 'x64')
  throw new Error(`a pack is made on Linux x64, got ${process.platform} ${process.arch}`);
await ensureInstalled();
await ensureBuilt();
const folder = resolve(process.argv[2] ?? join(root, 'out/pack'));
const work = mkdtempSync(join(tmpdir(), 'brightfield-pack-'));
try {
  const stage = join(work, 'stage');
  mkdirSync(join(stage, 'bin'), { recursive: true });
  say('gathering Node, the build, its packages and the Vulkan loader');
  copyFileSync(realpathSync(process.execPath), join(stage, 'bin/node'));
  copyBuild(stage);
  copyPackages(stage);
  copyLoader(join(stage, 'lib'), work);
  mkdirSync(folder, { recursive: true });
  for (const name of ['run', 'pack.tar.xz']) rmSync(join(folder, name), { force: true });
  say('packing (half a minute)');
  must('tar', ['-cf', join(work, 'pack.tar'), '-C', stage, '.']);
  must('xz', ['-T0', '-6', join(work, 'pack.tar')]);
  copyFileSync(join(work, 'pack.tar.xz'), join(folder, 'pack.tar.xz'));
  copyFileSync(join(dirname(new URL(import.meta.url).pathname), 'run'), join(folder, 'run'));
  const bytes = bytesOf(folder);
  say(`${folder}: ${(bytes / 1e6).toFixed(1)} MB; there, sh run`);
  if (bytes > MOST) throw new Error(`a pack must be at most ${MOST / 1e6} MB, got ${(bytes / 1e6).toFixed(1)}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
