/**
 * Where the voxels of a drawn volume lie, for `shaders/lib/voxels.wgsl`: its memory in pieces that one binding can hold, up to
 * four of them for one draw. Pure data.
 */
import type { Axis, SpatialAxis } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { packParams } from '../engine/params.js';
import type { Volume } from '../engine/volume.js';

/** A channel of a batch; 0 where left out. A volume with one of them has it for all. */
export type Channel = Partial<Record<Extract<Axis, 'n' | 'c'>, number>>;

/** A voxel by its place. */
export interface Place {
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** A range of a volume's groups of four voxels that one binding holds. */
export interface Piece {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
  readonly start: number;
  readonly groups: number;
}

/** What one draw sees of a volume. */
export interface BoundVoxels {
  readonly pieces: readonly Piece[];
  /** The shader's `Voxels`. */
  readonly bytes: Uint8Array;
}

/** Storage bindings of one draw. */
export const PIECES = 4;
/** Bindings begin at multiples of this. */
const STEP = 256;
const KINDS = { unsigned: 0, signed: 1, float: 2, complex: 2 } as const;

/** Groups from the volume's first to the first of the channel. */
export function channelBase({ shape, storage }: Volume, at: Channel): number {
  const { strides } = storage.geometry;
  const channel = shape.c > 1 ? (at.c ?? 0) : 0;
  const batch = shape.n > 1 ? (at.n ?? 0) : 0;
  return channel * strides.c + batch * strides.n;
}

/** The first and the last voxel of a slice. */
export function sliceEnds(
  { shape: { z, y, x } }: Pick<Volume, 'shape'>,
  axis: SpatialAxis,
  position: number,
): readonly [Place, Place] {
  return [
    { z: 0, y: 0, x: 0, [axis]: position },
    { z: z - 1, y: y - 1, x: x - 1, [axis]: position },
  ];
}

/** The group that a voxel is in, counted from the volume's first. */
export function groupOf(volume: Volume, at: Channel, { z, y, x }: Place): number {
  const { strides, pitch } = volume.storage.geometry;
  return channelBase(volume, at) + z * strides.z + y * pitch + Math.floor(x / 4);
}

/**
 * The pieces that hold the voxels from one to another, four at a time: each entry is what one draw can see.
 * Throws `DisposedError` for a dead volume.
 */
export function boundVoxels(
  volume: Volume,
  at: Channel,
  [first, last]: readonly [Place, Place],
  maxBinding: number,
): BoundVoxels[] {
  const begin = groupOf(volume, at, first);
  const end = groupOf(volume, at, last) + 1;
  const pieces = piecesOf(volume, maxBinding).filter(({ start, groups }) => start < end && begin < start + groups);
  return Array.from({ length: Math.ceil(pieces.length / PIECES) }, (_, k) => {
    const some = pieces.slice(k * PIECES, (k + 1) * PIECES);
    return { pieces: some, bytes: voxelParams(volume, at, some) };
  });
}

function piecesOf({ storage }: Volume, maxBinding: number): Piece[] {
  const { bytesPerGroup } = storage.geometry;
  const most = (Math.floor(maxBinding / STEP) * STEP) / bytesPerGroup;
  return storage.parts.flatMap((part) =>
    Array.from({ length: Math.ceil(part.groups / most) }, (_, at) => {
      const groups = Math.min(most, part.groups - at * most);
      const offset = part.offset + at * most * bytesPerGroup;
      return { buffer: part.buffer, start: part.start + at * most, groups, offset, size: groups * bytesPerGroup };
    }),
  );
}

function voxelParams(volume: Volume, at: Channel, pieces: readonly Piece[]): Uint8Array {
  const { shape, dtype, storage } = volume;
  const { pitch, strides } = storage.geometry;
  const { bytes, kind } = DTYPES[dtype];
  // pieces that there are not have no group: the last one's end stands for theirs
  const end = pieces.reduce((most, { start, groups }) => Math.max(most, start + groups), 0);
  const each = Array.from({ length: PIECES }, (_, k) => pieces[k]);
  return packParams('lib/voxels', {
    size: [shape.x, shape.y, shape.z],
    base: channelBase(volume, at),
    first: each.map((piece) => piece?.start ?? end),
    after: each.map((piece) => (piece ? piece.start + piece.groups : end)),
    pitch,
    z_pitch: strides.z,
    bits: 8 * bytes,
    kind: KINDS[kind],
  });
}
