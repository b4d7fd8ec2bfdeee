/**
 * OME-XML (OME 2016-06) in the first page's description: the order of pages, element sizes and their unit. Only the first image
 * of a file is read. The text is searched, never parsed as a document: no entity is expanded and every search is linear.
 */
import { acquiredFrom, type Channel, type TimeStep } from '../../core/acquired.js';
import type { Axis, Layout } from '../../core/axes.js';
import type { DType } from '../../core/dtype.js';
import { FormatError } from '../../core/errors.js';
import type { Description, Spacing } from '../../core/hostVolume.js';
import { convertLength, TIME_NAMES, timeUnitFrom, unitFrom } from '../units.js';
import type { Metadata } from './imagej.js';

const AXIS_OF: Readonly<Record<string, Axis>> = { Z: 'z', C: 'c', T: 'n' };
const TYPES: Record<DType, string> = {
  ...{ u8: 'uint8', i8: 'int8', u16: 'uint16', i16: 'int16', u32: 'uint32', i32: 'int32' },
  // a half is what its page says it is; OME has no name for it
  ...{ f16: 'float', f32: 'float', complex64: 'complex' },
};

/** Reads OME-XML; undefined where the text is none. `samples` is the number of samples a pixel, which are channels too. */
export function parseOme(text: string, samples: number, name: string): Metadata | undefined {
  if (!text.startsWith('<') || !text.slice(0, 4096).includes('<OME')) return undefined;
  const [pixels] = elements(text, 'Pixels');
  if (pixels === undefined) return undefined;
  const length = (key: string) => {
    const value = Number(pixels.attributes.get(key) ?? 1);
    if (!Number.isInteger(value) || value < 1) throw new FormatError(name, `its OME-XML has ${key} ${value}`);
    return value;
  };
  const lengths: Record<string, number> = { Z: length('SizeZ'), C: length('SizeC') / samples, T: length('SizeT') };
  if (!Number.isInteger(lengths.C))
    throw new FormatError(name, `its OME-XML has ${length('SizeC')} channels, its pixels ${samples} samples`);
  const order = pixels.attributes.get('DimensionOrder') ?? 'XYZCT';
  if (!/^XY(?:ZCT|ZTC|CZT|CTZ|TZC|TCZ)$/.test(order))
    throw new FormatError(name, `its OME-XML has the dimension order ${order}`);
  const fastestFirst = [...order.slice(2)].map((letter) => [letter, lengths[letter] ?? 1] as const);
  return {
    pages: fastestFirst.map(([letter, size]) => [AXIS_OF[letter] ?? 'z', size] as const).reverse(),
    firstPage: firstPage(text, pixels.end, fastestFirst, name),
    ...physicalSizes(pixels.attributes),
    acquired: acquiredFrom({
      timeStep: timeStepOf(pixels.attributes),
      channels: samples === 1 ? channelsOf(inside(text, pixels.end)) : undefined,
    }),
  };
}

/** The page that the first plane is in. Planes must follow each other in the dimension order. */
function firstPage(text: string, from: number, lengths: readonly (readonly [string, number])[], name: string): number {
  let first: number | undefined;
  for (const { attributes } of elements(inside(text, from), 'TiffData')) {
    let plane = 0;
    for (const [letter, size] of [...lengths].reverse())
      plane = plane * size + Number(attributes.get(`First${letter}`) ?? 0);
    const page = Number(attributes.get('IFD') ?? 0);
    first ??= page - plane;
    if (page - plane !== first) throw new FormatError(name, 'its OME-XML has planes out of order, which is not read');
  }
  return first ?? 0;
}

