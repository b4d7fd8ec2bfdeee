import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharedContext } from '../shared.js';

const MAPS = '/proc/self/maps';

test.skipIf(!existsSync(MAPS))('what is bound and forgotten does not use up the mappings of the process', async () => {
  const { device, bindGroups } = sharedContext();
  const count = 30_000;
  const buffer = device.createBuffer({ size: 256 * count, usage: GPUBufferUsage.STORAGE });
  const entry = { binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'storage' as const } };
  const layout = device.createBindGroupLayout({ entries: [entry] });
  const mappings = () => readFileSync(MAPS, 'utf8').split('\n').length;
  const before = mappings();
  for (let at = 0; at < count; at++) {
    bindGroups.get(layout, [{ buffer, offset: 256 * at, size: 256 }]);
    if (at % 500 > 0) continue;
    // Dawn frees what is no longer used when a submission ends
    device.queue.submit([device.createCommandEncoder().finish()]);
    await device.queue.onSubmittedWorkDone();
  }
  buffer.destroy();
  // a few thousand are kept, and as many more made between two collections
  expect(mappings() - before).toBeLessThan(20_000);
});
