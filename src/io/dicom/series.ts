/** The order of the slices of a series: by place along the direction across them, or by number. */
import type { Axis } from '../../core/axes.js';
import { FormatError } from '../../core/errors.js';
import type { Spacing } from '../../core/hostVolume.js';
import type { DicomImage } from './image.js';

/** Distances that differ by more are not one spacing. */
const UNEVEN = 0.01;
/** Millimetres within which two slices are in one place. */
const SAME_PLACE = 1e-3;

/** How the frames of some files become one volume. */
export interface Arrangement {
  /** The plane of each frame of each file, counted over n, then (channels apart) z. */
  readonly slices: readonly (readonly number[])[];
  readonly depth: number;
  readonly times: number;
  /** The axis along which planes of one moment lie. */
  readonly axis: Axis;
  readonly spacing: Spacing;
}

interface Frame {
  readonly file: number;
  readonly frame: number;
  readonly position: number | undefined;
}

/** Throws `FormatError` with the name of a file that does not belong to the others, or whose place another has. */
export function arranged(images: readonly DicomImage[]): Arrangement {
  const [first] = images;
  if (!first) throw new FormatError('dicom', 'there must be at least one file');
  for (const image of images) confirmAlike(first, image);
  const frames = images.flatMap(({ positions, frames: count }, file) =>
    Array.from({ length: count }, (_, frame): Frame => ({ file, frame, position: positions?.[frame] })),
  );
  const [y, x] = first.spacing ?? [];
  const flat = y === undefined || x === undefined ? {} : { y, x };
  const placed = (order: readonly Frame[], depth: number, times: number, z?: number): Arrangement => {
    const slices = images.map(({ frames: count }) => new Array<number>(count).fill(0));
    for (const [at, { file, frame }] of order.entries()) {
      const [time, plane] = [Math.floor(at / depth), at % depth];
      (slices[file] as number[])[frame] = time * depth * first.samples + plane;
    }
    const spacing = z === undefined || frames.length === 1 ? flat : { ...flat, z };
    return { slices, depth, times, axis: 'z', spacing };
  };
  if (first.timed && images.length === 1) return placed(frames, 1, frames.length);
  if (frames.some(({ position }) => position === undefined)) {
    const numbered = [...frames].sort((a, b) => numberOf(images, a) - numberOf(images, b) || a.frame - b.frame);
    return placed(numbered, frames.length, 1, first.sliceSpacing);
  }
  return byPlace(images, frames, placed);
}

const numberOf = (images: readonly DicomImage[], { file }: Frame): number => images[file]?.number ?? 0;

function byPlace(
  images: readonly DicomImage[],
  frames: readonly Frame[],
  placed: (order: readonly Frame[], depth: number, times: number, z?: number) => Arrangement,
): Arrangement {
  const place = ({ position = 0 }: Frame): number => position;
  const sorted = [...frames].sort((a, b) => place(a) - place(b));
  const groups: Frame[][] = [];
  for (const frame of sorted) {
    const last = groups.at(-1)?.[0];
    if (last && place(frame) - place(last) < SAME_PLACE) groups.at(-1)?.push(frame);
    else groups.push([frame]);
  }
  const times = groups[0]?.length ?? 1;
  const odd = groups.find((group) => group.length !== times);
  if (odd) {
    const [more = []] = [odd, groups[0] ?? []].sort((a, b) => b.length - a.length);
    const names = more.slice(0, 2).map((frame) => images[frame.file]?.file.name);
    throw new FormatError(
      names[1] ?? 'dicom',
      `is in the same place as ${names[0]}, and not every slice is there twice`,
    );
  }
  const inTime = groups.map((group) =>
    group.sort((a, b) => numberOf(images, a) - numberOf(images, b) || a.file - b.file || a.frame - b.frame),
  );
  const order = Array.from({ length: times }, (_, time) => inTime.map((group) => group[time] as Frame)).flat();
  const places = groups.map(([frame]) => place(frame as Frame));
  const steps = places.slice(1).map((each, at) => each - (places[at] as number));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const even = steps.length > 0 && steps.every((step) => Math.abs(step - mean) <= UNEVEN * mean);
  // rounded as decimals in files are
  return placed(order, groups.length, times, even ? Number(mean.toPrecision(6)) : undefined);
}

/** Whether an image may be a slice beside the first. */
function confirmAlike(first: DicomImage, image: DicomImage): void {
  const refuse = (problem: string): never => {
    throw new FormatError(image.file.name, `${problem}; such files are not one volume`);
  };
  if (image.series !== first.series) refuse(`belongs to another series than ${first.file.name}`);
  for (const key of ['width', 'height', 'samples', 'planar', 'stored'] as const)
    if (image[key] !== first[key]) refuse(`has ${key} ${image[key]}, ${first.file.name} has ${first[key]}`);
  const turned = first.normal?.some((number, at) => Math.abs(number - (image.normal?.[at] ?? Number.NaN)) > 1e-3);
  if (turned || (image.normal === undefined) !== (first.normal === undefined))
    refuse(`lies in another direction than ${first.file.name}`);
}
