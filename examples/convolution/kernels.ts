/** Kernels that have names, as square tables of weights in the order of reading: what fills the grid. */

export interface Kernel {
  /** Odd. */
  readonly size: number;
  readonly weights: readonly number[];
}

export const SIZES = [3, 5, 7, 9] as const;
export type Size = (typeof SIZES)[number];

export interface Shape {
  readonly size: number;
  readonly sigma: number;
  readonly amount: number;
}

/** The weight at each place, counted from the middle. */
function kernel(size: number, weight: (x: number, y: number) => number): Kernel {
  const radius = (size - 1) / 2;
  const at = (k: number): number => weight((k % size) - radius, Math.floor(k / size) - radius);
  return { size, weights: Array.from({ length: size * size }, (_, k) => at(k)) };
}

const scaled = ({ size, weights }: Kernel, factor: number): Kernel => ({
  size,
  weights: weights.map((weight) => weight * factor),
});

const sum = (first: Kernel, second: Kernel): Kernel => ({
  size: first.size,
  weights: first.weights.map((weight, k) => weight + (second.weights[k] ?? 0)),
});

export const sumOf = ({ weights }: Kernel): number => weights.reduce((sum, weight) => sum + weight, 0);

const spanOf = ({ weights }: Kernel): number => weights.reduce((sum, weight) => sum + Math.abs(weight), 0);

/** Whether flat regions become 0. */
export const isBalanced = (k: Kernel): boolean => Math.abs(sumOf(k)) <= 1e-6 * spanOf(k);

/** The weights add up to 1; where they add up to 0, their magnitudes do. */
export function normalised(k: Kernel): Kernel {
  const span = spanOf(k);
  return span > 0 ? scaled(k, 1 / (isBalanced(k) ? span : sumOf(k))) : k;
}

/** Rows become columns. */
export const transposed = ({ size, weights }: Kernel): Kernel => ({
  size,
  weights: weights.map((_, k) => weights[(k % size) * size + Math.floor(k / size)] ?? 0),
});

export const rowsOf = ({ size, weights }: Kernel): readonly (readonly number[])[] =>
  Array.from({ length: size }, (_, row) => weights.slice(row * size, (row + 1) * size));

/** The middle of a kernel in another size: cut off, or zeros around it. */
export function resized(from: Kernel, size: number): Kernel {
  const shift = (from.size - 1) / 2;
  return kernel(size, (x, y) => {
    const inside = Math.abs(x) <= shift && Math.abs(y) <= shift;
    return inside ? (from.weights[(y + shift) * from.size + x + shift] ?? 0) : 0;
  });
}

const bell = (size: number, sigma: number): Kernel =>
  normalised(kernel(size, (x, y) => Math.exp(-(x * x + y * y) / (2 * sigma * sigma))));

/** Second derivatives of a bell, and what makes them add up to 0 where the grid cuts them off. */
function hat(size: number, sigma: number): Kernel {
  const { weights } = bell(size, sigma);
  const curved = kernel(size, (x, y) => (x * x + y * y) / sigma ** 4 - 2 / sigma ** 2);
  const cut = { size, weights: curved.weights.map((factor, k) => factor * (weights[k] ?? 0)) };
  return sum(
    cut,
    kernel(size, () => -sumOf(cut) / (size * size)),
  );
}

// a convolution turns its kernel round: what lies at the right of the middle is taken from the left
const slope = (size: number): Kernel => kernel(size, (x, y) => (y === 0 && Math.abs(x) === 1 ? -x / 2 : 0));

interface Preset {
  readonly label: string;
  readonly of: (shape: Shape) => Kernel;
  /** The size and sigma to begin with. */
  readonly size: Size;
  readonly sigma?: number;
  readonly amount?: number;
  /** Whether the length is taken of what it and the transposed kernel give. */
  readonly isLength?: boolean;
}

export const PRESETS = {
  average: { label: 'average', size: 5, of: ({ size }) => kernel(size, () => 1 / (size * size)) },
  gaussian: { label: 'Gaussian', size: 9, sigma: 1.5, of: ({ size, sigma }) => bell(size, sigma) },
  slopeX: { label: '∂/∂x', size: 3, of: ({ size }) => slope(size) },
  slopeY: { label: '∂/∂y', size: 3, of: ({ size }) => transposed(slope(size)) },
  length: { label: '|∇u|', size: 3, isLength: true, of: ({ size }) => slope(size) },
  laplace: {
    label: 'Laplacian',
    size: 3,
    of: ({ size }) => kernel(size, (x, y) => [-4, 1][Math.abs(x) + Math.abs(y)] ?? 0),
  },
  hat: { label: 'Laplacian of a Gaussian', size: 9, sigma: 1.3, of: ({ size, sigma }) => hat(size, sigma) },
  sharpen: {
    label: 'sharpen',
    size: 5,
    sigma: 1,
    amount: 1.5,
    of: ({ size, sigma, amount }) =>
      sum(
        scaled(bell(size, sigma), -amount),
        kernel(size, (x, y) => (x || y ? 0 : 1 + amount)),
      ),
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;
export const presetOf = (name: PresetName): Preset => PRESETS[name];
