/** Curves from grey levels to grey levels, 0 to 255, each turned by one number from 0 to 1. */
import {
  adjustGamma,
  adjustSigmoid,
  adjustSine,
  cast,
  greaterEqual,
  type Input,
  invert,
  multiply,
  type Node,
  quantise,
} from 'brightfield';

interface Curve {
  readonly words: string;
  /** How its number is written. */
  readonly written: (at: number) => string;
  readonly of: (image: Input, at: number) => Node;
}

const gammaOf = (at: number): number => 2 ** (4 * at - 2);
const steepnessOf = (at: number): number => 4 + 16 * at;
const thresholdOf = (at: number): number => Math.round(255 * at);
const levelsOf = (at: number): number => 2 + Math.round(14 * at);
const periodsOf = (at: number): number => 0.5 + 3.5 * at;

export const CURVES = {
  gamma: {
    words: 'power',
    written: (at) => `γ = ${gammaOf(at).toFixed(2)}`,
    of: (image, at) => adjustGamma(image, { gamma: gammaOf(at) }),
  },
  sigmoid: {
    words: 'S',
    written: (at) => `steepness ${steepnessOf(at).toFixed(1)}`,
    of: (image, at) => adjustSigmoid(image, { gain: steepnessOf(at) }),
  },
  threshold: {
    words: 'step',
    written: (at) => `from ${thresholdOf(at)} on`,
    of: (image, at) => multiply(greaterEqual(image, thresholdOf(at)), 255),
  },
  stairs: {
    words: 'stairs',
    written: (at) => `${levelsOf(at)} levels`,
    of: (image, at) => quantise(image, { levels: levelsOf(at), range: [0, 255] }),
  },
  invert: { words: 'falling', written: () => '', of: (image) => invert(image, { max: 255 }) },
  wave: {
    words: 'waves',
    written: (at) => `${periodsOf(at).toFixed(1)} periods`,
    of: (image, at) => adjustSine(image, { periods: periodsOf(at) }),
  },
} as const satisfies Readonly<Record<string, Curve>>;

export type CurveName = keyof typeof CURVES;

/** A curve applied to an image of bytes: bytes again, so that what is equal is equal to the last bit. */
export function curved(image: Input, name: CurveName, at: number): Node {
  return cast(CURVES[name].of(image, at), { dtype: 'u8' });
}
