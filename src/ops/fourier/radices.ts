/** How a length is cut into passes: each a transform of R = A·B numbers in registers. */

export interface Radix {
  readonly a: number;
  readonly b: number;
}

/** The longest transform of one pass, and the longest odd one that its registers hold. */
const MOST = 32;
const FEW = [1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15];

/** What a pass costs beside its loads and stores, for each of the products of its halves. */
const ARITHMETIC = 0.02;

interface Plan {
  readonly cost: number;
  readonly radices: readonly Radix[];
}

function products(): readonly Radix[] {
  return FEW.flatMap((a) => FEW.filter((b) => b <= a && a > 1 && a * b <= MOST).map((b) => ({ a, b })));
}
const PRODUCTS = products();

/** What a pass costs, in copies of what it transforms. */
export const costOf = ({ a, b }: Radix): number => 1 + ARITHMETIC * (weight(a) + weight(b));
const weight = (n: number): number => (n % 2 === 1 ? n : Math.log2(n));

/**
 * The cheapest passes whose radices multiply to the length; undefined where a prime factor exceeds 13. `first` says which
 * radices may come first, `most` how many numbers a pass may take.
 */
export function radicesOf(
  length: number,
  first: (radix: number) => boolean = () => true,
  most = MOST,
): readonly Radix[] | undefined {
  const known = new Map<number, Plan | undefined>([[1, { cost: 0, radices: [] }]]);
  const best = (rest: number, allowed: (radix: number) => boolean): Plan | undefined => {
    let found: Plan | undefined;
    for (const radix of PRODUCTS) {
      const product = radix.a * radix.b;
      if (product > most || rest % product !== 0 || !allowed(product)) continue;
      const left = rest / product;
      if (!known.has(left))
        known.set(
          left,
          best(left, () => true),
        );
      const plan = known.get(left);
      const cost = plan && plan.cost + costOf(radix);
      if (plan && cost !== undefined && (!found || cost < found.cost))
        found = { cost, radices: [radix, ...plan.radices] };
    }
    return found;
  };
  return length === 1 ? [] : best(length, first)?.radices;
}

/** The passes of a length, and those of at most so many numbers. */
export interface Chain {
  readonly radices: readonly Radix[];
  readonly upTo: (most: number) => readonly Radix[] | undefined;
}

/** The cheapest ones, as `radicesOf` has them. */
export function chainOf(length: number, first?: (radix: number) => boolean): Chain | undefined {
  const radices = radicesOf(length, first);
  return radices && { radices, upTo: (most) => radicesOf(length, first, most) };
}
