/** A turn is added to the stream: what is drawn is what the later stream draws. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { dropout, dropoutChannels } from '../../../src/ops/network/dropout.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const image = toHost(randomField({ n: 2, c: 9, y: 5, x: 13 }, 1, 1, 40));
const drawing = { dropout, dropoutChannels };
const wordOf = (item: number) => new HostVolume({ shape: {}, data: Uint32Array.of(item) });

test.each(Object.entries(drawing))('%s in a turn is that of a later stream', async (name, operation) => {
  const engine = new Engine(sharedContext());
  const drawn = async (options: object): Promise<number[]> => {
    using volume = await engine.run(operation(image, { seed: 3, ...options }));
    return [...(await volume.read()).data];
  };
  const later = await drawn({ stream: 9 });
  expect(await drawn({ stream: 5, turn: wordOf(4) })).toEqual(later);
  expect(await drawn({ stream: 5, turn: wordOf(3) })).not.toEqual(later);
  // beyond 32 bits it begins anew
  expect(await drawn({ stream: 10, turn: wordOf(2 ** 32 - 1) })).toEqual(later);
  expect(await drawn({ stream: 5, turn: new HostVolume({ shape: {}, data: Uint8Array.of(4) }) })).toEqual(later);
  expect(() => operation(image, { turn: image })).toThrow(`${name}: turn must be one whole number, got`);
});
