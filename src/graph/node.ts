/**
 * Nodes: plain descriptions of volumes to be computed. Nothing here runs. A node is one output of a call; a call is either an
 * operation with the nodes that it lowers to, or one of the few primitives that the engine knows how to execute.
 */
import type { Acquired } from '../core/acquired.js';
import type { Axis, Shape } from '../core/axes.js';
import type { ComputeType, DType, TypedArray } from '../core/dtype.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import { acquiredOf } from './acquired.js';
import type { Expr } from './expr.js';
import type { Gradient } from './gradient.js';

/** A volume that is, or is to be, somewhere: shape, type and the call that yields it. */
export class Node implements Description {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly spacing: Description['spacing'];
  readonly unit: string;
  readonly layout: string;

  constructor(
    readonly call: Call,
    /** Which output of the call this is. */
    readonly output: number,
    description: Description,
  ) {
    this.shape = description.shape;
    this.dtype = description.dtype;
    this.spacing = description.spacing;
    this.unit = description.unit;
    this.layout = description.layout;
  }

  /** What is left of what its sources say: found when it is asked for. */
  get acquired(): Acquired | undefined {
    return acquiredOf(this);
  }
}

export type Call = OperationCall | Primitive;
export type Primitive = (SourceCall | LiteralCall | PointwiseCall | ViewCall | KernelCall | RepeatCall) & {
  /** The operation that the user called and that this came from, for people. */
  readonly origin: string;
};

/** A call as the user wrote it, and what it lowered to. */
export interface OperationCall {
  readonly kind: 'operation';
  readonly operation: string;
  readonly inputs: readonly Node[];
  /** Which of the optional inputs were given: the last of `inputs`. */
  readonly optional: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  /** The names of the outputs, in order. */
  readonly outputs: readonly string[];
  readonly lowered: readonly Node[];
  /** Which of the outputs make up tables. */
  readonly tables: readonly TableSpec[];
  /** Where there is none, it is that of what the operation lowered to. */
  readonly gradient: Gradient | undefined;
  /** The same operation of other nodes, or with other parameters: a node for each output. */
  again(inputs: readonly Node[], params: Readonly<Record<string, unknown>>): readonly Node[];
}

/** Outputs that are columns of a table, whose rows are as many as the data have. */
export interface TableSpec<O extends string = string> {
  /** Columns: of so many voxels along x as the capacity says, 0 behind the rows. */
  readonly columns: readonly O[];
  /** The output of one voxel, u32 or i32, that counts the rows. */
  readonly rows: O;
  /** The parameter that says for how many rows there is room. */
  readonly capacity: string;
  /** The output of one voxel that says what capacity is needed, where that is not the number of rows. */
  readonly needs?: O;
  /** What helps where more is needed than there can be. */
  readonly remedy?: string;
}

/** Something that can be read again: a host volume, or a file. */
export interface Source extends Description {
  /** How messages call it. */
  readonly name?: string;
  read(): HostVolume | Promise<HostVolume>;
}

/** A volume on some device. The engine that made it knows what it is; `recipe` is what recovery after a loss recomputes. */
export interface Resident extends Description {
  readonly recipe?: Node | undefined;
}

export interface SourceCall {
  readonly kind: 'source';
  readonly source: Source | Resident | Placeholder;
}

/** An input whose data is bound later: a pipeline's named input, or the state of a loop. */
export interface Placeholder extends Description {
  readonly placeholder: string;
}

/** A number in the place of a volume: it becomes a uniform. */
export interface LiteralCall {
  readonly kind: 'literal';
  readonly value: number;
}

export interface PointwiseCall {
  readonly kind: 'pointwise';
  readonly inputs: readonly Node[];
  readonly expr: Expr;
  /** The numbers that `value` leaves of the expression read. */
  readonly values: readonly number[];
}

/** Another way to walk the same memory. `x` keeps its direction and moves by multiples of four voxels only. */
export interface ViewCall {
  readonly kind: 'view';
  readonly input: Node;
  /** For each output axis: the input axis it walks, from where, and in which steps. */
  readonly walk: Readonly<Record<Axis, { readonly axis: Axis; readonly start: number; readonly step: number }>>;
}

/** Along one axis of an input, what output positions [lo, hi) read: `scale·position + offset`, and so many voxels before and after. */
export interface AxisReach {
  readonly from: Axis;
  readonly scale: number;
  readonly offset: number;
  readonly before: number;
  readonly after: number;
  /** Positions past one end come back at the other. */
  readonly wraps: boolean;
  /** Positions past an end read the voxel at that end, or nothing; otherwise they may read back inside as far as they are out. */
  readonly clamps?: true;
}

export interface KernelInput {
  readonly name: string;
  readonly node: Node;
  /** The type that the kernel sees. */
  readonly as: ComputeType;
  /** How many times a voxel is loaded for each output voxel: the price of fusing into this input. */
  readonly loads: number;
  /** Axes that are not named are read at the output's own position. */
  readonly reach: Readonly<Partial<Record<Axis, AxisReach | 'all'>>>;
  /** Whose images and channels its joint index counts: those of the kernel's domain, or its own. */
  readonly counts: 'domain' | 'own';
}

