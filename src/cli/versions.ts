/** Which versions are at work. */
import { dependencies, version } from '../../package.json';

export const VERSIONS: Readonly<Record<string, string>> = {
  brightfield: version,
  node: process.versions.node,
  webgpu: dependencies.webgpu,
};
