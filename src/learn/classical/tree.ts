/** A tree of decisions: its form, how it decides and how it grows. Breiman et al. 1984, Classification and Regression Trees. */
import { type Binned, between } from './bins.js';
import type { Work } from './pieces.js';

/** Nodes in the order in which they were made, the root first; a leaf has no children. */
export interface Tree {
  /** The feature that a node asks for, -1 for a leaf. */
  readonly feature: Int32Array;
  /** Samples whose feature is at most this go left, all others right. */
  readonly threshold: Float32Array;
  /** The node on the left; the one on the right is the next. */
  readonly left: Int32Array;
  /** Samples of each node, and the shares of the classes among them, row after row. */
  readonly samples: Int32Array;
  readonly shares: Float64Array;
  readonly impurity: Float64Array;
  /** The longest way from the root to a leaf. */
  readonly depth: number;
  /** How much each feature lowered the impurity, summed over the samples that it parted; not scaled. */
  readonly gains: Float64Array;
}

export interface Growth {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** Features that a node may choose among, drawn anew for each. */
  readonly maxFeatures: number;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  /** Σ over both sides of (Σ counts²) / samples: the larger, the purer. */
  readonly purity: number;
}

/** Grows a tree over some samples, which may be there more than once. It rests at every node. */
export function* grow(
  { codes, least, most }: Binned,
  classOf: Int32Array,
  classes: number,
  chosen: Int32Array,
  growth: Growth,
  random: () => number,
): Work<Tree> {
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const samples: number[] = [];
  const impurity: number[] = [];
  const shares: number[] = [];
  const gains = new Float64Array(codes.length);
  const counts = new Float64Array(256 * classes);
  const order = Int32Array.from(codes.keys());
  const members = chosen.slice();
  let deepest = 0;

  /** The node of members [begin, end): a leaf, until it is parted. */
  function made(begin: number, end: number): Float64Array {
    const total = new Float64Array(classes);
    for (let i = begin; i < end; i++) {
      const own = classOf[members[i] as number] as number;
      total[own] = (total[own] as number) + 1;
    }
    const count = end - begin;
    feature.push(-1);
    threshold.push(0);
    left.push(-1);
    samples.push(count);
    impurity.push(1 - total.reduce((sum, each) => sum + (each / count) ** 2, 0));
    for (const each of total) shares.push(each / count);
    return total;
  }

  /** As many features as wanted, in a random order, and more where the members do not differ in any of those. */
  function bestOf(begin: number, end: number, total: Float64Array): Split | undefined {
    let best: Split | undefined;
    let differ = false;
    for (let at = 0; at < order.length && (at < growth.maxFeatures || !differ); at++) {
      const other = at + Math.floor(random() * (order.length - at));
      const name = order[other] as number;
      order[other] = order[at] as number;
      order[at] = name;
      const split = bestOfFeature(name, begin, end, total);
      differ ||= split !== undefined;
      if (split && split.bin >= 0 && !(best && best.purity >= split.purity)) best = split;
    }
    return best;
  }

  function bestOfFeature(name: number, begin: number, end: number, total: Float64Array): Split | undefined {
    const own = codes[name] as Uint8Array;
    let [low, high] = [255, 0];
    for (let i = begin; i < end; i++) {
      const member = members[i] as number;
      const bin = own[member] as number;
      if (bin < low) low = bin;
      if (bin > high) high = bin;
      const place = bin * classes + (classOf[member] as number);
      counts[place] = (counts[place] as number) + 1;
    }
    const behind = new Float64Array(classes);
    let [size, bestBin, purest] = [0, -1, Number.NEGATIVE_INFINITY];
    for (let bin = low; bin < high; bin++) {
      let added = 0;
      for (let k = 0; k < classes; k++) {
        const count = counts[bin * classes + k] as number;
        behind[k] = (behind[k] as number) + count;
        added += count;
      }
      size += added;
      const rest = end - begin - size;
      if (added === 0 || size < growth.minSamplesLeaf || rest < growth.minSamplesLeaf) continue;
      let [near, far] = [0, 0];
      for (let k = 0; k < classes; k++) {
        const count = behind[k] as number;
        near += count * count;
        far += ((total[k] as number) - count) ** 2;
      }
      const purity = near / size + far / rest;
      if (purity > purest) [bestBin, purest] = [bin, purity];
    }
    counts.fill(0, low * classes, (high + 1) * classes);
    if (low === high) return undefined;
    return { feature: name, bin: bestBin, purity: purest };
  }

  /** Members that go left come first; where the others begin. */
  function parted(begin: number, end: number, { feature: name, bin }: Split): number {
    const own = codes[name] as Uint8Array;
    let [low, high] = [begin, end];
    while (low < high) {
      const member = members[low] as number;
      if ((own[member] as number) <= bin) low++;
      else {
        high--;
        members[low] = members[high] as number;
        members[high] = member;
      }
    }
    return low;
  }

  /** Between the greatest number on the left and the least on the right. */
  function halfway({ feature: name, bin }: Split, begin: number, end: number): number {
    let next = 255;
    for (let i = begin; i < end; i++) next = Math.min(next, codes[name]?.[members[i] as number] as number);
    return between(most[name]?.[bin] as number, least[name]?.[next] as number);
  }

  const stack = [{ node: 0, begin: 0, end: members.length, depth: 0, total: made(0, members.length) }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, begin, end, depth, total } = top;
    deepest = Math.max(deepest, depth);
    const pure = total.includes(end - begin);
    if (pure || depth >= growth.maxDepth || end - begin < growth.minSamplesSplit) continue;
    const split = bestOf(begin, end, total);
    if (!split) continue;
    yield 0;
    const middle = parted(begin, end, split);
    const place = samples.length;
    feature[node] = split.feature;
    threshold[node] = halfway(split, middle, end);
    left[node] = place;
    const before = total.reduce((sum, each) => sum + each * each, 0) / (end - begin);
    gains[split.feature] = (gains[split.feature] as number) + split.purity - before;
    const near = { node: place, begin, end: middle, depth: depth + 1, total: made(begin, middle) };
    const far = { node: place + 1, begin: middle, end, depth: depth + 1, total: made(middle, end) };
    stack.push(far, near);
  }
  return {
    feature: Int32Array.from(feature),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    samples: Int32Array.from(samples),
    shares: Float64Array.from(shares),
    impurity: Float64Array.from(impurity),
    depth: deepest,
    gains,
  };
}

/** The leaf that a sample comes to. Numbers are compared in 32 bits, as they were learned. */
export function leafOf({ feature, threshold, left }: Tree, sample: Float64Array): number {
  let node = 0;
  for (let name = feature[0] as number; name >= 0; name = feature[node] as number)
    node = (left[node] as number) + (Math.fround(sample[name] as number) <= (threshold[node] as number) ? 0 : 1);
  return node;
}
