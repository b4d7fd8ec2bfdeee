/** Every parameter of every registered operation has a control that begins with a value the operation takes. */
import { expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/catalogue.js';
import { array, choice, flag, integer, number, perAxis, text } from '../../../src/core/params.js';
import { type Control, checkValue, controlsOf } from '../../../src/view/controls.js';

/** What a panel would tell before anything is touched. */
function firstValue(control: Control): unknown {
  switch (control.kind) {
    case 'sliders':
      return Object.fromEntries(control.axes.map(({ axis, slider }) => [axis, slider.value]));
    case 'field':
      return control.read(control.value);
    case 'list':
      return control.value || undefined;
    default:
      return control.value;
  }
}

test.each(OPERATIONS.map((operation) => [operation.operation, operation] as const))('%s', (name, operation) => {
  const controls = controlsOf(operation.params);
  expect(Object.keys(controls)).toEqual(Object.keys(operation.params));
  for (const [param, spec] of Object.entries(operation.params)) {
    const control = controls[param];
    if (!control) throw new Error(`no control for ${param}`);
    const value = firstValue(control);
    // what must be given has no value to begin with
    if (value !== undefined) expect(() => checkValue(name, param, spec, value)).not.toThrow();
    if (control.kind !== 'slider') continue;
    expect(control.min).toBeLessThanOrEqual(control.value);
    expect(control.max).toBeGreaterThanOrEqual(control.value);
    for (const end of [control.min, control.max]) expect(() => checkValue(name, param, spec, end)).not.toThrow();
  }
});

test('each type has its control', () => {
  const specs = {
    sigma: perAxis('Width.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
    gain: number('Gain.', { default: 0.5, min: 0, max: 1 }),
    count: integer('Count.', { default: 3, min: 1, max: 9 }),
    limit: number('Limit.'),
    way: choice('Way.', ['there', 'back'], { default: 'there' }),
    twice: flag('Twice.', { default: true }),
    weights: array('Weights.', { default: [1, 2] }),
    formula: text('Formula.', { default: '2 * a' }),
  };
  const controls = controlsOf(specs, { ranges: { sigma: [0.3, 4] } });
  expect(Object.values(controls).map(({ kind }) => kind)).toEqual(
    'slider slider slider field list checkbox field field'.split(' '),
  );
  expect(controls.sigma).toMatchObject({ min: 0.3, max: 4, step: 0.01, value: 1, hint: 'Width. In voxels.' });
  expect(controls.gain).toMatchObject({ min: 0, max: 1, value: 0.5 });
  expect(controls.count).toMatchObject({ step: 1 });
  expect(firstValue(controls.limit as Control)).toBeUndefined();
  expect(firstValue(controls.weights as Control)).toEqual([1, 2]);
  expect(firstValue(controls.formula as Control)).toBe('2 * a');
  const apart = controlsOf(specs, { apart: { sigma: ['y', 'x'] }, values: { sigma: { x: 3 } } }).sigma as Control;
  expect(firstValue(apart)).toEqual({ y: 1, x: 3 });
});

test('a value that stands between the steps of a slider is shown as it is', () => {
  const specs = { sigma: perAxis('Width.', { default: 1, min: 0, max: 1000, unit: 'voxel' }) };
  expect(controlsOf(specs, { values: { sigma: 2.91 } }).sigma).toMatchObject({ step: 0.01, max: 14.55 });
  expect(controlsOf(specs, { values: { sigma: 20 } }).sigma).toMatchObject({ step: 1, max: 100 });
});

test('a value that the operation would refuse is refused in its words', () => {
  const specs = { count: integer('Count.', { default: 3, min: 1, max: 9 }) };
  expect(() => checkValue('tile', 'count', specs.count, 2.5)).toThrow(
    /^tile: count must be a whole number from 1 to 9, got 2.5$/,
  );
});