/** What stands between the tags of `Pixels`. */
function inside(text: string, from: number): string {
  const end = text.indexOf('</Pixels', from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}

/** The time between images, in seconds where no unit is said (OME 2016-06, Pixels). */
function timeStepOf(attributes: ReadonlyMap<string, string>): TimeStep | undefined {
  const unit = timeUnitFrom(attributes.get('TimeIncrementUnit') ?? 's');
  return unit === undefined ? undefined : { value: Number(attributes.get('TimeIncrement') ?? 0), unit };
}

/** Names and colours of channels; a colour is red, green, blue and alpha in a signed word, the highest byte first. */
function channelsOf(text: string): { name: string | undefined; color: string | undefined }[] {
  return [...elements(text, 'Channel')].map(({ attributes }) => {
    const word = attributes.get('Color');
    const known = word !== undefined && /^-?\d{1,10}$/.test(word);
    const rgb = (Number(word) >>> 8).toString(16).padStart(6, '0');
    return { name: attributes.get('Name'), color: known ? `#${rgb}` : undefined };
  });
}

function physicalSizes(attributes: ReadonlyMap<string, string>): { spacing: Spacing; unit: string } {
  const unitOf = (axis: string) => unitFrom(attributes.get(`PhysicalSize${axis}Unit`) ?? 'µm');
  const stated = ['X', 'Y', 'Z'].filter(
    (axis) => attributes.has(`PhysicalSize${axis}`) || attributes.has(`PhysicalSize${axis}Unit`),
  );
  const unit = stated[0] === undefined ? '' : unitOf(stated[0]);
  const sizes = stated.flatMap((axis) => {
    const size = convertLength(Number(attributes.get(`PhysicalSize${axis}`) ?? 0), unitOf(axis), unit);
    return size !== undefined && size > 0 ? [[axis.toLowerCase(), size] as const] : [];
  });
  return { spacing: Object.fromEntries(sizes), unit };
}

/** The start tags of a name, with their attributes. */
function* elements(text: string, name: string): Generator<{ attributes: Map<string, string>; end: number }> {
  for (let at = 0; ; ) {
    const start = text.indexOf(name, at);
    const end = text.indexOf('>', start);
    if (start < 0 || end < 0) return;
    const found = text.slice(start, end).matchAll(/(?<![\w:])([\w:]+)="([^"]*)"/g);
    const opens = /^[<:]\w+\s$/.test(text.slice(start - 1, start + name.length + 1));
    at = end;
    if (opens)
      yield { attributes: new Map([...found].map(([, key = '', value = '']) => [key, unescaped(value)])), end };
  }
}

/** OME-XML for a volume whose pages are in `order`, slowest first, with the channels in the page where `samples` is over 1. */
export function formatOme(
  { shape, dtype, spacing, unit, acquired }: Description,
  order: Layout,
  samples: number,
): string {
  const letters = { n: 'T', z: 'Z', c: 'C' } as Record<string, string>;
  const fastestFirst = [...order].reverse().filter((axis) => axis in letters && !(axis === 'c' && samples > 1));
  const missing = ['c', 'z', 'n'].filter((axis) => !fastestFirst.includes(axis));
  const dimensions =
    samples > 1 ? ['c', ...fastestFirst, ...missing.filter((axis) => axis !== 'c')] : [...fastestFirst, ...missing];
  const sizes = (['x', 'y', 'z'] as const).flatMap((axis) => {
    const key = ` PhysicalSize${axis.toUpperCase()}`;
    const size = spacing[axis] === undefined ? '' : `${key}="${spacing[axis]}"`;
    const named = size !== '' || (axis === 'x' && unit !== '');
    return [size, named ? `${key}Unit="${escaped(unit === '' ? 'reference frame' : unit)}"` : ''];
  });
  const channels = Array.from(
    { length: shape.c / samples },
    (_, at) =>
      `<Channel ID="Channel:0:${at}"${samples > 1 ? '' : shown(acquired?.channels?.[at] ?? {})} SamplesPerPixel="${samples}"/>`,
  );
  const { timeStep } = acquired ?? {};
  const timed =
    timeStep && Object.hasOwn(TIME_NAMES, timeStep.unit)
      ? ` TimeIncrement="${timeStep.value}" TimeIncrementUnit="${escaped(timeStep.unit)}"`
      : '';
  const namespace = 'http://www.openmicroscopy.org/Schemas/OME/2016-06';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<OME xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${namespace} ${namespace}/ome.xsd" Creator="brightfield">`,
    '<Image ID="Image:0">',
    `<Pixels ID="Pixels:0" DimensionOrder="XY${dimensions.map((axis) => letters[axis]).join('')}" Type="${TYPES[dtype]}"`,
    ` SizeX="${shape.x}" SizeY="${shape.y}" SizeZ="${shape.z}" SizeC="${shape.c}" SizeT="${shape.n}"${sizes.join('')}${timed}`,
    ` BigEndian="false" Interleaved="${samples > 1}">${channels.join('')}`,
    `<TiffData IFD="0" PlaneCount="${(shape.n * shape.c * shape.z) / samples}"/></Pixels></Image></OME>`,
  ].join('');
}

/** The attributes of a channel. */
function shown({ name, color }: Channel): string {
  const word = color === undefined ? undefined : (Number.parseInt(color.slice(1), 16) << 8) | 255;
  return `${name === undefined ? '' : ` Name="${escaped(name)}"`}${word === undefined ? '' : ` Color="${word}"`}`;
}

/** Everything but plain ASCII as a character reference, since TIFF texts are ASCII. */
function escaped(text: string): string {
  return text.replace(/[^ -~]|[&<>"]/gu, (letter) => `&#${letter.codePointAt(0)};`);
}

function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
