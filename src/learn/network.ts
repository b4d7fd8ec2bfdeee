/** A network: a layer, most often of layers, with its parameters. */
import { type Axis, naturalLayout, type Shape, shapeOf } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { type Description, HostVolume } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asFloat, placeholder } from '../graph/primitive.js';
import { drawn, type Initial } from './initial.js';
import { type Layer, layerOf, type Setting } from './layer.js';
import { knownOptions, seedOf } from './options.js';

const NAME = 'network';

/** Volumes by the names of parameters. */
export type Parameters = Readonly<Record<string, HostVolume>>;

const described = (shape: Shape): Description => ({
  shape,
  dtype: 'f32',
  spacing: {},
  unit: '',
  layout: naturalLayout(shape),
});

/** Nodes that stand for parameters. */
export function standIns(parameters: Readonly<Record<string, Initial>>): Record<string, Node> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape }]) => [name, placeholder(name, described(shapeOf(shape)))]),
  );
}

/** The shape that a layer makes of volumes of another. */
export function shapeAfter(layer: Layer, input: Shape, parameters = layer.parameters(input)): Shape {
  const made = layer.apply(placeholder('input', described(input)), settingOf(standIns(parameters)));
  if (!(made instanceof Node))
    throw new ArgumentError(NAME, `what ${layer.title} makes must be a node`, describe(made));
  return made.shape;
}

/** What a layer is given outside of training. */
export function settingOf(parameters: Readonly<Record<string, Node>>, change: Partial<Setting> = {}): Setting {
  return { parameters, training: false, seed: 0, turn: undefined, keep: () => {}, observe: () => {}, ...change };
}

export interface NetworkOptions {
  /** Lengths along c, z, y, x of the images that it takes; there may be any number of them along n. */
  readonly input: Readonly<Partial<Record<Axis, number>>>;
  /** Which random numbers the parameters begin as. 0 when left out. */
  readonly seed?: number;
}

/** A layer for images of one shape. */
export interface Network {
  readonly layer: Layer;
  readonly input: Shape;
  /** Of one image. */
  readonly output: Shape;
  /** What there is to learn, by name. */
  readonly initial: Readonly<Record<string, Initial>>;
  /** As they begin. */
  readonly parameters: Parameters;
  /** What it makes of images, as a graph: of its own parameters, or of others of the same names. */
  apply(images: Input, parameters?: Readonly<Record<string, Input>>): Node;
  /** What each of its layers makes of them, by the names of the layers: feature maps. */
  activations(images: Input, parameters?: Readonly<Record<string, Input>>): Readonly<Record<string, Node>>;
}

/**
 * Makes a layer a network: checks that all its layers fit each other for images of a shape, and draws its parameters. Images lie along n, channels along c. What `apply` returns is a node
 * like any other: filters can stand before and behind it. `train` teaches it.
 *
 * Throws `ArgumentError` where layers do not fit, naming both, for an `input` of several images and names of parameters with a slash, and where parameters that are given do not fit, naming them.
 * @example
 * import { HostVolume, layer, network, openEngine } from 'brightfield';
 * const net = network(layer.sequential({ smooth: layer.conv({ filters: 4 }), head: layer.dense({ units: 2 }) }), { input: { c: 1, y: 8, x: 8 }, seed: 1 });
 * const images = new HostVolume({ shape: { n: 3, y: 8, x: 8 } });
 * using engine = await openEngine();
 * using made = await engine.run(net.apply(images));
 * made.shape; // 3 images of 2 channels and 1 voxel
 */
export function network(layer: Layer, options: NetworkOptions): Network {
  const { seed = 0 } = knownOptions(NAME, options, ['input', 'seed']);
  layerOf(NAME, 'there must be a layer', layer);
  if (typeof options.input !== 'object' || options.input === null)
    throw new ArgumentError(NAME, 'input must be lengths by axis', describe(options.input));
  if ((options.input.n ?? 1) !== 1)
    throw new ArgumentError(
      NAME,
      'input must be lengths of one image: any number of them may come',
      `n=${options.input.n}`,
    );
  seedOf(NAME, seed);
  // refuses lengths that are none
  const { shape: input } = new HostVolume({ shape: { ...options.input, n: 1 } });
  const initial = layer.parameters(input);
  const slashed = Object.keys(initial).find((name) => name.includes('/'));
  if (slashed !== undefined)
    throw new ArgumentError(NAME, 'names of parameters must be without a slash', `'${slashed}'`);
  const output = shapeAfter(layer, input, initial);
  const parameters = Object.fromEntries(Object.entries(initial).map(([name, each]) => [name, drawn(name, each, seed)]));
  const applied = (images: Input, given: Readonly<Record<string, Input>>, change?: Partial<Setting>): Node =>
    layer.apply(asFloat(toNode(images, NAME, 'images')), settingOf(checked(initial, given), change));
  return {
    layer,
    input,
    output,
    initial,
    parameters,
    apply: (images, given = parameters) => applied(images, given),
    activations(images, given = parameters) {
      const made: Record<string, Node> = {};
      applied(images, given, {
        observe: (name, node) => {
          made[name] = node;
        },
      });
      return made;
    },
  };
}

/** Parameters as nodes; refuses those that do not fit by name. */
export function checked(
  initial: Readonly<Record<string, Initial>>,
  given: Readonly<Record<string, Input>>,
): Record<string, Node> {
  const nodes: Record<string, Node> = {};
  for (const [name, { shape }] of Object.entries(initial)) {
    if (given[name] === undefined)
      throw new ArgumentError(NAME, `there must be a parameter ${name}`, Object.keys(given).join(', ') || 'none');
    const node = toNode(given[name], NAME, name);
    const wanted = shapeOf(shape);
    for (const axis of ['n', 'c', 'z', 'y', 'x'] as const)
      if (node.shape[axis] !== wanted[axis])
        throw new ArgumentError(
          NAME,
          `parameter ${name} must have ${wanted[axis]} along ${axis}`,
          `${node.shape[axis]}`,
        );
    nodes[name] = node;
  }
  const stranger = Object.keys(given).find((name) => initial[name] === undefined);
  if (stranger !== undefined) throw new ArgumentError(NAME, 'parameters must be those of its layers', stranger);
  return nodes;
}
