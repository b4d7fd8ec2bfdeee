/** The page's controls: those that all cameras have, and those of the one that is chosen. */
import { choice, list, type SliderOptions, slider, wordsOf } from '../lab/controls.js';
import { newest } from '../lab/newest.js';
import { sample } from '../lab/samples.js';
import { refuse } from '../page.js';
import { CAMERAS, type CameraName } from './cameras.js';
import type { ImageName, Params } from './params.js';
import { SPREADS, type SpreadName, WIDEST } from './psf.js';

const IMAGES: Readonly<Record<ImageName, string>> = {
  head: 'Phantom of a head (256 × 256)',
  stent: 'CT slice of a stent graft (128 × 128)',
  camera: 'A man with a camera (256 × 256)',
};
const ANSWERS = { adjoint: 'A* y', inverse: 'a simple inverse' } as const;

/** Puts the controls into an element, and tells of them now and whenever one is changed. */
export function settingsOf(parent: HTMLElement, tell: (params: Params) => void): void {
  // together: what was read belongs to its name
  let image: Pick<Params, 'name' | 'host'> = { name: 'head', host: undefined };
  const changed = (): void => {
    const chosen = camera.value;
    for (const { element, of } of parts) element.hidden = !of.includes(chosen);
    for (const formula of document.querySelectorAll<MathMLElement>('.formula [data-of]'))
      formula.toggleAttribute('hidden', formula.dataset.of !== chosen);
    weight.element.hidden = answer.value !== 'inverse';
    tell({
      ...image,
      camera: chosen,
      answer: answer.value,
      noise: noise.value,
      spread: spread.value,
      width: width.value,
      photons: Math.round(10 ** photons.value),
      readNoise: readNoise.value,
      bits: bits.value,
      weight: 10 ** weight.value,
      pixels: pixels.value,
      factor: 2 ** factor.value,
      angles: angles.value,
      lines: lines.value,
    });
  };
  const parts: { readonly element: HTMLElement; readonly of: readonly CameraName[] }[] = [];
  /** A part of the controls that some cameras have. */
  const part = (...of: readonly CameraName[]): HTMLElement => {
    const element = document.createElement('div');
    element.className = 'parts';
    parent.append(element);
    parts.push({ element, of });
    return element;
  };
  const slide = (of: HTMLElement, options: SliderOptions) => slider(of, options, changed);

  const look = newest((next: typeof image) => {
    image = next;
    changed();
  }, refuse);
  list<ImageName>(parent, 'Image x', IMAGES, 'head', (name) =>
    look((name === 'head' ? Promise.resolve(undefined) : sample(name)).then((host) => ({ name, host }))),
  );
  const camera = choice<CameraName>(parent, 'Camera A', wordsOf(CAMERAS), 'lines', changed);

  const blur = part('blur');
  const spread = choice<SpreadName>(blur, 'Point spread function', wordsOf(SPREADS), 'gaussian', () => {
    width.write();
    changed();
  });
  const width = slide(blur, {
    label: 'Width',
    min: 1,
    max: WIDEST,
    step: 0.5,
    value: 6,
    written: (at) => SPREADS[spread.value].written(at),
  });
  const photons = slide(blur, {
    label: 'Photons that make white',
    min: 1,
    max: 5,
    step: 0.1,
    value: 3,
    // by hand: what knows of languages takes a page 30 ms and more to begin
    written: (at) => `${Math.round(10 ** at)}`.replace(/(?=(?:\d{3})+$)\B/g, ','),
  });
  const readNoise = slide(blur, {
    label: 'Noise of the electronics',
    min: 0,
    max: 20,
    step: 0.5,
    value: 2,
    written: (electrons) => `${electrons} e⁻`,
  });
  const bits = slide(blur, {
    label: 'Levels',
    min: 1,
    max: 12,
    step: 1,
    value: 8,
    written: (at) => `${2 ** at} (${at} bits)`,
  });

  const sampling = part('sampling');
  const pixels = choice<Params['pixels']>(
    sampling,
    'A pixel is',
    { means: 'a square’s mean', points: 'a point' },
    'means',
    changed,
  );
  const factor = slide(sampling, {
    label: 'Pixels are larger',
    min: 0,
    max: 4,
    step: 1,
    value: 2,
    written: (at) => `${2 ** at} times`,
  });

  const angles = slide(part('lines'), { label: 'Angles', min: 1, max: 180, step: 1, value: 30 });
  const lines = slide(part('fourier'), { label: 'Lines', min: 1, max: 128, step: 1, value: 22 });
  const noise = slide(part('sampling', 'lines', 'fourier'), {
    label: 'Noise b',
    min: 0,
    max: 0.1,
    step: 0.005,
    value: 0,
    written: (share) => `${(100 * share).toFixed(1)} %`,
  });
  const simple = part('blur', 'sampling', 'lines');
  const answer = choice<Params['answer']>(simple, 'Answer', ANSWERS, 'inverse', changed);
  const weight = slide(part('blur'), {
    label: 'Weight of the gradient',
    min: -6,
    max: 0,
    step: 0.1,
    value: -2,
    written: (at) => (10 ** at).toExponential(1),
  });
  changed();
}
