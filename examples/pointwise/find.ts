/** Numbers that operations find in an image: where handles are put by buttons. */
import {
  type Engine,
  type Input,
  type Node,
  quantile,
  thresholdIsodata,
  thresholdLi,
  thresholdOtsu,
  thresholdTriangle,
  thresholdYen,
} from 'brightfield';

export const THRESHOLDS = {
  Otsu: thresholdOtsu,
  Li: thresholdLi,
  Yen: thresholdYen,
  Triangle: thresholdTriangle,
  Isodata: thresholdIsodata,
} as const satisfies Readonly<Record<string, (image: Input) => Node>>;

/** The value below which so many percent of the pixels are, and the one above which as many are. */
export const ends = (image: Node, percent: number): Readonly<Record<'low' | 'high', Node>> => ({
  low: quantile(image, { q: percent / 100 }),
  high: quantile(image, { q: 1 - percent / 100 }),
});

/** What nodes of one voxel come to. */
export async function numbersOf(
  engine: Engine,
  nodes: Readonly<Record<string, Node>>,
): Promise<Readonly<Record<string, number>>> {
  const read = Object.entries(await engine.run(nodes)).map(async ([name, volume]) => {
    using held = volume;
    return [name, (await held.read()).at({})] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
