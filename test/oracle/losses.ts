/** Losses, from their definitions. */
import { logistic } from './activations.js';
import { logSoftmax, softmax } from './exponentials.js';
import { at, build, type Field, fieldOf, itemAt, type Position } from './field.js';

export type Reduction = 'mean' | 'sum';

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const one = (number: number): Field => fieldOf({}, [number]);
const reduced = (numbers: readonly number[], reduction: Reduction = 'mean', count = numbers.length): Field =>
  one(total(numbers) / (reduction === 'mean' ? count : 1));

/** The places of all voxels, without classes. */
function placesOf({ shape }: Field): Position[] {
  const places: Position[] = [];
  build({ ...shape, c: 1 }, (position) => {
    places.push({ ...position });
    return 0;
  });
  return places;
}

export interface CrossEntropyOptions {
  readonly reduction?: Reduction;
  readonly labelSmoothing?: number;
  readonly ignoreIndex?: number;
}

export function crossEntropy(logits: Field, target: Field, options: CrossEntropyOptions = {}, weight?: Field): Field {
  const { reduction = 'mean', labelSmoothing = 0, ignoreIndex = -100 } = options;
  const classes = logits.shape.c;
  const logs = logSoftmax(logits);
  const weightOf = (c: number): number => (weight ? itemAt(weight.data, c) : 1);
  const ofLabels = target.shape.c === 1;
  let [loss, count] = [0, 0];
  for (const place of placesOf(logits)) {
    const label = ofLabels ? at(target, place) : undefined;
    if (label === ignoreIndex) continue;
    for (let c = 0; c < classes; c++) {
      const share = label === undefined ? at(target, { ...place, c }) : Number(label === c);
      const smoothed = (1 - labelSmoothing) * share + labelSmoothing / classes;
      loss -= weightOf(c) * smoothed * at(logs, { ...place, c });
    }
    count += label === undefined ? 1 : weightOf(label);
  }
  return one(loss / (reduction === 'mean' ? count : 1));
}

export function binaryCrossEntropyWithLogits(logits: Field, target: Field, reduction?: Reduction, positive = 1): Field {
  const each = [...logits.data].map((x, k) => {
    const t = itemAt(target.data, k);
    return -(positive * t * Math.log(logistic(x)) + (1 - t) * Math.log(logistic(-x)));
  });
  return reduced(each, reduction);
}

export function diceLoss(shares: Field, target: Field, reduction?: Reduction, smooth = 1): Field {
  const { n: images, c: classes, z, y, x } = shares.shape;
  const losses: number[] = [];
  for (let n = 0; n < images; n++)
    for (let c = 0; c < classes; c++) {
      let [both, all] = [0, 0];
      build({ z, y, x }, (p) => {
        const share = at(shares, { ...p, n, c });
        const isShare = target.shape.c === classes;
        const truth = isShare ? at(target, { ...p, n, c }) : Number(at(target, { ...p, n }) === c);
        both += share * truth;
        all += share + truth;
        return 0;
      });
      losses.push(1 - (2 * both + smooth) / (all + smooth));
    }
  return reduced(losses, reduction);
}

const differences = (a: Field, b: Field): number[] => [...a.data].map((item, k) => item - itemAt(b.data, k));

export function huberLoss(a: Field, b: Field, reduction?: Reduction, delta = 1): Field {
  const each = differences(a, b).map((d) => (Math.abs(d) <= delta ? d ** 2 / 2 : delta * (Math.abs(d) - delta / 2)));
  return reduced(each, reduction);
}

export const meanAbsoluteError = (a: Field, b: Field): Field => reduced(differences(a, b).map(Math.abs));

export function maskedMeanSquaredError(a: Field, b: Field, mask: Field, reduction?: Reduction): Field {
  const each = differences(a, b).filter((_, k) => itemAt(mask.data, k % mask.data.length) !== 0);
  return reduced(
    each.map((d) => d ** 2),
    reduction,
  );
}

/** Mixtures of values by how queries agree with keys; `mask` holds a number for each query and key. */
export function attention(query: Field, key: Field, value: Field, heads = 1, mask?: Field): Field {
  const d = query.shape.x / heads;
  const features = value.shape.x / heads;
  return build({ ...query.shape, x: value.shape.x }, ({ x, ...p }) => {
    const head = Math.floor(x / features);
    const scores = build({ x: key.shape.y }, ({ x: k }) => {
      let score = 0;
      for (let i = 0; i < d; i++)
        score += at(query, { ...p, x: head * d + i }) * at(key, { ...p, y: k, x: head * d + i });
      const seen = !mask || at(mask, { n: 0, c: 0, z: 0, y: p.y, x: k }) !== 0;
      return seen ? score / Math.sqrt(d) : Number.NEGATIVE_INFINITY;
    });
    return softmax(scores, 'x').data.reduce((sum, share, k) => sum + share * at(value, { ...p, y: k, x }), 0);
  });
}
