/**
 * The curves of the chapter: what the engine makes of a node of values, the image's or those of a ramp, so that the curve that is
 * drawn is the one that was applied. Values are from 0 (black) to 1 (white).
 */
import {
  adjustGamma,
  adjustSigmoid,
  clamp,
  cumulativeSum,
  equalizeAdapthist,
  expression,
  greater,
  histogram,
  invert,
  lookup,
  mapRange,
  type Node,
  quantise,
} from 'brightfield';
import type { SliderOptions } from '../lab/controls.js';

/** A bin for each level of a byte: its middle is the level. */
export const BINS = { bins: 256, range: [-0.5 / 255, 255.5 / 255] } as const;

/** What handles and sliders say. */
export interface Values {
  readonly threshold: number;
  readonly low: number;
  readonly high: number;
  readonly gamma: number;
  readonly strength: number;
  readonly cutoff: number;
  readonly gain: number;
  readonly frequency: number;
  readonly levels: number;
  readonly clip: number;
  /** A formula of `u`. */
  readonly text: string;
}

export const FIRST: Values = {
  threshold: 0.5,
  low: 0,
  high: 1,
  gamma: -1,
  strength: 4,
  cutoff: 0.5,
  gain: 10,
  frequency: 3,
  levels: 4,
  clip: 0.01,
  text: '4 * u * (1 - u)',
};

type NumberName = Exclude<keyof Values, 'text'>;
type Slide = Omit<SliderOptions, 'value'> & { readonly name: NumberName };

interface Curve {
  readonly label: string;
  /** Of values; the image, whose histogram some curves follow from, is another node. */
  readonly of: (values: Node, at: Values, image: Node) => Node;
  readonly sliders?: readonly Slide[];
  /** Handles on the histogram. */
  readonly handles?: readonly ('threshold' | 'low' | 'high')[];
  /** Of the place as well: there is no curve. */
  readonly isLocal?: boolean;
}

const two = (value: number): string => value.toFixed(2);
const power = (value: number): string => `${Number((2 ** value).toPrecision(3))}`;

const curve = (label: string, of: Curve['of'], more: Omit<Curve, 'label' | 'of'> = {}): Curve => ({
  label,
  of,
  ...more,
});

export const CURVES = {
  invert: curve('invert', (u) => invert(u)),
  threshold: curve('threshold', (u, { threshold }) => greater(u, threshold), { handles: ['threshold'] }),
  stretch: curve('stretch', (u, { low, high }) => clamp(mapRange(u, { from: [low, high] }), { min: 0, max: 1 }), {
    handles: ['low', 'high'],
  }),
  gamma: curve('gamma', (u, { gamma }) => adjustGamma(u, { gamma: 2 ** gamma }), {
    sliders: [{ name: 'gamma', label: 'Exponent γ', min: -3, max: 3, step: 0.05, written: power }],
  }),
  log: curve('log', (u, { strength }) => expression([u, 2 ** strength], { text: 'log(1 + b * a) / log(1 + b)' }), {
    sliders: [{ name: 'strength', label: 'Strength c', min: 0, max: 10, step: 0.1, written: power }],
  }),
  sigmoid: curve('sigmoid', (u, { cutoff, gain }) => adjustSigmoid(u, { cutoff, gain }), {
    sliders: [
      { name: 'cutoff', label: 'Middle m', min: 0, max: 1, step: 0.01, written: two },
      { name: 'gain', label: 'Steepness s', min: 1, max: 40, step: 0.5 },
    ],
  }),
  sine: curve('sine', (u, { frequency }) => expression([u, frequency], { text: 'sin(2 * pi * b * a) / 2 + 1 / 2' }), {
    sliders: [{ name: 'frequency', label: 'Frequency f', min: 0.25, max: 20, step: 0.05, written: two }],
  }),
  quantise: curve('quantise', (u, { levels }) => quantise(u, { levels }), {
    sliders: [{ name: 'levels', label: 'Levels n', min: 2, max: 32, step: 1 }],
  }),
  equalise: curve('equalise', (u, _at, image) =>
    lookup(u, cumulativeSum(histogram(image, BINS).shares), { range: [0, 1] }),
  ),
  clahe: curve('CLAHE', (u, { clip }) => equalizeAdapthist(u, { clipLimit: clip }), {
    isLocal: true,
    sliders: [
      { name: 'clip', label: 'Limit of contrast', min: 0.002, max: 0.1, step: 0.002, written: (v) => v.toFixed(3) },
    ],
  }),
  formula: curve('your own', (u, { text }) => expression([u], { text: text.replace(/\bu\b/g, 'a') })),
} as const satisfies Readonly<Record<string, Curve>>;

export type CurveName = keyof typeof CURVES;

export const curveOf = (name: CurveName): Curve => CURVES[name];
