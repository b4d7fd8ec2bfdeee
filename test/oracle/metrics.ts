/** Measures of two images from their definitions. NaN in either image reaches the result, but for histograms, which leave it out. */
import { type Axis, activeAxes, type PerAxis } from '../../src/core/axes.js';
import { distanceTransformEdt } from './distance.js';
import { build, type Field, fieldOf, itemAt } from './field.js';
import { convolveAxis, gaussianWeights, uniformFilter } from './filter.js';
import { histogram, maximum, mean, minimum, type Over, reduce } from './reductions.js';

const zip = (f: (...numbers: number[]) => number, ...fields: Field[]): Field => {
  const [first] = fields as [Field];
  return build(first.shape, (_position, i) => f(...fields.map((field) => itemAt(field.data, i))));
};

export function meanSquaredError(reference: Field, image: Field, over: Over = {}): Field {
  return mean(
    zip((a, b) => (a - b) ** 2, reference, image),
    over,
  );
}

/** The root of the error over the size of the reference. */
export function normalizedRootMse(
  reference: Field,
  image: Field,
  { normalization = 'euclidean', ...over }: Over & { readonly normalization?: string } = {},
): Field {
  const size =
    normalization === 'euclidean'
      ? zip(
          Math.sqrt,
          mean(
            zip((v) => v * v, reference),
            over,
          ),
        )
      : normalization === 'mean'
        ? mean(reference, over)
        : zip((a, b) => a - b, maximum(reference, over), minimum(reference, over));
  return zip((error, s) => Math.sqrt(error) / s, meanSquaredError(reference, image, over), size);
}

export function peakSignalNoiseRatio(
  reference: Field,
  image: Field,
  { dataRange, ...over }: Over & { readonly dataRange: number },
): Field {
  return zip((error) => 10 * Math.log10(dataRange ** 2 / error), meanSquaredError(reference, image, over));
}

export interface SimilarityOptions extends Over {
  readonly dataRange: number;
  readonly size?: number;
  readonly gaussianWeights?: boolean;
  readonly useSampleCovariance?: boolean;
  readonly K1?: number;
  readonly K2?: number;
}

/** Equation 13 of Wang et al. 2004, with moments as differences of mean products, as scikit-image. */
export function structuralSimilarity(x: Field, y: Field, options: SimilarityOptions): { mean: Field; map: Field } {
  const { dataRange, gaussianWeights: bell = false, useSampleCovariance = true, K1 = 0.01, K2 = 0.03 } = options;
  const size = bell ? 11 : (options.size ?? 7);
  const active = activeAxes(x.shape);
  const window = (field: Field): Field =>
    bell
      ? active.reduce((f, axis) => convolveAxis(f, { axis, weights: gaussianWeights(1.5, 0, 5) }), field)
      : uniformFilter(field, { size });
  const voxels = size ** active.length;
  const norm = useSampleCovariance ? voxels / (voxels - 1) : 1;
  const [C1, C2] = [(K1 * dataRange) ** 2, (K2 * dataRange) ** 2];
  const product = (a: Field, b: Field): Field => window(zip((v, w) => v * w, a, b));
  const map = zip(
    (ux, uy, uxx, uyy, uxy) => {
      const [vx, vy, vxy] = [norm * (uxx - ux * ux), norm * (uyy - uy * uy), norm * (uxy - ux * uy)];
      return ((2 * ux * uy + C1) * (2 * vxy + C2)) / ((ux * ux + uy * uy + C1) * (vx + vy + C2));
    },
    ...[window(x), window(y), product(x, x), product(y, y), product(x, y)],
  );
  const margin = (size - 1) / 2;
  const inside = build(x.shape, (at) =>
    active.every((axis) => at[axis] >= margin && at[axis] < x.shape[axis] - margin) ? 1 : 0,
  );
  return { map, mean: mean(map, { ...options, mask: inside }) };
}

/** Pairs of bins by number, over the pairs that are finite. */
function pairsOf(a: Field, b: Field, bins: number): [number, number][] {
  const binOf = (x: Field): ((v: number) => number) => {
    const { edges } = histogram(x, { bins });
    return (v) => Math.min(bins - 1, edges.filter((edge) => edge <= v).length - 1);
  };
  const [first, second] = [binOf(a), binOf(b)];
  return [...a.data.keys()]
    .map((i): [number, number] => [itemAt(a.data, i), itemAt(b.data, i)])
    .filter((pair) => pair.every(Number.isFinite))
    .map(([v, w]) => [first(v), second(w)]);
}

/** Of how often each thing occurs. */
function entropyOf(things: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts.values()].reduce((sum, c) => sum - (c / things.length) * Math.log(c / things.length), 0);
}

function entropies(a: Field, b: Field, bins: number): [number, number, number] {
  const pairs = pairsOf(a, b, bins);
  if (pairs.length === 0) return [Number.NaN, Number.NaN, Number.NaN];
  return [
    entropyOf(pairs.map(([first]) => `${first}`)),
    entropyOf(pairs.map(([, second]) => `${second}`)),
    entropyOf(pairs.map((pair) => pair.join())),
  ];
}

export function mutualInformation(a: Field, b: Field, { bins = 100 }: { readonly bins?: number } = {}): Field {
  const [first, second, both] = entropies(a, b, bins);
  return fieldOf({}, [first + second - both]);
}

export function normalizedMutualInformation(a: Field, b: Field, { bins = 100 }: { bins?: number } = {}): Field {
  const [first, second, both] = entropies(a, b, bins);
  return fieldOf({}, [(first + second) / both]);
}

/** Infinite where one mask is empty, 0 where both are. */
export function hausdorffDistance(
  a: Field,
  b: Field,
  { spacing, ...over }: Over & { readonly spacing?: PerAxis<number> } = {},
): Field {
  const isTrue = (v: number): boolean => v !== 0;
  const farthest = (from: Field, to: Field): Field => {
    const far = distanceTransformEdt(
      zip((v) => (isTrue(v) ? 0 : 1), to),
      spacing === undefined ? {} : { spacing },
    );
    return maximum(
      zip((d, v) => (isTrue(v) ? d : 0), far, from),
      over,
    );
  };
  return zip(Math.max, farthest(a, b), farthest(b, a));
}

function overlap(a: Field, b: Field, over: { readonly axes?: readonly Axis[] }, share: (...n: number[]) => number) {
  const count = (field: Field): Field => reduce(field, over, (values) => values.filter((v) => v !== 0).length);
  return zip(share, count(zip((v, w) => (v !== 0 && w !== 0 ? 1 : 0), a, b)), count(a), count(b));
}

export function diceCoefficient(a: Field, b: Field, over: Over = {}): Field {
  return overlap(a, b, over, (both = 0, first = 0, second = 0) => (2 * both) / (first + second));
}

export function jaccardIndex(a: Field, b: Field, over: Over = {}): Field {
  return overlap(a, b, over, (both = 0, first = 0, second = 0) => both / (first + second - both));
}
