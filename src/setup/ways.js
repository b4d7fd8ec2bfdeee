/**
 * The ways in which node may come to an adapter, the best first. Each is data: what it is called, how node is started for
 * it, and what it accepts.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBest } from './adapter.js';
import { privateMesa } from './mesa.js';
import { swiftShader } from './sparticuz.js';

/**
 * @typedef {object} Way
 * @property {string} name as a person would say it
 * @property {(options: { download: boolean }) => Promise<import('./node.js').Launch | undefined>} launch undefined when
 *   this machine has no such thing, and may not or cannot fetch it
 * @property {(adapter: import('./adapter.js').Adapter) => boolean} [accepts] an adapter for which no other way is tried
 */

/** Manifests of GPU drivers where the Vulkan loader does not look, or where there is no Vulkan loader (containers). */
const GPU_MANIFESTS = [
  '/usr/local/nvidia/share/vulkan/icd.d',
  '/usr/share/vulkan/icd.d',
  '/etc/vulkan/icd.d',
  '/usr/share/glvnd/vulkan/icd.d',
];

/** Folders of Chromium and its relatives, which bring SwiftShader. */
const CHROMIUM_FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/opt/microsoft/msedge',
  '/opt/chromium.org/chromium',
];

/**
 * @param {NodeJS.ProcessEnv} env the user's
 * @returns {Way[]}
 */
export function ways(env) {
  const chosen = env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES;
  if (chosen) {
    return [
      { name: `the driver that VK_DRIVER_FILES names (${chosen})`, launch: async () => ({}) },
      { name: 'the same through a private Vulkan loader', launch: privateLoader({}) },
    ];
  }
  const system = { name: "this machine's driver", launch: async () => ({}) };
  if (process.platform !== 'linux') return [system];
  const gpu = gpuManifests();
  const byName = `the GPU's driver (${gpu})`;
  return [
    { ...system, accepts: isBest },
    { name: byName, launch: async () => (gpu ? manifests(gpu) : undefined), accepts: isHardware },
    {
      name: `${byName} through a private Vulkan loader`,
      launch: gpu ? privateLoader(manifests(gpu)) : none,
      accepts: isHardware,
    },
    {
      name: "Mesa's lavapipe in a private folder",
      launch: async (options) => lavapipe(await privateMesa('best', options)),
    },
    system,
    {
      name: "the distribution's Mesa in a private folder",
      launch: async (options) => lavapipe(await privateMesa('own', options)),
    },
    { name: "Chromium's SwiftShader", launch: async () => swiftShaderIn(CHROMIUM_FOLDERS) },
    {
      name: "@sparticuz/chromium's SwiftShader",
      launch: async (options) => swiftShaderIn([await swiftShader(options)]),
    },
  ];
}

const none = async () => undefined;
const isHardware = (/** @type {import('./adapter.js').Adapter} */ { software }) => !software;

/** @param {string} files @returns {import('./node.js').Launch} */
function manifests(files) {
  // The second is the name that Vulkan loaders before 1.3.207 know.
  return { env: { VK_DRIVER_FILES: files, VK_ICD_FILENAMES: files } };
}

/** @param {import('./mesa.js').Private | undefined} mesa */
function lavapipe(mesa) {
  return mesa && { loader: mesa.loader, libraryPath: mesa.library, ...manifests(mesa.icd) };
}

/**
 * The private folder's Vulkan loader and C library with another driver than its own.
 * @param {import('./node.js').Launch} launch
 * @returns {Way['launch']}
 */
function privateLoader(launch) {
  return async (options) => {
    if (process.platform !== 'linux') return undefined;
    const mesa = (await privateMesa('best', options)) ?? (await privateMesa('own', options));
    return mesa && { ...launch, loader: mesa.loader, libraryPath: mesa.library };
  };
}

/** @param {(string | undefined)[]} folders */
function swiftShaderIn(folders) {
  for (const folder of folders) {
    const icd = folder && join(folder, 'vk_swiftshader_icd.json');
    if (icd && existsSync(icd)) return { libraryPath: folder, ...manifests(icd) };
  }
  return undefined;
}

/** The manifests of GPU drivers, as VK_DRIVER_FILES wants them, when there is a GPU; empty when there is none. */
function gpuManifests() {
  const nodes = [...files('/dev').filter((path) => /nvidia\d+$/.test(path)), ...files('/dev/dri')];
  if (!nodes.some((path) => /nvidia\d+$|renderD\d+$/.test(path))) return '';
  const manifests = GPU_MANIFESTS.flatMap(files).filter((path) => /(nvidia|radeon|amd|intel)\w*\.json$/.test(path));
  return manifests.join(':');
}

/** @param {string} folder */
function files(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
