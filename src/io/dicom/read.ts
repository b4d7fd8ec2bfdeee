/**
 * DICOM images as volumes: one file, or the files of a series. Slices are put in order along the direction across them, from the
 * least to the greatest; values are what they stand for (rescaled), the spacing is in mm.
 */
import { type Axis, type Shape, shapeOf } from '../../core/axes.js';
import type { DType, TypedArray } from '../../core/dtype.js';
import { ArgumentError } from '../../core/errors.js';
import { type Description, HostVolume } from '../../core/hostVolume.js';
import { STORED } from '../elements.js';
import { allocated, checkCancelled, type ReadOptions } from '../limits.js';
import { CANONICAL, reorder } from '../order.js';
import { type ByteSource, bytesSource, readBytes } from '../source.js';
import { checkPlanes, type PlaneReader } from '../stack.js';
import { parseDicom } from './file.js';
import { openFrames } from './frames.js';
import { type DicomImage, imageOf } from './image.js';
import { arranged } from './series.js';

/** Headers are shorter, most of them by far. */
const HEAD_BYTES = 65536;

/**
 * A DICOM file as a volume: `yx`, `zyx` where it has several frames (`nyx` where these are moments), with `c` last for RGB.
 * Grey values of 8 to 32 bits, RGB, floating point; plain, deflated, RLE, JPEG (8 bits), JPEG lossless, JPEG-LS, JPEG 2000. Values are
 * rescaled to f32 where the file has a slope or an intercept other than 1 and 0; frames are ordered by their place; a mosaic stays one.
 * Throws `FormatError` when the file is truncated, damaged, without the beginning that PS3.10 asks for, or of a kind not read.
 * @example
 * const slice = await decodeDicom(bytes, { name: 'slice.dcm' });
 */
export async function decodeDicom(bytes: Uint8Array, options: ReadOptions = {}): Promise<HostVolume> {
  return readDicomSeries([bytesSource(bytes, options.name ?? 'dicom')], options);
}

/** To which series a file belongs, by its header; empty where it does not say. */
export async function seriesOf(source: ByteSource): Promise<string> {
  return (await headOf(source, {})).series;
}

/**
 * The files of one series as one volume, in the order of their places, or else of their numbers (`InstanceNumber`); where every place comes
 * as often as every other, each time is one of n. z spacing is the distance of the places where it is everywhere the same, to 1 %.
 * Throws `FormatError` that names the file which is damaged, of another series, size, type or direction than the first, or has the place of another.
 * @example
 * const stack = await readDicomSeries([bytesSource(bytes, 'slice_1.dcm')]);
 */
export async function readDicomSeries(sources: readonly ByteSource[], options: ReadOptions = {}): Promise<HostVolume> {
  const reader = await openDicomSeries(sources, options);
  return reader.readPlanes(0, reader.description.shape[reader.axis]);
}

/** Opens the files of one series for reading in slabs along z. Memory: the slab, the headers, and one file. Throws as `readDicomSeries`. */
export async function openDicomSeries(sources: readonly ByteSource[], options: ReadOptions = {}): Promise<PlaneReader> {
  const images: DicomImage[] = [];
  for (const source of sources) {
    checkCancelled(options);
    images.push(await headOf(source, options));
  }
  const { slices, depth, times, axis, spacing } = arranged(images);
  const [first] = images as [DicomImage, ...DicomImage[]];
  const rescaled = images.some(({ rescaling }) => rescaling);
  const dtype: DType = rescaled ? 'f32' : STORED[first.stored].dtype;
  const whole = shapeOf({ n: times, [axis]: depth, c: first.samples, y: first.height, x: first.width });
  const unit = Object.keys(spacing).length ? 'mm' : '';
  const description: Description = { shape: whole, dtype, spacing, unit, layout: layoutOf(whole, first, options) };
  const opened = lastOf(async (at) => framesOf(sources[at] as ByteSource, images[at] as DicomImage, options));
  return {
    description,
    axis,
    async readPlanes(from, to) {
      checkPlanes(first.file.name, description, axis, from, to);
      const shape = { ...whole, [axis]: to - from };
      const data = allocated(first.file.name, shape, dtype, options.maxBytes);
      for (const [at, image] of images.entries()) {
        checkCancelled(options);
        const moment = depth * first.samples;
        const places = (slices[at] ?? []).map((plane) => {
          const z = plane % moment;
          if (z < from || z >= to) return undefined;
          return Math.floor(plane / moment) * (to - from) * first.samples + z - from;
        });
        if (places.some((place) => place !== undefined))
          await fill(await opened(at), image, places, { depth: to - from, dtype, data });
        options.progress?.((at + 1) / sources.length);
      }
      return new HostVolume({ ...description, shape, data });
    },
  };
}

