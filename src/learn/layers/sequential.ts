/** Layers one after the other, and layers around which the volume goes as well. */
import { formatShape, type Shape, sameShape } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import { describe } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { add } from '../../ops/pointwise/arithmetic.js';
import type { Initial } from '../initial.js';
import { type Layer, prefixed, type Setting, within } from '../layer.js';
import { shapeAfter } from '../network.js';

/** Layers by name, or in a list: then by their numbers, as PyTorch's `Sequential`. */
export type Layers = Readonly<Record<string, Layer>> | readonly Layer[];

/**
 * Layers one after the other; their parameters are `name.parameter`. Throws `ArgumentError` for what is no layer, names with a dot and no layer at all, and when the network is built, naming two neighbours, where what
 * one makes is nothing for the next.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.sequential({ one: layer.dense({ units: 8 }), two: layer.dense({ units: 2 }) }), { input: { c: 3 } });
 * net.parameters['two.weight'].shape.x; // 8
 */
export function sequential(layers: Layers): Layer {
  const named = Object.entries(layers ?? {}) as [string, Layer][];
  if (named.length === 0) throw new ArgumentError('sequential', 'there must be a layer', 'none');
  for (const [name, layer] of named) {
    if (typeof layer?.apply !== 'function')
      throw new ArgumentError('sequential', `${name} must be a layer, such as layer.relu()`, describe(layer));
    if (name.includes('.')) throw new ArgumentError('sequential', 'names of layers must be without a dot', `'${name}'`);
  }
  const titled = (at: number): string => {
    const [name, { title }] = named[at] as [string, Layer];
    return name === title ? name : `${name} (${title})`;
  };
  /** Runs one layer, and says between which two a volume did not fit. */
  function guarded<T>(at: number, input: Shape, run: () => T): T {
    try {
      return run();
    } catch (cause) {
      if (!(cause instanceof ArgumentError)) throw cause;
      const before = at === 0 ? 'the input' : titled(at - 1);
      throw new ArgumentError(
        'network',
        `what ${before} makes must suit ${titled(at)}: ${cause.operation}: ${cause.mustHold}`,
        `${cause.got} (of ${formatShape(input)})`,
        { cause },
      );
    }
  }
  return {
    title: `${named.length} layers`,
    parameters(input) {
      const all: Record<string, Initial> = {};
      let shape = input;
      named.forEach(([name, layer], at) => {
        const own = guarded(at, shape, () => layer.parameters(shape));
        Object.assign(all, prefixed(name, own));
        shape = guarded(at, shape, () => shapeAfter(layer, shape, own));
      });
      return all;
    },
    apply: (x, setting) =>
      named.reduce((node, [name, layer], at) => {
        const made = guarded(at, node.shape, () => layer.apply(node, within(setting, name)));
        setting.observe(name, made);
        return made;
      }, x),
  };
}

/**
 * What layers make, added to what they were given: He, Zhang, Ren, Sun 2016, Deep residual learning for image recognition, equation 1. `shortcut` leads what is given past
 * them where shapes differ (a `conv` of window 1). Throws `ArgumentError`, when the network is built, where the two do not have one shape.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.residual([layer.conv({ filters: 4 }), layer.relu()], { shortcut: layer.conv({ filters: 4, window: 1 }) }), { input: { y: 8, x: 8 } });
 * net.output.c; // 4
 */
export function residual(layers: Layers, options: { readonly shortcut?: Layer } = {}): Layer {
  const inner = sequential(layers);
  const { shortcut } = options;
  return {
    title: 'residual',
    parameters: (input) => ({
      ...inner.parameters(input),
      ...(shortcut && prefixed('shortcut', shortcut.parameters(input))),
    }),
    apply(x: Node, setting: Setting) {
      const made = inner.apply(x, setting);
      const past = shortcut ? shortcut.apply(x, within(setting, 'shortcut')) : x;
      if (!sameShape(made.shape, past.shape))
        throw new ArgumentError(
          'residual',
          `what the layers make must have the shape of what goes past them, ${formatShape(past.shape)}`,
          formatShape(made.shape),
        );
      return add(made, past);
    },
  };
}
