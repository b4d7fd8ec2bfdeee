/**
 * Mesa's software Vulkan driver (lavapipe) in a folder of its own, without root and without a change to the system: the
 * packages of Debian's next release and their C library, fetched by the machine's own apt from its own mirror with a
 * state of its own, and unpacked. See node.js for how node is started through that C library.
 * Measured on 2 cores: Mesa 26.1 runs kernels 2 to 3 times faster and compiles them 10 to 100 times faster than 25.0.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mirrorOf, parseSystem, readSources } from './apt.js';
import { cacheFolder, partFolder, readJson, withLock } from './cache.js';
import { run } from './run.js';
import { say } from './say.js';

/** The release whose backports have Mesa 26.1 or newer, and the version of its C library. */
const BEST = { codename: 'trixie', glibc: 2.41 };

const ARCHITECTURES = /** @type {Record<string, { debian: string, triplet: string } | undefined>} */ ({
  x64: { debian: 'amd64', triplet: 'x86_64-linux-gnu' },
  arm64: { debian: 'arm64', triplet: 'aarch64-linux-gnu' },
});

/**
 * @typedef {object} Plan packages that can be fetched
 * @property {string} name of the suite they come from, and so of their folder
 * @property {string} mirror
 * @property {string[]} suites
 * @property {string[]} components
 * @property {string | undefined} keys a file with the archive's keys; undefined: those that apt trusts anyway
 */

/**
 * What this machine's apt could fetch: the best, and its own release's.
 * @param {import('./apt.js').System} system
 * @param {import('./apt.js').Source[]} sources
 * @param {number} glibc the version that the machine's own programs run on; they cannot run on an older one
 * @returns {{ best?: Plan, own?: Plan }}
 */
export function plans(system, sources, glibc) {
  const mirror = mirrorOf(sources, system);
  if (!mirror) return {};
  const plan = (/** @type {string[]} */ suites, /** @type {string[]} */ components) => ({
    name: suites.at(-1) ?? '',
    mirror: mirror.uri,
    suites,
    components,
    keys: mirror.signedBy ?? `/usr/share/keyrings/${system.id}-archive-keyring.gpg`,
  });
  const backports = (/** @type {string} */ codename) => plan([codename, `${codename}-backports`], ['main']);
  if (system.id === 'ubuntu') {
    return { own: plan([system.codename, `${system.codename}-updates`], ['main', 'universe']) };
  }
  if (system.id !== 'debian') return {};
  const own = system.codename && system.codename !== BEST.codename ? { own: backports(system.codename) } : {};
  return glibc > BEST.glibc ? own : { best: backports(BEST.codename), ...own };
}

/** The version of the C library that this machine's node was started on; NaN where it is another one. */
export function glibcVersion() {
  const report = /** @type {any} */ (process.report);
  report.excludeNetwork = true;
  return Number.parseFloat(report.getReport().header.glibcVersionRuntime);
}

/**
 * @typedef {object} Private a Mesa in a folder of its own
 * @property {string} name
 * @property {string} library the folder with the driver, libvulkan.so.1 and the C library
 * @property {string} loader
 * @property {string} icd the file that VK_DRIVER_FILES names
 */

/**
 * The best or the distribution's own Mesa of this machine, fetched when that is allowed and it is missing.
 * @param {'best' | 'own'} which
 * @param {{ download: boolean }} options
 * @returns {Promise<Private | undefined>}
 */
export async function privateMesa(which, { download }) {
  const plan = plans(parseSystem(), readSources(), glibcVersion())[which];
  return plan && (at(plan.name) ?? (download ? fetchMesa(plan) : undefined));
}

/** @param {string} name */
function folderOf(name) {
  return join(cacheFolder(), `mesa-${name}-${process.arch}`);
}

/** @param {string} name @returns {Private | undefined} */
function at(name) {
  const folder = folderOf(name);
  const library = join(folder, 'lib');
  if (!existsSync(library)) return undefined;
  const loader = readdirSync(library).find((file) => /^ld-linux.*\.so\.\d+$/.test(file));
  return loader ? { name, library, loader: join(library, loader), icd: join(folder, 'lvp_icd.json') } : undefined;
}

/**
 * Fetches a plan's packages, unless somebody has; says what it does, and why it could not.
 * @param {Plan} plan
 * @returns {Promise<Private | undefined>}
 */
function fetchMesa(plan) {
  const wait = () => say('another process is fetching the driver; waiting for it');
  const work = async () => at(plan.name) ?? (await fetchAlone(plan));
  return withLock(`mesa-${plan.name}-${process.arch}`, work, wait);
}

