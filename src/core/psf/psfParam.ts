/** The schema of point spread functions: one by the name of its builder, or any array. */
import { array, arrayOf, type GivenArray, type NumberArray } from '../arrayParams.js';
import { ArgumentError } from '../errors.js';
import type { HostVolume } from '../hostVolume.js';
import { describe, type ParamSpec, type Refuse } from '../paramSpec.js';
import { airyPsf } from './airyPsf.js';
import { bornWolfPsf } from './bornWolfPsf.js';
import { diskPsf } from './diskPsf.js';
import { gaussianPsf } from './gaussianPsf.js';
import { gibsonLanniPsf } from './gibsonLanniPsf.js';
import { motionPsf } from './motionPsf.js';

/** The builders by the names that they have in documents and on the command line. */
const BUILDERS = {
  gaussian: gaussianPsf,
  disk: diskPsf,
  motion: motionPsf,
  airy: airyPsf,
  bornWolf: bornWolfPsf,
  gibsonLanni: gibsonLanniPsf,
} as const;

export const PSF_NAMES: readonly string[] = Object.keys(BUILDERS);

/** `{ gaussian: { sigma: 1.5 } }`: a builder and its options. */
export type NamedPsf = {
  readonly [K in keyof typeof BUILDERS]: Readonly<Record<K, Parameters<(typeof BUILDERS)[K]>[0]>>;
}[keyof typeof BUILDERS];

export type GivenPsf = GivenArray | NamedPsf;

const FORMS = `must be an array, a volume in memory, or one of ${PSF_NAMES.join(', ')} with its options, such as { gaussian: { sigma: 1 } }`;

/** Weights of up to three axes. */
export function psf(doc: string): ParamSpec<NumberArray, GivenPsf> {
  const plain = array(doc, { maxRank: 3 });
  return {
    ...plain,
    type: 'psf',
    parse(given, refuse) {
      const isNamed = typeof given === 'object' && given !== null && !Array.isArray(given) && !('data' in given);
      if (isNamed) return named(given, refuse);
      return plain.parse(given, (must, got) => refuse(typeof given === 'object' ? must : FORMS, got));
    },
  };
}

function named(given: object, refuse: Refuse): NumberArray {
  const [name = '', ...others] = Object.keys(given);
  if (others.length > 0 || !Object.hasOwn(BUILDERS, name)) return refuse(FORMS, describe(given));
  const options: unknown = (given as Readonly<Record<string, unknown>>)[name];
  if (typeof options !== 'object' || options === null) return refuse(FORMS, describe(given));
  const build = BUILDERS[name as keyof typeof BUILDERS] as (options: object) => HostVolume;
  try {
    return arrayOf(build(options));
  } catch (cause) {
    if (cause instanceof ArgumentError) return refuse(`of ${name}: ${cause.mustHold}`, cause.got);
    throw cause;
  }
}
