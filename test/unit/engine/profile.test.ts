/** Profiles as data: what is read, what is refused and where, and what results call them. */
import { expect, test } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { explainPlan } from '../../../src/engine/explain.js';
import { flatten } from '../../../src/engine/flatten.js';
import { parseProfile, profileText } from '../../../src/engine/parseProfile.js';
import { makePlan } from '../../../src/engine/plan.js';
import { type Base, nameOf, type Profile } from '../../../src/engine/profile.js';
import { placeholder } from '../../../src/graph/primitive.js';
import { convolveAxis, matmul } from '../../../src/registry.js';

const LIMITS = { maxBinding: 2 ** 27, maxBuffer: 2 ** 30, maxStorageBuffers: 8, maxWorkgroups: 65535, budget: 2 ** 30 };
const good = { brightfieldProfile: 1, base: 'gpu', forms: { 'filter/convolveAxisY': 'rows4' } } as const;

test('a profile is read, written and read again', () => {
  const profile: Profile = {
    base: 'cpu',
    forms: { 'network/matmul': 'rows4' },
    adapter: 'a',
    driver: 'd',
    version: '1',
  };
  expect(parseProfile(profileText(profile))).toEqual(profile);
  expect(parseProfile(JSON.stringify(good))).toEqual({ base: 'gpu', forms: good.forms });
});

test.each([
  ['no JSON', '{', /^profile: it must be JSON \(.+\), got '{'$/],
  ['a list', '[]', /^profile: it must be an object, got \[\]$/],
  ['another key', { ...good, kernels: {} }, /^profile \/kernels: keys must be among brightfieldProfile, base, /],
  [
    'another version',
    { ...good, brightfieldProfile: 2 },
    /^profile \/brightfieldProfile: the version must be 1, got 2$/,
  ],
  ['no base', { ...good, base: undefined }, /^profile \/base: it must be cpu or gpu, got undefined$/],
  [
    'forms that are none',
    { ...good, forms: [] },
    /^profile \/forms: it must be an object of forms by kernel, got \[\]$/,
  ],
  [
    'an unknown kernel',
    { ...good, forms: { 'a/b': 'own' } },
    /^profile \/forms\/a~1b: kernels must be among filter\/.+, got 'a\/b'$/,
  ],
  [
    'a name of every object',
    { ...good, forms: { constructor: 'own' } },
    /^profile \/forms\/constructor: kernels must be among /,
  ],
  [
    'an unknown form',
    { ...good, forms: { 'filter/convolveAxisY': 'rows5' } },
    /^profile \/forms\/filter~1convolveAxisY: the form must be among own, rows4, rows8, got 'rows5'$/,
  ],
  ['a number for a form', { ...good, forms: { 'rank/median3': 8 } }, /^profile \/forms\/rank~1median3: .+ got 8$/],
  ['an adapter that is no text', { ...good, adapter: 1 }, /^profile \/adapter: it must be a text, got 1$/],
  [
    'a key twice',
    '{"brightfieldProfile":1,"base":"cpu","forms":{},"base":"gpu"}',
    /^profile \/base: keys must be distinct, got it twice$/,
  ],
])('refused: %s', (_, given, message) => {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  expect(() => parseProfile(text)).toThrow(message);
  expect(() => parseProfile(text, 'fast.json')).toThrow(ArgumentError);
  expect(() => parseProfile(text, 'fast.json')).toThrow(/^fast\.json/);
});

test('profiles that run the same kernels have the same name', () => {
  const named = (base: Base, forms: Profile['forms'] = {}): string => nameOf({ base, forms, adapter: 'any' });
  expect(named('cpu')).toBe('cpu');
  expect(named('cpu', { 'rank/median3': 'own' })).toBe('cpu');
  expect(named('gpu', { 'network/matmul': 'rows8' })).toBe('gpu');
  expect(named('gpu', { 'network/matmul': 'own', 'filter/correlate': 'rows2' })).toBe(
    'gpu with filter/correlate rows2, network/matmul own',
  );
});

test('plans take the form that the profile says, where the call has it, and tell it', async () => {
  const image = placeholder('image', {
    shape: shapeOf({ y: 64, x: 64 }),
    dtype: 'f32',
    spacing: {},
    unit: '',
    layout: 'yx',
  });
  const blurred = convolveAxis(matmul(image, image), { axis: 'y', weights: [1, 2, 1] });
  const plan = async (profile: Base | Profile) => makePlan(flatten([blurred]), LIMITS, { fusion: true, profile });
  const [cpu, gpu, other] = [await plan('cpu'), await plan('gpu'), await plan(parseProfile(JSON.stringify(good)))];
  expect(explainPlan(cpu)).toMatch(/\[network\/matmul\] .+\n.+\[filter\/convolveAxisY\] .+ profile cpu$/s);
  expect(gpu.steps[0]).toMatchObject({ dispatch: { constants: { TILE: 8 } } });
  expect(explainPlan(gpu)).toMatch(/\[network\/matmul\] .+\n.+\[filter\/convolveAxisY\] .+ profile gpu$/s);
  expect(explainPlan(other)).toMatch(
    /\[network\/matmul\] .+\n.+\[filter\/convolveAxisY rows4\] .+ profile gpu with filter\/convolveAxisY rows4$/s,
  );
  expect(new Set([cpu, gpu, other].map(({ key }) => key)).size).toBe(3);
});
