/** Layers one after the other, and layers around which the volume goes as well. */
import { formatShape, type Shape, sameShape } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import { add } from '../../ops/pointwise/arithmetic.js';
import type { Initial } from '../initial.js';
import { type Layer, layerOf, prefixed, type Setting, within } from '../layer.js';
import { shapeAfter } from '../network.js';
import { knownOptions } from '../options.js';

/** Two layers that do not fit, by their names from the outermost of those that were looked at. */
class Misfit extends ArgumentError {
  readonly #said: readonly [before: string | undefined, after: string, because: string];

  constructor(before: string | undefined, after: string, because: string, got: string, options: ErrorOptions) {
    super('network', `what ${before ?? 'the input'} makes must suit ${after}: ${because}`, got, options);
    this.#said = [before, after, because];
  }

  /** The same, as those around a layer call the two; `past` is the layer before it. */
  inside(name: string, past: string | undefined): Misfit {
    const [before, after, because] = this.#said;
    const from = before === undefined ? past : `${name}.${before}`;
    return new Misfit(from, `${name}.${after}`, because, this.got, { cause: this.cause });
  }
}

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
    layerOf('sequential', `${name} must be a layer, such as layer.relu()`, layer);
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
      const before = at === 0 ? undefined : titled(at - 1);
      if (cause instanceof Misfit) throw cause.inside((named[at] as [string, Layer])[0], before);
      const because = `${cause.operation}: ${cause.mustHold}`;
      throw new Misfit(before, titled(at), because, `${cause.got} (of ${formatShape(input)})`, { cause });
    }
  }
  return {
    title: named.length === 1 ? '1 layer' : `${named.length} layers`,
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
 * them where shapes differ (a `conv` of window 1). Throws `ArgumentError` as `sequential`, for a shortcut that is no layer or another layer of that name beside it, and, when the network is built, where the two do not have one shape.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.residual([layer.conv({ filters: 4 }), layer.relu()], { shortcut: layer.conv({ filters: 4, window: 1 }) }), { input: { y: 8, x: 8 } });
 * net.output.c; // 4
 */
export function residual(layers: Layers, options: { readonly shortcut?: Layer } = {}): Layer {
  const inner = sequential(layers);
  const { shortcut } = knownOptions('residual', options, ['shortcut']);
  if (shortcut !== undefined) {
    layerOf('residual', 'shortcut must be a layer, such as layer.conv({ filters, window: 1 })', shortcut);
    if ('shortcut' in layers)
      throw new ArgumentError('residual', 'names of layers must differ from that of the shortcut', "'shortcut'");
  }
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
