/** What a layer of a network is: what it learns, and what it makes of a volume. */
import type { Shape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { describe } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { hashOf, type Initial } from './initial.js';

/** What a layer is given beside the volume. */
export interface Setting {
  /** Its parameters by name, as it declared them. */
  parameters: Readonly<Record<string, Node>>;
  /** Whether it is being trained: dropout drops, norms take the statistics of the batch. */
  training: boolean;
  /** Which random numbers: a word of its own for every layer, and a voxel that changes with every step. */
  seed: number;
  turn: Node | undefined;
  /** What a parameter that no gradient changes is after this step. */
  keep(name: string, next: Node): void;
  /** Told of what each layer inside makes. */
  observe(name: string, result: Node): void;
}

/** A part of a network: images along n, channels along c. Plain data and functions; nothing runs, nothing is held. */
export interface Layer {
  /** How messages and drawings call it: `conv 3x3, 8 filters`. */
  readonly title: string;
  /** What it learns of volumes of a shape, by name. */
  parameters(input: Shape): Readonly<Record<string, Initial>>;
  apply(x: Node, setting: Setting): Node;
}

/** A layer; `mustHold` says what is wanted where it is none. */
export function layerOf(name: string, mustHold: string, given: unknown): Layer {
  const { apply, parameters } = (given ?? {}) as Partial<Layer>;
  if (typeof apply === 'function' && typeof parameters === 'function') return given as Layer;
  throw new ArgumentError(name, mustHold, describe(given));
}

/** A layer without parameters. */
export function plain(title: string, apply: (x: Node, setting: Setting) => Node): Layer {
  return { title, parameters: () => ({}), apply };
}

/** What a layer inside another is given: the parameters whose names begin with its own, and its own random numbers. */
export function within(setting: Setting, name: string): Setting {
  const prefix = `${name}.`;
  return {
    ...setting,
    parameters: Object.fromEntries(
      Object.entries(setting.parameters).flatMap(([key, node]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), node]] : [],
      ),
    ),
    seed: (Math.imul(setting.seed ^ 0x9e3779b9, 0x85ebca6b) ^ hashOf(name)) >>> 0,
    keep: (key, next) => setting.keep(prefix + key, next),
    observe: (key, result) => setting.observe(prefix + key, result),
  };
}

/** The parameters of layers inside, by their names joined with a dot. */
export function prefixed(name: string, parameters: Readonly<Record<string, Initial>>): Record<string, Initial> {
  return Object.fromEntries(Object.entries(parameters).map(([key, initial]) => [`${name}.${key}`, initial]));
}