/** @param {Plan} plan */
async function fetchAlone(plan) {
  const folder = folderOf(plan.name);
  const started = Date.now();
  const part = partFolder(`mesa-${plan.name}`);
  const clean = () => rmSync(part, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    say(`fetching Mesa's software Vulkan driver (${plan.name}, about 70 MB) from ${plan.mirror} into ${folder}`);
    await download(plan, part);
    await assemble(part);
    renameSync(part, folder);
    say(`fetched in ${Math.round((Date.now() - started) / 1000)} s`);
    return at(plan.name);
  } catch (error) {
    say(`could not fetch the driver: ${error instanceof Error ? error.message : error}`);
    return undefined;
  } finally {
    process.off('exit', clean);
    clean();
  }
}

/**
 * The packages and all they need, down to the C library (apt is told that nothing is installed), unpacked into `part`.
 * @param {Plan} plan
 * @param {string} part
 */
async function download(plan, part) {
  const state = join(part, 'apt');
  const architecture = ARCHITECTURES[process.arch]?.debian;
  const system = (await must('dpkg', ['--print-architecture'])).trim();
  if (system !== architecture) throw new Error(`this machine's packages are ${system}, its node is ${process.arch}`);
  for (const name of ['lists/partial', 'cache/archives/partial', 'parts'])
    mkdirSync(join(state, name), { recursive: true });
  writeFileSync(join(state, 'status'), '');
  const signed = plan.keys && existsSync(plan.keys) ? `[signed-by=${plan.keys}] ` : '';
  const lines = plan.suites.map((suite) => `deb ${signed}${plan.mirror} ${suite} ${plan.components.join(' ')}\n`);
  writeFileSync(join(state, 'sources.list'), lines.join(''));
  const configuration = join(state, 'apt.conf');
  writeFileSync(configuration, aptConfiguration(state));
  const apt = (/** @type {string[]} */ args) => must('apt-get', ['-c', configuration, '-qq', '-y', ...args]);
  await apt(['update']);
  const target = plan.suites.at(-1) ?? '';
  await apt(['install', '--download-only', '-t', target, 'mesa-vulkan-drivers', 'libvulkan1', 'libstdc++6']);
  const archives = join(state, 'cache/archives');
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    await must('dpkg', ['-x', join(archives, file), join(part, 'root')]);
  }
}

/** The machine's own settings (proxies, passwords) stay; what would touch the system is taken out. @param {string} state */
function aptConfiguration(state) {
  const settings = {
    'Dir::Etc::sourcelist': `${state}/sources.list`,
    'Dir::Etc::sourceparts': `${state}/parts`,
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': `${state}/parts`,
    'Dir::State': state,
    'Dir::State::status': `${state}/status`,
    'Dir::State::lists': `${state}/lists`,
    'Dir::Cache': `${state}/cache`,
    'Dir::Cache::archives': `${state}/cache/archives`,
    'APT::Install-Recommends': 'false',
    'APT::Keep-Downloaded-Packages': 'true',
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '1',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
    'Debug::NoLocking': 'true',
  };
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success'];
  const clears = hooks.map((name) => `#clear ${name};\n`);
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`);
  return [...clears, ...lines].join('');
}

/** Keeps the libraries and the one driver that is used, 190 of the 310 MB that the packages bring. @param {string} part */
async function assemble(part) {
  const triplet = ARCHITECTURES[process.arch]?.triplet ?? '';
  const root = join(part, 'root');
  const library = join(part, 'lib');
  mkdirSync(library);
  for (const folder of [join(root, 'usr/lib', triplet), join(root, 'lib', triplet)].filter(existsSync)) {
    for (const name of readdirSync(folder)) {
      if (/^libvulkan_(?!lvp)|^libVkLayer/.test(name)) continue;
      renameSync(join(folder, name), join(library, name));
    }
  }
  const manifests = join(root, 'usr/share/vulkan/icd.d');
  const manifest = readdirSync(manifests).find((name) => name.startsWith('lvp_icd'));
  if (!manifest || !existsSync(join(library, 'libvulkan_lvp.so'))) throw new Error('the packages have no lavapipe');
  const { ICD } = readJson(join(manifests, manifest));
  // Relative to this file, since the folder is renamed.
  const icd = { file_format_version: '1.0.0', ICD: { ...ICD, library_path: './lib/libvulkan_lvp.so' } };
  writeFileSync(join(part, 'lvp_icd.json'), JSON.stringify(icd));
  for (const path of [root, join(part, 'apt')]) rmSync(path, { recursive: true });
}

/** @param {string} command @param {string[]} args */
async function must(command, args) {
  const { code, output } = await run(command, args, { env: { ...process.env, LC_ALL: 'C' } });
  if (code === 0) return output;
  const lines = output.trim().split('\n');
  throw new Error(`${command}: ${lines.find((line) => line.startsWith('E:')) ?? lines.at(-1)}`);
}
