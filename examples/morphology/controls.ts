/** The page's controls, and the curve that is drawn among them. */
import type { HostVolume } from 'brightfield';
import { choice, list, slider, wordsOf } from '../lab/controls.js';
import { newest } from '../lab/newest.js';
import { SAMPLES, sample } from '../lab/samples.js';
import { refuse } from '../page.js';
import { CURVES, type CurveName } from './curves.js';
import { REACH, SHAPES } from './element.js';
import { cellsOf, type Params } from './graph.js';
import { Grid } from './grid.js';
import { OPERATORS, type OperatorName } from './operators.js';
import { plot } from './plot.js';
import { percent } from './words.js';

const IMAGES = {
  coins: SAMPLES.coins.words,
  camera: SAMPLES.camera.words,
  stent: 'A slice of the CT of a stent graft (128 × 128)',
} as const;
const SHOWN = { effect: 'what it does', curve: 'a curve before and after' } as const;

/** Puts the controls into an element, and tells of them now and whenever one is changed; what it gives draws the curve. */
export function settingsOf(
  parent: HTMLElement,
  coins: HostVolume,
  tell: (params: Params) => void,
): (levels: ArrayLike<number>) => void {
  // together: what was read belongs to its name
  let image: Pick<Params, 'name' | 'host'> = { name: 'coins', host: coins };
  const changed = (): void => {
    const params: Params = {
      ...image,
      show: show.value,
      operator: operator.value,
      noise: noise.value,
      shape: shape.value,
      radius: radius.value,
      angle: angle.value,
      painted: grid.cells,
      curve: curve.value,
      amount: amount.value,
    };
    if (params.shape !== 'painted') grid.cells = cellsOf(params);
    radius.element.hidden = params.shape === 'painted';
    angle.element.hidden = params.shape !== 'line';
    curves.hidden = params.show !== 'curve';
    amount.element.hidden = params.curve === 'invert';
    for (const formula of document.querySelectorAll<HTMLElement>('.formula'))
      formula.hidden = formula.dataset.of !== params.show;
    tell(params);
  };
  const part = (name: string, within = parent): HTMLElement => {
    const element = document.createElement('div');
    element.className = name;
    within.append(element);
    return element;
  };

  const look = newest((next: typeof image) => {
    image = next;
    changed();
  }, refuse);
  list<keyof typeof IMAGES>(parent, 'Image u', IMAGES, 'coins', (name) =>
    look(sample(name).then((host) => ({ name, host }))),
  );
  const noise = slider(
    parent,
    { label: 'Salt and pepper', min: 0, max: 0.5, step: 0.01, value: 0.2, written: percent },
    changed,
  );
  const operator = list<OperatorName>(parent, 'Operator', wordsOf(OPERATORS), 'median', changed);
  const shapes = { ...SHAPES, painted: 'painted' } as const;
  const shape = choice<Params['shape']>(parent, 'Structuring element B', shapes, 'box', changed);
  const painting = part('painting');
  const grid = new Grid(painting, 'Structuring element: paint its pixels', () => {
    shape.value = 'painted';
    changed();
  });
  const beside = part('parts', painting);
  const radius = slider(beside, { label: 'Radius', min: 1, max: REACH, step: 1, value: 1 }, changed);
  const angle = slider(
    beside,
    { label: 'Angle', min: 0, max: 165, step: 15, value: 45, written: (degrees) => `${degrees}°` },
    changed,
  );
  const hint = document.createElement('p');
  hint.textContent = 'Paint on the grid, or go over it with the arrow keys and press space.';
  beside.append(hint);

  const show = choice<Params['show']>(parent, 'Show', SHOWN, 'effect', changed);
  const curves = part('parts');
  const curve = choice<CurveName>(curves, 'Curve g', wordsOf(CURVES), 'gamma', () => {
    amount.write();
    changed();
  });
  const amount = slider(
    curves,
    { label: 'Its number', min: 0, max: 1, step: 0.01, value: 0.25, written: (at) => CURVES[curve.value].written(at) },
    changed,
  );
  const draw = plot(curves);
  changed();
  return draw;
}
