/** Words as parameters: what a schema wants, from what was typed. Ranges are checked by the schema itself, later. */

import { numberAt } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import { isShapeText } from '../core/footprintParam.js';
import type { NumberArray, ParamSpec } from '../core/params.js';
import { readVolume } from '../io/files.js';
import { isNumber } from './arguments.js';

type Spec = ParamSpec<unknown, unknown>;

/** The value of one parameter; what cannot be one is handed on as it is, for the schema to refuse. */
export async function paramValue(spec: Spec, word: string): Promise<unknown> {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return numberOrWord(word);
    case 'boolean':
      return word === 'true' ? true : word === 'false' ? false : word;
    case 'perAxis':
      return word.includes('=') ? perAxisValue(word) : numberOrWord(word);
    case 'axes':
      return word.replaceAll(',', '');
    case 'array':
    case 'psf':
      return jsonOrFile(word);
    case 'footprint':
      return isShapeText(word) ? word : jsonOrFile(word);
    case 'choice':
    case 'text':
      return word;
  }
}

function numberOrWord(word: string): number | string {
  return isNumber(word) ? Number(word) : word;
}

/** `x=2,y=2,z=0.5`. */
function perAxisValue(word: string): unknown {
  const entries = word.split(',').map((part) => {
    const [name = '', ...rest] = part.split('=');
    return [name.trim(), numberOrWord(rest.join('=').trim())] as const;
  });
  const twice = entries.find(([name], at) => entries.findIndex(([other]) => other === name) !== at);
  return twice ? word : Object.fromEntries(entries);
}

/** `[1,2,1]`, or the name of a file: JSON, or anything that holds a volume. */
async function jsonOrFile(word: string): Promise<unknown> {
  if (!/^\s*[[{]/.test(word)) return fileArray(word);
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}

async function fileArray(path: string): Promise<NumberArray> {
  const volume = await readVolume(path);
  if (volume.dtype === 'complex64') throw new UserError(`${path}: numbers must be real, got complex64`);
  if (volume.layout !== [...volume.layout].sort((a, b) => 'nczyx'.indexOf(a) - 'nczyx'.indexOf(b)).join(''))
    throw new UserError(`${path}: an array must be in the order n c z y x, got ${volume.layout}`);
  return {
    shape: [...volume.layout].map((axis) => volume.shape[axis as 'x']),
    data: Array.from(volume.data, (_, at) => numberAt(volume.dtype, volume.data, at)),
  };
}
