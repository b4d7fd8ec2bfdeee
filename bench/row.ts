/**
 * What is measured: a row is an operation on data of a stated size, and what a user would run instead. Peers are lines of
 * Python over an array `a` (f32, C order, what we compute with), or of JavaScript over a tensor `a` (tfjs, onnx); each is timed by itself, in turn with ours.
 * Before any time counts its result is compared with ours.
 */
import type { Engine, HostVolume, Node } from 'brightfield';

export interface RowShape {
  readonly c?: number;
  readonly z?: number;
  readonly y: number;
  readonly x: number;
}

/** When two results are the same: what is looked at, and how far apart it may be. */
export interface Agreement {
  /**
   * `values` (the default): |ours - theirs| <= abs + rel |theirs| but for `share` of the voxels. `labels`: the same regions, whatever their numbers.
   * `distribution`: as many values, whose mean and standard deviation differ by no more (random numbers of other generators).
   */
  readonly of?: 'values' | 'labels' | 'distribution';
  readonly abs?: number;
  readonly rel?: number;
  readonly share?: number;
  /** Voxels along every edge of y and x (and z) that are left out, where a peer treats its border otherwise. */
  readonly margin?: number;
  readonly why: string;
}

export interface Peer {
  /** What is timed. */
  readonly run: string;
  /** An expression of the result `r` (and of what was prepared) that has our result's shape and meaning; `r` itself unless said. */
  readonly result?: string;
  readonly agrees?: Agreement;
}

export type PeerName =
  | 'opencv'
  | 'scipy'
  | 'skimage'
  | 'numpy'
  | 'sklearn'
  | 'matplotlib'
  | 'torch'
  | 'cupy'
  | 'torchCuda'
  | 'cucim'
  | 'tfjs'
  | 'onnx';

/** A row of a series: how the cost of one thing grows along an axis. */
export interface InSeries {
  readonly name: string;
  /** What grows: `voxels`, `sigma`, `radius`. */
  readonly axis: string;
  readonly value: number;
}

export interface BenchRow {
  readonly name: string;
  /** Peers see channels first. */
  readonly shape: RowShape;
  /** Of `--size small`; unless said, large images are 4 times shorter along y and x, small ones and volumes 2 times (z, too). */
  readonly small?: RowShape;
  /** Of `--size large`, where a GPU would hardly begin at the other. */
  readonly large?: RowShape;
  /**
   * What all are given instead of the noise, made of it by the package before anything is timed: `image` and `a` are it, with the same bits. So both sides
   * do the same work on the same numbers, and a result that hangs on ties is compared strictly.
   */
  readonly given?: (noise: HostVolume) => Node;
  /** Describes what is run; every row has this or `act`. */
  readonly build?: (image: HostVolume) => Node;
  /** What is compared with the peers, where that is not what is timed. */
  readonly answer?: (image: HostVolume) => Node;
  /** Instead: sets up, and returns what is timed. No plan and no peers. */
  readonly act?: (engine: Engine, image: HostVolume) => Promise<() => Promise<void>>;
  /** f32 unless said: numbers in [0, 1), or any byte. */
  readonly dtype?: 'f32' | 'u8';
  /** Bytes that must move at least, a voxel: each input read once, each output written once. */
  readonly bytesPerVoxel: number;
  /** Arithmetic that the method needs, a voxel, where it is known: the roofline shows those rows. */
  readonly flopsPerVoxel?: number;
  /** Statements that make what Python's peers take besides `a`, on one line; not timed. */
  readonly prepare?: string;
  /** The same in JavaScript, `name = expression` one after the other. */
  readonly script?: Readonly<Partial<Record<'tfjs' | 'onnx', string>>>;
  /** By library; `cores` is how many there are. */
  readonly peers: Readonly<Partial<Record<PeerName, string | Peer>>>;
  /** How peers agree that do not say it themselves. */
  readonly agrees?: Agreement;
  readonly series?: InSeries;
  /** Of the survey, which is measured only where it is asked for. */
  readonly survey?: boolean;
}

/** `large` is what `full` is on a GPU. */
export type BenchSize = 'small' | 'full' | 'large';

/** Rows of chapters are measured at their shape, or at a smaller one that takes seconds for all. */
export function shapeAt({ shape, small, large = shape, series }: BenchRow, size: BenchSize): RowShape {
  if (size === 'large') return large;
  if (size === 'full' || series) return shape;
  if (small) return small;
  const factor = (shape.z ?? 1) > 1 || shape.y < 1024 ? 2 : 4;
  const less = (length: number): number => Math.max(1, Math.round(length / factor));
  return { ...shape, y: less(shape.y), x: less(shape.x), ...(shape.z && { z: less(shape.z) }) };
}

export function voxelsOf({ c = 1, z = 1, y, x }: RowShape): number {
  return c * z * y * x;
}
