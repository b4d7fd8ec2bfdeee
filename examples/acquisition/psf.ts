/** Point spread functions of one width, all in a square of the same side: what is dragged is numbers only. */
import { airyPsf, diskPsf, gaussianPsf, type HostVolume, motionPsf } from 'brightfield';

interface Spread {
  readonly words: string;
  /** What a width of so many pixels is for it. */
  readonly written: (width: number) => string;
  readonly of: (width: number, size: number) => HostVolume;
}

/** Pixels of a side; the greatest width is half of it. */
const SIZE = 33;
export const WIDEST = 16;

export const SPREADS = {
  gaussian: {
    words: 'Gaussian',
    written: (width) => `σ ${width / 4} px`,
    of: (width, size) => gaussianPsf({ sigma: width / 4, size }),
  },
  disk: {
    words: 'out of focus',
    written: (width) => `a disk ${width} px wide`,
    of: (width, size) => diskPsf({ radius: width / 2, size }),
  },
  motion: {
    words: 'motion',
    written: (width) => `${width} px long`,
    of: (width, size) => motionPsf({ length: width, angle: 30, size }),
  },
  airy: {
    words: 'Airy',
    written: (width) => `first dark ring ${width} px wide`,
    // the ring is where 0.61 wavelength / NA is
    of: (width, size) => airyPsf({ wavelength: 1, numericalAperture: 0.61 / (width / 2), spacing: 1, size }),
  },
} as const satisfies Readonly<Record<string, Spread>>;

export type SpreadName = keyof typeof SPREADS;

export const psfOf = (name: SpreadName, width: number): HostVolume => SPREADS[name].of(width, SIZE);
