/** The options of psf builders, as schemas: what is misspelt is refused, as everywhere. */
import { SPATIAL_AXES } from '../axes.js';
import { numberPerAxis } from '../axisParams.js';
import { describe, type ParamSpec } from '../paramSpec.js';
import { type Bounds, checkNumber, text } from '../plainParams.js';
import type { AlongSpace } from './psfVolume.js';

/** A number that is required, or has a default. */
export function length(doc: string, bounds: Bounds & { readonly default?: number }): ParamSpec<number> {
  const { default: otherwise } = bounds;
  return {
    type: 'number',
    doc,
    unit: '',
    whole: false,
    optional: false,
    ...(otherwise !== undefined && { default: otherwise }),
    parse: (given, refuse) => checkNumber(given, bounds, false, refuse, ''),
  };
}

/** A number for x and y, or numbers by axis; at least one. */
export function alongSpace(doc: string, bounds: Bounds): ParamSpec<AlongSpace, AlongSpace> {
  const plain = numberPerAxis(doc, { ...bounds, axes: SPATIAL_AXES });
  return {
    ...plain,
    optional: false,
    parse(given, refuse) {
      const read = plain.parse(given, refuse) as AlongSpace;
      return typeof read === 'object' && Object.keys(read).length === 0
        ? refuse('must name an axis', describe(given))
        : read;
    },
  };
}

export const sizeOption = {
  size: { ...alongSpace('Voxels along the axes, odd.', { above: 0 }), optional: true as const },
};

/** What every objective has. */
export const opticsOptions = {
  wavelength: length('Of the light that is seen, in air.', { above: 0 }),
  numericalAperture: length('Of the objective.', { above: 0 }),
  spacing: alongSpace('The size of a voxel.', { above: 0 }),
  unit: text('The unit of all lengths.', { default: '' }),
  ...sizeOption,
} as const;
