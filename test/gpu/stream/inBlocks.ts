/** A result computed block by block, each from the parts of its sources alone. */
import { HostVolume } from '../../../src/core/hostVolume.js';
import { type Box, boxOf, wholeOf } from '../../../src/engine/box.js';
import type { Engine } from '../../../src/engine/engine.js';
import type { Node, Source } from '../../../src/graph/node.js';
import type { Input } from '../../../src/graph/operation.js';
import { boxData } from '../../../src/stream/boxData.js';
import { expectSameBits } from '../variants.js';

type Size = Partial<Record<'n' | 'c' | 'z' | 'y', number>>;

/** Boxes of so many voxels that cover a shape. */
function boxesOf(shape: Node['shape'], size: Size): Box[] {
  const along = (axis: 'n' | 'c' | 'z' | 'y') => {
    const step = size[axis] ?? shape[axis];
    return Array.from(
      { length: Math.ceil(shape[axis] / step) },
      (_, at) => [at * step, Math.min(shape[axis], (at + 1) * step)] as const,
    );
  };
  return along('n').flatMap((n) =>
    along('c').flatMap((c) => along('z').flatMap((z) => along('y').map((y) => ({ n, c, z, y })))),
  );
}

/** Compares blocks with the whole; says for how many of them not all of every source was read. */
export async function expectSameInBlocks(
  engine: Engine,
  node: Node,
  inputs: readonly Input[],
  size: Size,
  what: string,
): Promise<number> {
  const sources = inputs.filter((input) => input instanceof HostVolume);
  const regional = engine.regional([node], new Set(sources));
  const blocks = boxesOf(node.shape, size).filter((box) => {
    const { sources } = regional.needs([box]);
    if (sources.size === 0) return true;
    return [...sources].some(([{ shape }, read]) => {
      const parts = boxOf((axis) => read[axis]);
      return (['n', 'c', 'z', 'y'] as const).some((axis) => parts[axis][1] - parts[axis][0] < shape[axis]);
    });
  });
  if (blocks.length === 0) return 0;
  using volume = await engine.run(node);
  const whole = await volume.read();
  for (const box of blocks) {
    const needs = regional.needs([box]);
    const data = new Map<Source, HostVolume>();
    for (const [source, read] of needs.sources)
      data.set(source, boxData(source as HostVolume, wholeOf(source.shape), read));
    const [made] = await engine.runRegion(regional, [box], data);
    if (!made) throw new Error('a region was not computed');
    const part = boxData(await made.read(), needs.outputs[0] as Box, box);
    made.dispose();
    expectSameBits(part, boxData(whole, wholeOf(whole.shape), box), `${what} of ${JSON.stringify(box)}`);
  }
  return blocks.length;
}
