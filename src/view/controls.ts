/**
 * Which control a parameter gets, from its schema alone: no operation is named here, so a new one has its panel at once.
 * Pure data; `panel.ts` draws it.
 */
import type { Axis } from '../core/axes.js';
import { type ParamSpec, type ParamSpecs, refusal, sentenceOf } from '../core/params.js';

interface Common {
  readonly label: string;
  /** The parameter's sentence, with its unit. */
  readonly hint: string;
}

export interface Slider extends Common {
  readonly kind: 'slider';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

export interface Checkbox extends Common {
  readonly kind: 'checkbox';
  readonly value: boolean;
}

export interface List extends Common {
  readonly kind: 'list';
  /** The empty word stands for a parameter that is left out. */
  readonly options: readonly string[];
  readonly value: string;
}

/** Anything that is written: `read` turns it into the parameter's value. */
export interface Field extends Common {
  readonly kind: 'field';
  readonly value: string;
  readonly read: (text: string) => unknown;
}

/** A slider for every axis; together they are one parameter. */
export interface Sliders extends Common {
  readonly kind: 'sliders';
  readonly axes: readonly { readonly axis: Axis; readonly slider: Slider }[];
}

export type Control = Slider | Checkbox | List | Field | Sliders;

export interface ControlOptions {
  /** Slider ends, where they should be narrower than what the operation takes: `{ sigma: [0.3, 4] }`. */
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>;
  /** Values to begin with; defaults otherwise. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Parameters by axis that get a slider for each of these axes instead of one for all. */
  readonly apart?: Readonly<Record<string, readonly Axis[]>>;
}

/** A control for every parameter, by name, in the order of the declaration. */
export function controlsOf(specs: ParamSpecs, options: ControlOptions = {}): Readonly<Record<string, Control>> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, controlOf(name, spec, options)]));
}

function controlOf(name: string, spec: ParamSpec, options: ControlOptions): Control {
  const common = { label: name, hint: sentenceOf(spec) };
  const value = options.values?.[name] ?? spec.default;
  const apart = options.apart?.[name];
  if (spec.type === 'perAxis' && apart) return slidersOf(name, spec, value, apart, options, common);
  if (spec.type === 'boolean') return { ...common, kind: 'checkbox', value: value === true };
  if (spec.type === 'choice' && spec.choices) {
    const absent = spec.optional || typeof value !== 'string' ? [''] : [];
    return { ...common, kind: 'list', options: [...absent, ...spec.choices], value: `${value ?? ''}` };
  }
  // a number that may be left out, or must be given and is not there yet, has no place on a slider
  if (typeof value === 'number' && spec.type !== 'text') return { ...common, ...sliderOf(name, spec, value, options) };
  return { ...common, kind: 'field', value: shown(value), read: (text) => readField(text) };
}

function slidersOf(
  name: string,
  spec: ParamSpec,
  value: unknown,
  axes: readonly Axis[],
  options: ControlOptions,
  common: Common,
): Sliders {
  const along = (axis: Axis): number => {
    if (typeof value === 'number') return value;
    const given = (value as Partial<Record<Axis, number>> | undefined)?.[axis];
    return given ?? (typeof spec.default === 'number' ? spec.default : (spec.min ?? 0));
  };
  const sliders = axes.map((axis) => ({
    axis,
    slider: { ...common, label: `${name} ${axis}`, ...sliderOf(name, spec, along(axis), options) },
  }));
  return { ...common, kind: 'sliders', axes: sliders };
}

function sliderOf(name: string, spec: ParamSpec, value: number, options: ControlOptions): Omit<Slider, keyof Common> {
  const [min, max] = options.ranges?.[name] ?? usefulRange(spec, value);
  return { kind: 'slider', min, max, step: spec.whole ? 1 : Math.min(niceStep(max - min), placeOf(value)), value };
}

/** Both bounds where they are near, else what lies around the value: a slider from 0 to 1000 cannot be set to 1.5. */
function usefulRange({ min, max, unit, whole }: ParamSpec, value: number): readonly [number, number] {
  const size = Math.max(1, Math.abs(value));
  if (min !== undefined && max !== undefined && max - min <= 20 * size) return [min, max];
  // widths are turned finely, and every larger one costs a kernel of its own
  const far = (unit === 'voxel' && !whole ? 4 : 10) * size;
  const low = Math.max(min ?? Number.NEGATIVE_INFINITY, value < 0 || min === undefined ? value - far : 0);
  return [low, Math.min(max ?? Number.POSITIVE_INFINITY, value + far)];
}

/** A power of ten: some hundreds of steps from end to end. */
function niceStep(length: number): number {
  return length > 0 ? 10 ** Math.floor(Math.log10(length / 100)) : 1;
}

/** The last decimal place of a value, up to the sixth: what stands there is not rounded away. */
function placeOf(value: number): number {
  let place = 0;
  while (place < 6 && Number(value.toFixed(place)) !== value) place++;
  return Number((10 ** -place).toFixed(place));
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Numbers, lists and objects as JSON writes them; every other text is itself; nothing is nothing. */
function readField(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (!/^[-\d.[{]/.test(trimmed)) return trimmed;
  try {
    return JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
}

/** The value of a parameter, checked by its schema. Throws `ArgumentError` as the operation would. */
export function checkValue(operation: string, name: string, spec: ParamSpec, value: unknown): void {
  if (value === undefined && (spec.optional || spec.default !== undefined)) return;
  spec.parse(value, refusal(operation, name));
}
