/** What is no node is refused at once. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { sharedContext } from '../shared.js';

test('a volume in the place of a node is refused in words; as a source it is copied', async () => {
  const engine = new Engine(sharedContext());
  const image = new HostVolume({ shape: { y: 512, x: 512 } });
  using volume = await engine.upload(image);
  for (const [given, got] of [
    [volume, 'a volume of f32'],
    [image, 'a volume of f32'],
    [{ image: volume }, '{"image":"a volume of f32"}'],
    [{}, '{}'],
  ] as const)
    await expect(engine.run(given as never)).rejects.toThrow(
      `run: there must be a node, or nodes by name (a volume is one as source(volume)), got ${got}`,
    );
  using copy = await engine.run(source(volume));
  expect((await copy.read()).data).toEqual(image.data);
});
