/** Profiles as text: JSON that is taken for data, and refused where it says anything that is not known here. */
import { ArgumentError, PipelineError } from '../core/errors.js';
import { describe } from '../core/params.js';
import { refuseDuplicateKeys } from '../graph/document/duplicates.js';
import { pointerTo } from '../graph/document/form.js';
import { formNames, KERNEL_FORMS } from '../graph/forms.js';
import type { Base, Profile } from './profile.js';

/** The version of the form of these files. */
const VERSION = 1;
const BASES: readonly Base[] = ['cpu', 'gpu'];
/** What a profile was made with; each may be missing. */
const MADE = ['adapter', 'driver', 'version'] as const;
const KEYS = ['brightfieldProfile', 'base', 'forms', ...MADE];

/**
 * Reads a profile that `brightfield tune` made, or that was written by hand: which form of each kernel an engine runs. `brightfieldProfile` is the version of the
 * form, 1; `base` is `cpu` or `gpu`; `forms` names forms by kernel, and kernels that are left out take what the base says. `name` is what messages begin with.
 * All forms of a kernel have the same bits, but those of the passes of Fourier transforms, whose sums have another order.
 * Throws `ArgumentError` with the JSON pointer (RFC 6901) to what is not known here: a kernel, a form, a key, another version.
 * @example
 * import { openEngine, parseProfile } from 'brightfield';
 * const profile = parseProfile('{ "brightfieldProfile": 1, "base": "cpu", "forms": { "filter/convolveAxisY": "rows4" } }');
 * using engine = await openEngine({ profile });
 * engine.profileName; // 'cpu with filter/convolveAxisY rows4'
 */
export function parseProfile(text: string, name = 'profile'): Profile {
  const refuse = (pointer: string, mustHold: string, got: unknown): never => {
    throw new ArgumentError(pointer === '' ? name : `${name} ${pointer}`, mustHold, describe(got));
  };
  const given = jsonOf(text, name, refuse);
  if (!isRecord(given)) return refuse('', 'it must be an object', given);
  for (const key of Object.keys(given))
    if (!KEYS.includes(key)) refuse(pointerTo('', key), `keys must be among ${KEYS.join(', ')}`, key);
  const { brightfieldProfile: version, base, forms } = given;
  if (version !== VERSION) refuse('/brightfieldProfile', `the version must be ${VERSION}`, version);
  if (!isBase(base)) return refuse('/base', `it must be ${BASES.join(' or ')}`, base);
  if (!isRecord(forms)) return refuse('/forms', 'it must be an object of forms by kernel', forms);
  const chosen: Record<string, string> = {};
  for (const [kernel, form] of Object.entries(forms)) {
    const pointer = pointerTo('/forms', kernel);
    const names = formNames(kernel);
    if (!names) return refuse(pointer, `kernels must be among ${Object.keys(KERNEL_FORMS).join(', ')}`, kernel);
    if (typeof form !== 'string' || !names.includes(form))
      return refuse(pointer, `the form must be among ${names.join(', ')}`, form);
    chosen[kernel] = form;
  }
  const made: Partial<Record<(typeof MADE)[number], string>> = {};
  for (const key of MADE) {
    const word = given[key];
    if (word === undefined) continue;
    if (typeof word !== 'string') return refuse(`/${key}`, 'it must be a text', word);
    made[key] = word;
  }
  return { base, forms: chosen, ...made };
}

/** A profile as `parseProfile` reads it. */
export function profileText({ base, forms, adapter, driver, version }: Profile): string {
  return `${JSON.stringify({ brightfieldProfile: VERSION, adapter, driver, version, base, forms }, undefined, 2)}\n`;
}

function jsonOf(
  text: string,
  name: string,
  refuse: (pointer: string, mustHold: string, got: unknown) => never,
): unknown {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    return refuse('', `it must be JSON (${cause instanceof Error ? cause.message : cause})`, text.slice(0, 40));
  }
  try {
    refuseDuplicateKeys(text);
  } catch (cause) {
    if (cause instanceof PipelineError)
      throw new ArgumentError(`${name} ${cause.pointer}`, 'keys must be distinct', 'it twice', { cause });
    throw cause;
  }
  return given;
}

const isBase = (given: unknown): given is Base => BASES.some((base) => base === given);

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
