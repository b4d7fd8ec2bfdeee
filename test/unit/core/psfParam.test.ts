/** Point spread functions as parameters: by the name of their builder, as arrays, and what is refused. */
import { expect, test } from 'vitest';
import { parseParams } from '../../../src/core/paramSpec.js';
import { gaussianPsf } from '../../../src/core/psf/gaussianPsf.js';
import { type GivenPsf, psf } from '../../../src/core/psf/psfParam.js';

const read = (given: unknown) => parseParams('op', { psf: psf('doc') }, { psf: given as GivenPsf }).psf;

test('a builder by its name, a volume and lists are the same', () => {
  const volume = gaussianPsf({ sigma: 1 });
  const named = read({ gaussian: { sigma: 1 } });
  expect(named.shape).toEqual([9, 9]);
  expect(named.data).toEqual([...volume.data]);
  expect(read(volume)).toEqual(named);
  expect(read([0.25, 0.5, 0.25])).toEqual({ shape: [3], data: [0.25, 0.5, 0.25] });
  expect(read({ gaussian: { sigma: { z: 1, y: 1, x: 1 }, size: 3 } }).shape).toEqual([9, 3, 3]);
});

test('what is none is refused, with what its builder says', () => {
  const forms =
    /^op: psf must be an array, a volume in memory, or one of gaussian, disk, motion, airy, bornWolf, gibsonLanni with its options/;
  expect(() => read({ bell: { sigma: 1 } })).toThrow(forms);
  expect(() => read({ gaussian: 1 })).toThrow(forms);
  expect(() => read({ gaussian: { sigma: 1 }, disk: { radius: 1 } })).toThrow(forms);
  expect(() => read('gaussian')).toThrow(forms);
  expect(() => read({ gaussian: { sigma: -1 } })).toThrow(
    /^op: psf of gaussian: sigma must be a finite number of at least 0, got -1$/,
  );
  expect(() => read([[1, 2], [3]])).toThrow(/all of equal length/);
});