/** What was made last is kept: the slabs of a file of many frames are read from it one after the other. */
function lastOf<T>(make: (at: number) => Promise<T>): (at: number) => Promise<T> {
  let last: { readonly at: number; readonly made: Promise<T> } | undefined;
  return (at) => {
    if (last?.at !== at) last = { at, made: make(at) };
    return last.made;
  };
}

/** The header of a file. Most of it is read only where it is in the way. */
async function headOf(source: ByteSource, { maxBytes }: ReadOptions): Promise<DicomImage> {
  const whole = async (length: number): Promise<DicomImage> => {
    const image = imageOf(parseDicom(await readBytes(source, 0, length, 'the file'), source.name, maxBytes));
    // a header is kept of every file, the pixels are not
    return { ...image, file: { ...image.file, bytes: new Uint8Array(0) } };
  };
  if (source.size <= HEAD_BYTES) return whole(source.size);
  try {
    return await whole(HEAD_BYTES);
  } catch {
    // it is longer, deflated, or wrong: the whole file says which
    return whole(source.size);
  }
}

type Frames = Awaited<ReturnType<typeof openFrames>>;

/** The frames of a file, all of which is read. */
async function framesOf(source: ByteSource, head: DicomImage, { maxBytes }: ReadOptions): Promise<Frames> {
  const bytes = await readBytes(source, 0, source.size, 'the file');
  const { file } = imageOf(parseDicom(bytes, source.name, maxBytes));
  return openFrames({ ...head, file });
}

interface Target {
  /** Planes from one channel to the next. */
  readonly depth: number;
  readonly dtype: DType;
  readonly data: TypedArray;
}

/** Puts the frames of a file at their places, counted in planes of one channel; those without one are left out. */
async function fill(frames: Frames, head: DicomImage, places: readonly (number | undefined)[], target: Target) {
  const { width, height, samples, planar, stored, rescaling } = head;
  const plane = width * height;
  const compressed = head.pixels.length === 0xffffffff;
  for (const [frame, place] of places.entries()) {
    if (place === undefined) continue;
    const numbers = await frames(frame);
    const own = { ...shapeOf({ y: height, x: width }), c: samples };
    const planes = reorder(numbers, STORED[stored].dtype, own, planar && !compressed ? 'cyx' : 'yxc', CANONICAL);
    for (let c = 0; c < samples; c++) {
      const part = planes.subarray(c * plane, (c + 1) * plane);
      const to = (place + c * target.depth) * plane;
      if (!rescaling) target.data.set(part, to);
      else
        for (let at = 0; at < plane; at++)
          target.data[to + at] = (part[at] as number) * rescaling.slope + rescaling.intercept;
    }
  }
}

function layoutOf(shape: Shape, { samples, planar }: DicomImage, { layout, name = 'dicom' }: ReadOptions): string {
  const before = (['n', 'z'] as Axis[]).filter((axis) => shape[axis] > 1).join('');
  const own = before + (samples === 1 ? 'yx' : planar ? 'cyx' : 'yxc');
  if (layout !== undefined && layout !== own)
    throw new ArgumentError(name, `the layout of this DICOM must be ${own}`, layout);
  return own;
}
