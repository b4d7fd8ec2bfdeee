/** What a DICOM file says of its image: size, type, what values stand for, where it lies (PS3.3, C.7.6). */
import { FormatError } from '../../core/errors.js';
import type { Rescaling, Stored } from '../elements.js';
import type { Element, Elements } from './dataset.js';
import { type DicomFile, decimalsOf, shortOf, textOf } from './file.js';

/** An image before its pixels are decoded. */
export interface DicomImage {
  readonly file: DicomFile;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Frames are moments, not places. */
  readonly timed: boolean;
  readonly samples: number;
  /** All of one sample before all of the next, within a frame. */
  readonly planar: boolean;
  readonly stored: Stored;
  /** Bits of a number in the file, those of them that are the value, and the highest of these. */
  readonly bits: { readonly allocated: number; readonly used: number; readonly highest: number };
  readonly rescaling?: Rescaling;
  readonly pixels: Element;
  readonly series: string;
  readonly number: number;
  /** Millimetres from row to row and from column to column. */
  readonly spacing?: readonly [number, number];
  /** Millimetres between slices, as stated; where positions are known these are better. */
  readonly sliceSpacing?: number;
  /** The direction across the rows and columns, and the place along it of each frame, where known. */
  readonly normal?: readonly number[];
  readonly positions?: readonly number[];
}

/** Reads all that is needed. Throws `FormatError` where something is missing, or of a kind not read. */
export function imageOf(file: DicomFile): DicomImage {
  const { elements, name } = file;
  const refuse = (problem: string): never => {
    throw new FormatError(name, problem);
  };
  const pixels = [0x7fe00010, 0x7fe00008, 0x7fe00009].find((tag) => elements.has(tag));
  if (pixels === undefined) return refuse('a DICOM file without pixels');
  const [height = 0, width = 0] = [0x00280010, 0x00280011].map((tag) => shortOf(file, elements, tag));
  if (height === 0 || width === 0) refuse(`an image of ${width} by ${height} pixels is empty`);
  const [frames = 1] = elements.has(0x00280008) ? (decimalsOf(file, elements, 0x00280008, 1) ?? [0]) : [1];
  if (!(Number.isInteger(frames) && frames >= 1)) refuse('its number of frames is none');
  const samples = shortOf(file, elements, 0x00280002) ?? 1;
  const kind = textOf(file, elements, 0x00280004) ?? (samples === 1 ? 'MONOCHROME2' : 'RGB');
  // JPEG and JPEG 2000 become RGB when they are decoded
  const compressed = file.elements.get(0x7fe00010)?.length === 0xffffffff && file.transfer !== '1.2.840.10008.1.2.5';
  if (
    !(kind.startsWith('MONOCHROME')
      ? samples === 1
      : samples === 3 && (kind === 'RGB' || (compressed && kind.startsWith('YBR'))))
  )
    refuse(`pixels of ${samples} samples of ${kind} are not read`);
  const { stored, bits } = typeOf(file, pixels, refuse);
  const rescaling = rescalingOf(file);
  const spacing = decimalsOf(file, measures(elements), 0x00280030, 2);
  const timing = elements.get(0x00280009);
  const timed = timing?.length === 4 && file.bytes[timing.at + (file.syntax.littleEndian ? 0 : 1)] === 0x18;
  const slices = ([0x00180088, 0x00180050] as const).flatMap(
    (tag) => decimalsOf(file, measures(elements), tag, 1) ?? [],
  );
  const [sliceSpacing = 0] = slices.filter((size) => size > 0);
  return {
    file,
    width,
    height,
    frames,
    timed,
    samples,
    stored,
    bits,
    planar: samples > 1 && shortOf(file, elements, 0x00280006) === 1,
    pixels: elements.get(pixels) as Element,
    series: textOf(file, elements, 0x0020000e) ?? '',
    number: decimalsOf(file, elements, 0x00200013, 1)?.[0] ?? 0,
    ...(rescaling && { rescaling }),
    ...(spacing?.every((size) => size > 0) && { spacing: spacing as [number, number] }),
    ...(sliceSpacing > 0 && { sliceSpacing }),
    ...placesOf(file, frames),
  };
}

