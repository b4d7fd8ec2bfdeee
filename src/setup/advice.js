/** The one line for a machine on which no way leads to an adapter. */
import { parseSystem } from './apt.js';
import { sparticuzCommand } from './sparticuz.js';

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} refusals why each way failed
 * @param {boolean} download whether fetching a driver was tried
 * @param {{ platform?: string, arch?: string, system?: import('./apt.js').System }} [machine] this one
 * @returns {string}
 */
export function advice(env, refusals, download, machine = {}) {
  const { platform = process.platform, arch = process.arch, system = parseSystem() } = machine;
  const why = refusals.length > 0 ? ` (${refusals.join('; ')})` : '';
  const named = env.BRIGHTFIELD_ADAPTER;
  if (named) return `no WebGPU adapter: BRIGHTFIELD_ADAPTER must be part of an adapter's name, got '${named}'${why}`;
  const chosen = env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES;
  if (chosen) return `no WebGPU adapter: unset VK_DRIVER_FILES, or let it name a driver that works${why}`;
  const missing = refusals.some((line) => line.includes('npm package webgpu'));
  if (missing) return 'no WebGPU adapter: the npm package webgpu is missing. Install it: npm install webgpu@0.6.2';
  if (platform === 'darwin') return `no WebGPU adapter: macOS brings its driver (Metal); is a GPU visible here?${why}`;
  if (platform === 'win32') return `no WebGPU adapter: update the graphics driver (Direct3D 12 is needed)${why}`;
  if (!download)
    return `no WebGPU adapter. Get a software driver, root is not needed: npx brightfield doctor --install${why}`;
  const npm = arch === 'x64' ? `; without root: ${sparticuzCommand}` : '';
  return `no WebGPU adapter. Install one: ${command(system)}${npm}${why}`;
}

/** @param {import('./apt.js').System} system */
function command({ id, like, codename, version }) {
  const is = (/** @type {string} */ name) => id === name || like.includes(name);
  if (id === 'debian' && version < 13) {
    return `apt-get install -t ${codename}-backports mesa-vulkan-drivers (with ${codename}-backports in the apt sources; the stock Mesa is too old)`;
  }
  if (is('debian') || is('ubuntu')) return 'apt-get install mesa-vulkan-drivers';
  if (is('fedora') || is('rhel')) return 'dnf install mesa-vulkan-drivers';
  if (is('arch')) return 'pacman -S vulkan-swrast';
  if (is('suse') || is('opensuse')) return 'zypper install Mesa-libVulkan-drivers libvulkan_lvp';
  if (id === 'alpine') return 'a distribution with the GNU C library (Dawn does not load on musl)';
  return "Mesa's Vulkan drivers, version 24 or newer";
}
