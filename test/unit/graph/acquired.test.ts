/** What a pipeline leaves of the names of channels and of the time between images: where each position reads its own, and nowhere else. */
import { describe, expect, it } from 'vitest';
import type { Acquired } from '../../../src/core/acquired.js';
import type { Shape } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import type { Node } from '../../../src/graph/node.js';
import type { Input } from '../../../src/graph/operation.js';
import { repeat } from '../../../src/graph/repeat.js';
import * as ops from '../../../src/registry.js';

const timeStep = { value: 0.5, unit: 's' };
const channels = [{ name: 'DAPI', color: '#0000FF' }, { name: 'GFP', color: '#00FF00' }, { name: 'bright' }];
const all: Acquired = { timeStep, channels };
const volume = (shape: Partial<Shape>, acquired?: Acquired): HostVolume =>
  new HostVolume({ shape: { y: 6, x: 8, ...shape }, acquired });
const image = volume({ n: 4, c: 3 }, all);
const silent = volume({ n: 4, c: 3 });
const one = (name: string): HostVolume => volume({}, { channels: [{ name }] });

const keeps: Record<string, () => Node> = {
  gaussian: () => ops.gaussian(image, { sigma: 1 }),
  'a threshold by one number for all': () => ops.greater(image, ops.thresholdOtsu(image)),
  'the sum of two': () => ops.add(image, ops.gaussian(image, { sigma: 2 })),
  'the difference to what says nothing': () => ops.subtract(silent, image),
  'the product with what says nothing, turned': () => ops.multiply(image, ops.flip(silent, { axes: ['n', 'c'] })),
  'the product with one channel': () => ops.multiply(image, one('mask')),
  'a flip along x': () => ops.flip(image, { axes: 'x' }),
  'a Fourier transform': () => ops.fftn(image, { axes: ['y', 'x'] }).real,
  'components, each image and channel by itself': () => ops.label(ops.greater(image, 1)).labels,
  'edges by hysteresis': () => ops.canny(image),
  'a loop whose state begins as nothing': () => looped(ops.full({ shape: image.shape }), (u) => ops.add(u, image)),
};

const DROPPED: Record<string, [make: () => Node, left: Acquired | undefined]> = {
  'a flip along c': [() => ops.flip(image, { axes: 'c' }), { timeStep }],
  'a flip along n': [() => ops.flip(image, { axes: 'n' }), { channels }],
  'a roll along c': [() => ops.roll(image, { shift: { c: 1 } }), { timeStep }],
  'the difference to what is rolled': [() => ops.subtract(image, ops.roll(image, { shift: { c: 1 } })), { timeStep }],
  'one channel': [() => ops.select(image, { axis: 'c', index: 1 }), { timeStep }],
  'a sum along c': [() => ops.cumulativeSum(image, { axis: 'c' }), { timeStep }],
  'a grey level of colours': [() => ops.rgbToGray(image), { timeStep }],
  'other colours': [() => ops.rgbToHsv(image), { timeStep }],
  'channels as slices': [() => ops.transpose(image, { from: { c: 'z', z: 'c' } }), { timeStep }],
  'channels put together': [() => ops.stack([one('DAPI'), one('GFP')], { axis: 'c' }), undefined],
  'a mean over all': [() => ops.mean(image), undefined],
  'a mean over n': [() => ops.mean(image, { axes: ['n'] }), { channels }],
  'fewer images': [() => ops.crop(image, { start: { n: 1 } }), { channels }],
  'sources that differ': [
    () => ops.add(image, volume({ n: 4, c: 3 }, { timeStep: { value: 1, unit: 's' } })),
    { channels },
  ],
  'a loop that turns its state': [() => looped(image, (u) => ops.flip(u, { axes: 'c' })), { timeStep }],
};

/** The state that a loop ends in. */
function looped(from: Input, next: (u: Node) => Node): Node {
  return repeat({ state: { u: from }, body: ({ u }) => ({ u: next(u) }), max: 2, check: 2 }).state.u;
}

describe('what is known of the images', () => {
  it.each(Object.entries(keeps))('%s keeps', (_, make) => expect(make().acquired).toEqual(all));
  it.each(Object.entries(DROPPED))('%s drops', (_, [make, left]) => expect(make().acquired).toEqual(left));

  it('goes two states round in a loop until nothing changes', () => {
    const { state } = repeat({
      state: { a: image, b: image },
      body: ({ a, b }) => ({ a: ops.multiply(b, 2), b: ops.flip(a, { axes: 'c' }) }),
      max: 2,
      check: 2,
    });
    expect([state.a.acquired, state.b.acquired]).toEqual([{ timeStep }, { timeStep }]);
  });

  it('one channel keeps its name where it is measured, and loses it beside another', () => {
    expect(ops.gaussian(one('DAPI'), { sigma: 1 }).acquired).toEqual({ channels: [{ name: 'DAPI' }] });
    expect(ops.add(one('DAPI'), one('GFP')).acquired).toBeUndefined();
  });
});

describe('a volume', () => {
  it('has channels where there is one for each position along c: parts of another have none', () => {
    expect(new HostVolume({ shape: { c: 2 }, acquired: all }).acquired).toEqual({ timeStep });
  });

  it('refuses a colour and a time that are none', () => {
    const made = (acquired: Acquired) => () => new HostVolume({ shape: {}, acquired });
    expect(made({ channels: [{ color: 'red' }] })).toThrow(
      "volume: the colour of a channel must be such as #00FF00, got 'red'",
    );
    expect(made({ timeStep: { value: 0, unit: 's' } })).toThrow(
      'volume: the time between images must be a number above 0, got 0',
    );
  });
});
