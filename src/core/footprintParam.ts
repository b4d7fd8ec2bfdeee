/** The schema of footprints: a shape by name, in a short form, or any array of 0 and 1. */
import { array, type GivenArray } from './arrayParams.js';
import { Footprint, type FootprintShape, type Inside, SHAPES } from './footprint.js';
import { describe, type ParamSpec, type Refuse } from './paramSpec.js';
import { checkNumber } from './plainParams.js';

/** `disk=3`, `{ disk: 3 }`, `[[0, 1, 0], [1, 1, 1], [0, 1, 0]]`, or what one of them was read as. */
export type GivenFootprint = FootprintShape | GivenArray | string | Footprint;

export const SHAPE_NAMES: readonly string[] = Object.keys(SHAPES);
/** Voxels of the box around a footprint that is not a box itself. */
const MOST_VOXELS = 2 ** 22;
const LONGEST = 10_000;
const FORMS = `must be a shape (${SHAPE_NAMES.join(', ')}), such as { disk: 3 } or 'disk=3', or lists of 0 and 1`;

/** The neighbours of a voxel that take part. */
export function footprint(
  doc: string,
  options: { readonly default?: FootprintShape } = {},
): ParamSpec<Footprint, GivenFootprint> {
  return {
    type: 'footprint',
    doc,
    unit: '',
    whole: false,
    optional: false,
    ...(options.default !== undefined && { default: options.default }),
    parse(given, refuse) {
      if (given instanceof Footprint) return given;
      if (typeof given === 'string') return named(fromText(given, refuse), refuse);
      if (typeof given === 'object' && given !== null && !Array.isArray(given) && !('data' in given))
        return named(given, refuse);
      const { shape, data } = array(doc, { maxRank: 3 }).parse(given, (_must, got) => refuse(FORMS, got));
      const wrong = data.find((item) => item !== 0 && item !== 1);
      if (wrong !== undefined) refuse('must hold 0 and 1 only', describe(wrong));
      const [x = 1, y = 1, z = 1] = [...shape].reverse();
      return checked({ z, y, x }, Uint8Array.from(data), false, refuse);
    },
  };
}

/** Whether a word is a shape in its short form. */
export function isShapeText(word: string): boolean {
  return SHAPE_NAMES.includes(word.split('=')[0]?.trim() ?? '') && word.includes('=');
}

/** `disk=3`, `line=9,45`, `box=x=5,y=3` as an object. */
function fromText(text: string, refuse: Refuse): object {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals).trim();
  const rule = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (!rule || equals < 1) return refuse(FORMS, describe(text));
  const parts = text.slice(equals + 1).split(',');
  const value = (part: string): number => (part.trim() === '' ? Number.NaN : Number(part));
  if (parts.length === 1 && !parts[0]?.includes('=')) return { [name]: value(parts[0] ?? '') };
  const entries = parts.map((part, at) => {
    const split = part.indexOf('=');
    return split < 0
      ? [rule.keys[at] ?? `${at}`, value(part)]
      : [part.slice(0, split).trim(), value(part.slice(split + 1))];
  });
  if (new Set(entries.map(([key]) => key)).size < entries.length) return refuse(FORMS, describe(text));
  return { [name]: Object.fromEntries(entries) as Record<string, number> };
}

function named(given: object, refuse: Refuse): Footprint {
  const [entry, ...more] = Object.entries(given);
  const rule = entry && Object.hasOwn(SHAPES, entry[0]) ? SHAPES[entry[0]] : undefined;
  if (!entry || !rule || more.length > 0) return refuse(FORMS, describe(given));
  const { size, inside } = rule.build(numbersOf(entry[0], rule, entry[1], refuse));
  if (!inside) return new Footprint(size, undefined, true);
  const within = (kept: Footprint['size']): Footprint => {
    if (voxelsOf(kept) > MOST_VOXELS)
      refuse(`must lie in a box of at most ${MOST_VOXELS} voxels`, `${kept.x} x ${kept.y} x ${kept.z}`);
    return checked(kept, written(kept, inside), true, refuse);
  };
  // what is too large for a volume may not be for an image
  return voxelsOf(size) > MOST_VOXELS ? new Footprint(size, undefined, true, within) : within(size);
}

function voxelsOf({ z, y, x }: Footprint['size']): number {
  return z * y * x;
}

function written(size: Footprint['size'], inside: Inside): Uint8Array {
  const data = new Uint8Array(voxelsOf(size));
  let next = 0;
  for (let z = 0; z < size.z; z++)
    for (let y = 0; y < size.y; y++)
      for (let x = 0; x < size.x; x++)
        data[next++] = inside(x - (size.x >> 1), y - (size.y >> 1), z - (size.z >> 1)) ? 1 : 0;
  return data;
}

/** The numbers of a shape by name. */
function numbersOf(
  name: string,
  { keys, otherwise, min }: (typeof SHAPES)[string],
  given: unknown,
  refuse: Refuse,
): Record<string, number> {
  const one = (value: unknown, key: string): number =>
    key === 'angle'
      ? checkNumber(value, { min: -360, max: 360, unit: 'degrees' }, false, refuse, `${name} angle`)
      : checkNumber(value, { min: key === 'length' ? 1 : min, max: LONGEST }, true, refuse, `${name} ${key}`.trimEnd());
  if (keys.length === 0) return { radius: one(given, 'radius') };
  if (typeof given === 'number' && otherwise !== undefined)
    return Object.fromEntries(keys.map((key) => [key, one(given, '')]));
  if (typeof given !== 'object' || given === null || Object.keys(given).some((key) => !keys.includes(key)))
    return refuse(
      `${name} must be ${otherwise === undefined ? '' : 'a number or '}numbers named ${keys.join(', ')}`,
      describe(given),
    );
  const numbers = given as Readonly<Record<string, unknown>>;
  return Object.fromEntries(keys.map((key) => [key, one(numbers[key] ?? otherwise, key)]));
}

/** A footprint with a voxel at least; without `data` where it is full. */
function checked(size: Footprint['size'], data: Uint8Array, isNamed: boolean, refuse: Refuse): Footprint {
  if (!data.includes(1)) refuse('must hold at least one 1', 'none');
  return new Footprint(size, data.includes(0) ? data : undefined, isNamed);
}
