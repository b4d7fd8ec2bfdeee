/** The lesson of points in the plane: its panel, its pictures, and the points that are put there. */
import { equal, greater, HostVolume, mean, type Node } from 'brightfield';
import { latest } from 'brightfield/view';
import { colourOf } from '../colours.js';
import { choice, list, slider } from '../lab/controls.js';
import { Curve } from '../lab/curve.js';
import { element } from '../page.js';
import { Drawing } from './drawing.js';
import { POINTS, pointLesson } from './lessons.js';
import { BENDS, type Bend } from './networks.js';
import { Plane } from './plane.js';
import { type Point, PRESETS, type Preset, presetOf, samplesOf } from './points.js';
import { Screen } from './screen.js';
import { type LessonPage, nextFrame, type Shell } from './shell.js';
import { placesOf, surfaceOf, unitsOf } from './surface.js';
import { type Reached, type Samples, Teacher } from './teacher.js';

/** Places along each side of the surface; a program on the processor has time for fewer. */
const ROWS = { hardware: 256, software: 64 } as const;
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3];
/** Layers with weights: 2 have one hidden layer, 3 have two. */
const DEPTHS = { '2': '2: one hidden', '3': '3: two hidden' } as const;
const KINDS = { '0': 'Blue', '1': 'Red' } as const;

const named = <N extends string | number>(names: readonly N[]): Record<`${N}`, string> =>
  Object.fromEntries(names.map((name) => [`${name}`, `${name}`])) as Record<`${N}`, string>;

/** The element of the page that is an SVG picture. */
function svgOf(id: string): SVGSVGElement {
  const found = document.getElementById(id);
  if (!(found instanceof SVGSVGElement)) throw new Error(`the page has no ${id}`);
  return found;
}

export async function pointPage(shell: Shell): Promise<LessonPage> {
  const { engine } = shell;
  const rows = engine.adapter.software ? ROWS.software : ROWS.hardware;
  const ground = () => colourOf('--ground');
  const [surface, maps] = await Promise.all([
    Screen.open(engine, 'surface', ground),
    Screen.open(engine, 'units', ground),
  ]);
  const drawing = new Drawing(engine, maps, svgOf('edges'));
  const curve = new Curve(element('point-curve', HTMLDivElement), { floor: 1e-3 });
  const places = placesOf(rows);
  const coarse = placesOf(drawing.plan.size);
  let samples: Samples | undefined;
  let points: readonly Point[] = [];

  const look = async (reached: Reached): Promise<void> => {
    const { step, loss, net, parameters } = reached;
    const outputs: Record<string, Node> = {
      plane: surfaceOf(net, parameters, places, rows),
      maps: unitsOf(net, parameters, coarse, drawing.plan),
    };
    if (samples) outputs.right = mean(equal(greater(net.apply(samples.images, parameters), 0), samples.target));
    const { plane, maps, right } = await engine.run(outputs);
    const weights = Object.entries(parameters).flatMap(([name, given]) => (name.endsWith('.weight') ? [given] : []));
    const reading = weights.map((given) => (given instanceof HostVolume ? given : given.read()));
    const [counted, ...read] = await Promise.all([right?.read(), ...reading]);
    const share = counted?.data[0];
    right?.dispose();
    if (plane) surface.show(plane, { colormap: 'coolwarm' });
    if (maps) drawing.show(maps, read as HostVolume[]);
    if (step === 0) curve.clear();
    else if (loss !== undefined) curve.add(step, loss);
    const words =
      share === undefined ? 'no points yet' : `${Math.round(100 * share)} % of ${points.length} points right`;
    shell.report('points', reached, words);
    shell.ready('points', samples !== undefined);
    await nextFrame();
  };
  const teacher = new Teacher(engine, {
    look,
    onRunning: (running) => shell.running('points', running),
    onError: shell.refuse,
  });

  const reset = async (): Promise<void> => {
    const turned = {
      depth: Number(depth.value),
      units: units.value,
      bend: bend.value,
      noise: noise.value,
      seed: seed.value,
    };
    // asked for at every step: it changes at once
    const lesson = { ...pointLesson({ ...POINTS, ...turned }, points), rate: () => Number(rate.value) };
    await teacher.begin(lesson, async () => {
      samples = lesson.samples;
      await drawing.arrange([2, ...Array.from({ length: turned.depth - 1 }, () => turned.units), 1]);
    });
  };
  const begin = latest(reset, shell.refuse);
  const refill = latest(async (): Promise<void> => {
    const name = preset.value;
    points = name === 'none' ? [] : await presetOf(engine, name, noise.value, seed.value);
    plane.set(points);
    await reset();
  }, shell.refuse);
  const changed = latest(async (now: readonly Point[]) => {
    points = now;
    samples = samplesOf(points);
    await teacher.change(samples);
  }, shell.refuse);

  const controls = element('point-settings', HTMLDivElement);
  const again = (): void => begin(undefined);
  const anew = (): void => refill(undefined);
  const preset = choice<Preset | 'none'>(controls, 'Points', { ...PRESETS, none: 'None' }, 'moons', anew);
  const kind = choice<keyof typeof KINDS>(controls, 'A click puts', KINDS, '0', () => undefined);
  kind.element.id = 'kinds';
  const depth = list<keyof typeof DEPTHS>(controls, 'Depth: layers with weights', DEPTHS, '3', again);
  const units = slider(
    controls,
    { label: 'Units of each hidden layer', min: 1, max: 10, step: 1, value: POINTS.units },
    again,
  );
  const bend = list<Bend>(controls, 'Activation', named(BENDS), POINTS.bend, again);
  const rate = list(controls, 'Learning rate', named(RATES), `${POINTS.rate}`, () => undefined);
  const noise = slider(
    controls,
    { label: 'Noise of the points', min: 0, max: 0.3, step: 0.01, value: POINTS.noise },
    anew,
  );
  const seed = slider(controls, { label: 'Seed', min: 0, max: 99, step: 1, value: POINTS.seed }, again);

  const plane = new Plane(svgOf('plane'), {
    onChange: changed,
    kind: () => Number(kind.value),
    choose(which) {
      kind.value = which ? '1' : '0';
      shell.say(which ? 'red' : 'blue');
    },
    say: shell.say,
  });
  anew();
  return {
    teacher,
    reset,
    recolour() {
      surface.again();
      drawing.again();
      curve.recolour();
    },
  };
}