function typeOf({ elements, ...file }: DicomFile, pixels: number, refuse: (problem: string) => never) {
  const short = (tag: number): number | undefined => shortOf({ ...file, elements }, elements, tag);
  const allocated = short(0x00280100) ?? 0;
  const used = short(0x00280101) ?? allocated;
  const highest = short(0x00280102) ?? used - 1;
  const bits = { allocated, used, highest };
  if (pixels !== 0x7fe00010) {
    const wanted = pixels === 0x7fe00008 ? 32 : 64;
    if (allocated !== wanted) refuse(`floating-point pixels of ${allocated} bits are not read`);
    const whole = { allocated, used: allocated, highest: allocated - 1 };
    return { stored: (wanted === 32 ? 'f32' : 'f64') as Stored, bits: whole };
  }
  if (![8, 16, 32].includes(allocated)) refuse(`pixels of ${allocated} bits are not read, only 8, 16 and 32`);
  if (!(used >= 1 && used <= highest + 1 && highest < allocated))
    refuse(`${used} bits below bit ${highest} are not in ${allocated}`);
  return { stored: `${short(0x00280103) === 1 ? 'i' : 'u'}${allocated}` as Stored, bits };
}

/** The element of an item of a sequence that there is one of for all frames, or else those of the file. */
function within(elements: Elements, ...path: readonly number[]): Elements {
  let at: Elements | undefined = elements;
  for (const tag of path) at = at?.get(tag)?.items?.[0];
  return at ?? elements;
}

const measures = (elements: Elements): Elements =>
  [0x52009229, 0x52009230].map((groups) => within(elements, groups, 0x00289110)).find((each) => each !== elements) ??
  elements;

/** A slope and an intercept of 1 and 0 are none; those of a file with several frames stand in its groups. */
function rescalingOf(file: DicomFile): Rescaling | undefined {
  const { elements } = file;
  const own = within(elements, 0x52009229, 0x00289145);
  const part = own === elements ? within(elements, 0x52009230, 0x00289145) : own;
  const each = (elements.get(0x52009230)?.items ?? []).map((item) => within(item, 0x00289145));
  const lines = [part, ...each.filter((item) => item.has(0x00281053))].map((at) => {
    const [slope = 1] = decimalsOf(file, at, 0x00281053, 1) ?? [];
    const [intercept = 0] = decimalsOf(file, at, 0x00281052, 1) ?? [];
    return { slope, intercept };
  });
  const [first = { slope: 1, intercept: 0 }] = lines;
  if (lines.some(({ slope, intercept }) => slope !== first.slope || intercept !== first.intercept))
    throw new FormatError(file.name, 'its frames are rescaled each in another way, which is not read');
  return first.slope === 1 && first.intercept === 0 ? undefined : first;
}

/** How far along the direction across the image each frame lies: the cross product of its rows and columns. */
function placesOf(file: DicomFile, frames: number): Partial<Pick<DicomImage, 'normal' | 'positions'>> {
  const { elements } = file;
  const groups = elements.get(0x52009230)?.items ?? [];
  const oriented = [within(elements, 0x52009229, 0x00209116), within(elements, 0x52009230, 0x00209116)];
  const [turned = elements] = oriented.filter((each) => each !== elements);
  const across = decimalsOf(file, turned, 0x00200037, 6);
  if (!across) return {};
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = across;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const holders = groups.length === frames ? groups.map((group) => within(group, 0x00209113)) : [elements];
  const positions = holders.flatMap((holder) => {
    const place = decimalsOf(file, holder, 0x00200032, 3);
    return place ? [place.reduce((sum, number, at) => sum + number * (normal[at] ?? 0), 0)] : [];
  });
  return positions.length === holders.length && (frames === 1 || positions.length === frames)
    ? { normal, positions }
    : { normal };
}
