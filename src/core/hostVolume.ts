/** A volume in the host's memory: what files are read into, what results come back as, and what is uploaded. */
import { type Acquired, acquiredOfShape } from './acquired.js';
import { AXES, type Axis, formatShape, type Layout, naturalLayout, type Shape, shapeOf, voxels } from './axes.js';
import { type DType, dtypeOfArray, hostArray, itemsPerElement, numberAt, type TypedArray } from './dtype.js';
import { ArgumentError } from './errors.js';

/** Physical size of a voxel along the axes where it is known. */
export type Spacing = Readonly<Partial<Record<Axis, number>>>;

/** What is known of a volume without its data. */
export interface Description {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly spacing: Spacing;
  /** The unit of `spacing`, such as `µm` or `mm`; empty where unknown. */
  readonly unit: string;
  /** The axes that the data had where it came from, in its order: `yx`, `zyx`, `yxc`. Files are written back so. */
  readonly layout: Layout;
  /** The time between images and the names and colours of channels, where they are known. */
  readonly acquired?: Acquired | undefined;
}

/** What a volume, a node or a reader says of itself, alone. */
export function descriptionOf({ shape, dtype, spacing, unit, layout, acquired }: Description): Required<Description> {
  return { shape, dtype, spacing, unit, layout, acquired };
}

/** How to make a `HostVolume`: lengths by axis name, and what is not the default. */
export interface HostVolumeOptions {
  readonly shape: Partial<Record<Axis, number>>;
  readonly data?: TypedArray;
  readonly dtype?: DType;
  readonly spacing?: Spacing;
  readonly unit?: string;
  readonly layout?: Layout;
  /** Channels stay where there is one for each position along c. */
  readonly acquired?: Acquired | undefined;
}

/**
 * Voxels in the host's memory, in C order `n c z y x` without padding, with their type, spacing and unit.
 * Integers hold their value, not value/255. Throws `ArgumentError` when data and shape do not fit.
 * @example
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * image.at({ y: 1, x: 2 }); // 6
 */
export class HostVolume implements Description {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: TypedArray;
  readonly spacing: Spacing;
  readonly unit: string;
  readonly layout: Layout;
  readonly acquired: Acquired | undefined;

  constructor(options: HostVolumeOptions) {
    const unknown = Object.keys(options.shape).find((axis) => !(AXES as readonly string[]).includes(axis));
    if (unknown !== undefined)
      throw new ArgumentError('volume', `axes must be among ${AXES.join(', ')}`, `'${unknown}'`);
    this.shape = shapeOf(options.shape);
    for (const axis of AXES) {
      const length = this.shape[axis];
      if (!Number.isInteger(length) || length < 1)
        throw new ArgumentError('volume', `the length of ${axis} must be a whole number of at least 1`, `${length}`);
    }
    this.dtype = options.dtype ?? (options.data ? dtypeOfArray(options.data) : 'f32');
    const elements = voxels(this.shape);
    this.data = options.data ?? allocated(this.shape, this.dtype);
    const expected = elements * itemsPerElement(this.dtype);
    if (this.data.length !== expected)
      throw new ArgumentError(
        'volume',
        `${formatShape(this.shape)} of ${this.dtype} needs ${expected} items`,
        `${this.data.length}`,
      );
    if (this.data.constructor !== hostArray(this.dtype, 0).constructor)
      throw new ArgumentError(
        'volume',
        `${this.dtype} needs a ${hostArray(this.dtype, 0).constructor.name}`,
        this.data.constructor.name,
      );
    this.spacing = options.spacing ?? {};
    this.unit = options.unit ?? '';
    this.layout = options.layout ?? naturalLayout(this.shape);
    this.acquired = acquiredOfShape(options.acquired, this.shape);
  }

  /** A host volume is its own source: graphs read it whenever they need it. Its data must not change while they do. */
  read(): HostVolume {
    return this;
  }

  /** The number at a voxel; axes left out are 0. Complex data gives its real part. */
  at(position: Partial<Record<Axis, number>>): number {
    let index = 0;
    for (const axis of AXES) index = index * this.shape[axis] + (position[axis] ?? 0);
    return numberAt(this.dtype, this.data, index * itemsPerElement(this.dtype));
  }
}

function allocated(shape: Shape, dtype: DType): TypedArray {
  try {
    return hostArray(dtype, voxels(shape));
  } catch (cause) {
    throw new ArgumentError('volume', 'it must fit into memory', `${formatShape(shape)} ${dtype}`, { cause });
  }
}
