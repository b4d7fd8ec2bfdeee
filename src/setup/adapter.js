/** What an adapter says of itself, and what follows from it. */

/**
 * @typedef {object} Adapter what `GPUAdapter.info` says
 * @property {string} vendor
 * @property {string} architecture
 * @property {string} device
 * @property {string} description
 * @property {boolean} software it computes on the CPU
 */

/**
 * Whether an adapter's own words name a software driver.
 * @param {{ architecture: string, description: string, device: string }} info
 */
export function isSoftware({ architecture, description, device }) {
  return /llvmpipe|lavapipe|swiftshader|software|basic render/i.test(`${architecture} ${description} ${device}`);
}

/** Whether nothing that could be fetched would be faster. @param {Adapter} adapter */
export function isBest(adapter) {
  return !adapter.software || mesaVersion(adapter) >= 26.01;
}

/**
 * Mesa's version as one number, 26.01 for 26.1; NaN for another driver.
 * @param {{ description: string }} adapter
 */
function mesaVersion({ description }) {
  const [, major, minor] = /Mesa (\d+)\.(\d+)/.exec(description) ?? [];
  return Number(major) + Number(minor) / 100;
}

/** The adapter and the way to it, in one line. @param {import('./driver.js').Driver} driver */
export function describe({ adapter, way }) {
  const name = adapter.description || adapter.device || adapter.vendor || 'unnamed';
  if (!adapter.software) return name;
  const times = /swiftshader/i.test(name) ? 'about 10' : '2 to 3';
  const slow = isBest(adapter) ? '' : `, ${times} times slower than Mesa 26.1 (brightfield doctor --install)`;
  return `${name}. This is SOFTWARE: it computes on the CPU${slow} (${way})`;
}