export interface KernelOutput {
  readonly name: string;
  /** The type that the kernel hands to the store. */
  readonly as: ComputeType;
  readonly description: Description;
  /**
   * A field of u32 that begins as zeros and that every cell of the kernel may read and change anywhere, by atomics of whole numbers: what
   * comes of it must not depend on their order. It is bound whole.
   */
  readonly atomic: boolean;
  /**
   * The next value of a loop's state whose present one is an input, read anywhere: both are one buffer, of which the kernel loads and stores what it likes, in the order
   * of its text. What it does not store stays. Its domain is one cell for each of n and c: others would see each other's changes at any time. Such a kernel stands in a loop only,
   * and nothing else there reads the present value.
   */
  readonly changes: boolean;
}

/** Another form of a kernel, such as a profile takes; what is left out stays. */
export interface KernelVariant {
  readonly kernel?: string;
  readonly constants?: Readonly<Record<string, number | boolean>>;
  readonly tile?: Partial<{ readonly x4: number; readonly y: number; readonly z: number }>;
  /** The outputs from other kernels: what else is named here is nothing then. */
  readonly instead?: () => readonly Node[];
  /** What it changes of the form that the interior has. */
  readonly interior?: Pick<KernelVariant, 'constants' | 'tile'>;
}

export interface KernelCall {
  readonly kind: 'kernel';
  /** The file under shaders/, without its ending. */
  readonly kernel: string;
  readonly inputs: readonly KernelInput[];
  readonly outputs: readonly KernelOutput[];
  /** Link-time constants. */
  readonly constants: Readonly<Record<string, number | boolean>>;
  /** The kernel's `Params` struct. */
  readonly params: Readonly<Record<string, number | readonly number[]>>;
  /** Read-only storage arrays, by the name of the accessor `table_<name>(i)`. */
  readonly tables: Readonly<Record<string, TypedArray>>;
  /** The axis that the kernel knows as y; both are exchanged. */
  readonly along: 'y' | 'z' | 'c' | 'n';
  /** The axis that the kernel knows as z; both are exchanged. A kernel whose tiles go over channels has them there. */
  readonly stacked: 'z' | 'c';
  /** Its other forms by name: which one runs, the profile says. The bits are the same. See `graph/forms`. */
  readonly forms: Readonly<Record<string, KernelVariant>>;
  /** What differs where nothing that is read lies outside the volume: a processor then takes it for the interior. The bits are the same. */
  readonly interior: KernelVariant | undefined;
  /** Cells of the grid: what is walked, and how many groups of four voxels, rows and slices one invocation makes. */
  readonly domain: Shape;
  readonly tile: { readonly x4: number; readonly y: number; readonly z: number };
  /** Whether every row of a tile is made in the same way, wherever the tile begins: no sum runs on from one row to the next, and no row has terms of its own order. */
  readonly rowsAlike: boolean;
  /** Axes along which a cell stores elsewhere than at its own positions: no window is a part of them. */
  readonly spreads: readonly Axis[];
  /** Whether every image and channel is made of those at its own n and c alone, also where reach or atomics would allow for others. */
  readonly apart: boolean;
  /** Whether its fields of atomics are only ever added to: those of parts of the domain, added up, are that of the whole. */
  readonly sums: boolean;
  /** Whether all that is read at a place, of inputs without reach, is loaded before anything is stored there; of one output it is so anyway. */
  readonly loadsFirst: boolean;
  /** The same outputs to the bit, from kernels that read fewer positions at once: where a device cannot bind as many. */
  readonly narrower: (() => readonly Node[]) | undefined;
  readonly gradient: Gradient | undefined;
}

/** A loop on the GPU: see `repeat`. */
export interface RepeatCall {
  readonly kind: 'repeat';
  /** Where the states begin, then the volumes that the body reads but does not change. */
  readonly inputs: readonly Node[];
  /** The nodes of the body that those volumes stand for. */
  readonly constants: readonly Node[];
  /** What the body reads in the place of each input. */
  readonly placeholders: readonly Node[];
  /** The next value of each state. */
  readonly body: readonly Node[];
  /** The same in iterations that are checked, where states are adjusted then. */
  readonly adjusted: readonly Node[] | undefined;
  /** The one-voxel value that is watched; the loop ends once it is below the number. */
  readonly measure: Node | undefined;
  readonly below: number;
  /** Iterations from one look at the value to the next, and at most. */
  readonly check: number;
  readonly max: number;
  /** Whether a loop that ends at `max` has failed. */
  readonly complete: boolean;
  /** What the measure is called where a loop that does not come below has not done what it was asked for. */
  readonly promised: string | undefined;
}

/** The primitive node that stands for this one in a plan. */
export function lowered(node: Node): Node {
  let at = node;
  while (at.call.kind === 'operation') {
    const next: Node | undefined = at.call.lowered[at.output];
    if (!next) throw new Error(`operation ${at.call.operation} has no output ${at.output}`);
    at = next;
  }
  return at;
}

/** The nodes that a primitive reads, in order. */
export function inputsOf(call: Primitive): readonly Node[] {
  switch (call.kind) {
    case 'pointwise':
    case 'repeat':
      return call.inputs;
    case 'view':
      return [call.input];
    case 'kernel':
      return call.inputs.map((input) => input.node);
    default:
      return [];
  }
}
