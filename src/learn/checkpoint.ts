/** Parameters and checkpoints as arrays by name, which files of many programs hold: see `decodeSafetensors` in `brightfield/io`. */
import { sameShape } from '../core/axes.js';
import { numberAt } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import type { Network, Parameters } from './network.js';
import { slotName } from './step.js';
import type { Best, Checkpoint } from './trainOptions.js';

/** Arrays by name, and text. */
interface Arrays {
  readonly tensors: Readonly<Record<string, HostVolume>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const NAME = 'parameters';
const OPTIMIZER = 'optimizer/';
const BEST = 'best/';
/** What other programs count beside the parameters, and nothing here needs. */
const COUNTERS = /(^|\.)num_batches_tracked$/;

/** An array as a volume of a shape: the same numbers, where its dimensions are those. */
function fitted(name: string, given: HostVolume | undefined, wanted: HostVolume): HostVolume {
  const dims = ({ shape, layout }: HostVolume): number[] => [...layout].map((axis) => shape[axis as 'x']);
  if (given === undefined) throw new ArgumentError(NAME, `there must be an array ${name}`, 'none');
  if (!(given instanceof HostVolume))
    throw new ArgumentError(NAME, `${name} must be a volume in memory`, describe(given));
  const [have, need] = [dims(given), dims(wanted)];
  if (have.join() !== need.join() && !sameShape(given.shape, wanted.shape))
    throw new ArgumentError(NAME, `${name} must be of ${need.join(' x ')} numbers`, have.join(' x ') || 'one number');
  const { dtype } = given;
  if (dtype !== 'f32' && dtype !== 'f16') throw new ArgumentError(NAME, `${name} must be f32 or f16`, dtype);
  // every f16 is an f32
  const data = dtype === 'f32' ? given.data : Float32Array.from(given.data, (_, at) => numberAt(dtype, given.data, at));
  return new HostVolume({ shape: wanted.shape, data, layout: wanted.layout });
}

/**
 * The parameters of a network from arrays of the same names and dimensions, f32 or f16: those of a PyTorch state dict whose modules have the names of these layers. Throws `ArgumentError`, naming the
 * array, where one is missing, of other dimensions, or there for no parameter.
 * @example
 * import { layer, network, parametersFrom } from 'brightfield';
 * const net = network(layer.sequential([layer.dense({ units: 2 })]), { input: { c: 3 } });
 * parametersFrom(net, net.parameters); // names 0.weight and 0.bias
 */
export function parametersFrom(net: Network, tensors: Readonly<Record<string, HostVolume>>): Parameters {
  if (typeof tensors !== 'object' || tensors === null)
    throw new ArgumentError(NAME, 'there must be arrays by name', describe(tensors));
  const stranger = Object.keys(tensors).find((name) => !net.initial[name] && !COUNTERS.test(name));
  if (stranger !== undefined)
    throw new ArgumentError(NAME, `arrays must be among ${Object.keys(net.initial).join(', ')}`, stranger);
  return Object.fromEntries(
    Object.entries(net.parameters).map(([name, wanted]) => [name, fitted(name, tensors[name], wanted)]),
  );
}

/**
 * A checkpoint as arrays by name and text, for `encodeSafetensors`: its parameters by their names, what the optimizer keeps behind `optimizer/`, those of the best validation behind `best/`.
 * @example
 * import { checkpointArrays, layer, network } from 'brightfield';
 * const net = network(layer.dense({ units: 2 }), { input: { c: 3 } });
 * const made = { optimizer: 'sgd', seed: 0, batch: 32, profile: 'cpu' };
 * checkpointArrays({ step: 0, made, parameters: net.parameters, slots: {} }).metadata; // step, and how it was made
 */
export function checkpointArrays({ step, made, parameters, slots, best }: Checkpoint): Arrays {
  const prefixed = (prefix: string, volumes: Parameters = {}) =>
    Object.fromEntries(Object.entries(volumes).map(([name, volume]) => [prefix + name, volume]));
  const { parameters: bestParameters, ...told } = best ?? {};
  return {
    tensors: { ...parameters, ...prefixed(OPTIMIZER, slots), ...prefixed(BEST, bestParameters) },
    metadata: { step: `${step}`, made: JSON.stringify(made), ...(best && { best: JSON.stringify(told) }) },
  };
}

/**
 * The checkpoint that such arrays are. Throws `ArgumentError`, naming the array, where one does not fit the network.
 * @example
 * import { checkpointArrays, checkpointFrom, layer, network } from 'brightfield';
 * const net = network(layer.dense({ units: 2 }), { input: { c: 3 } });
 * const made = { optimizer: 'sgd', seed: 0, batch: 32, profile: 'cpu' };
 * const arrays = checkpointArrays({ step: 10, made, parameters: net.parameters, slots: {} });
 * checkpointFrom(net, arrays).step; // 10
 */
export function checkpointFrom(net: Network, { tensors, metadata }: Arrays): Checkpoint {
  const step = Number(metadata.step);
  if (!/^\d+$/.test(metadata.step ?? ''))
    throw new ArgumentError('checkpoint', 'the text `step` must be a whole number', metadata.step ?? 'none');
  const own = Object.entries(tensors).filter(([name]) => !name.startsWith(OPTIMIZER) && !name.startsWith(BEST));
  const behind = (prefix: string) =>
    Object.entries(tensors).flatMap(([name, volume]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), volume] as const] : [],
    );
  const slots = behind(OPTIMIZER).map(([key, volume]) => {
    const name = OPTIMIZER + key;
    const parameter = Object.keys(net.parameters).find((each) => key.startsWith(slotName(each, '')));
    if (!parameter) throw new ArgumentError('checkpoint', `${name} must belong to a parameter of the network`, key);
    return [key, fitted(name, volume, net.parameters[parameter] as HostVolume)] as const;
  });
  return {
    step,
    made: madeOf(metadata.made),
    parameters: parametersFrom(net, Object.fromEntries(own)),
    slots: Object.fromEntries(slots),
    ...(metadata.best !== undefined && {
      best: { ...bestOf(metadata.best), parameters: parametersFrom(net, Object.fromEntries(behind(BEST))) },
    }),
  };
}

/** What a text says, if it is one of values by name. */
function readText(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** What a checkpoint says of its best validation, from its text. */
function bestOf(text: string): Omit<Best, 'parameters'> {
  const { score, goal, step, since } = readText(text);
  if (
    typeof score === 'number' &&
    (goal === 'min' || goal === 'max') &&
    typeof step === 'number' &&
    typeof since === 'number'
  )
    return { score, goal, step, since };
  throw new ArgumentError('checkpoint', 'the text `best` must tell score, goal, step and since', text || 'none');
}

/** How a checkpoint was made, from its text. */
function madeOf(text = ''): Checkpoint['made'] {
  const { optimizer, seed, batch, profile } = readText(text);
  if (
    typeof optimizer === 'string' &&
    typeof seed === 'number' &&
    typeof batch === 'number' &&
    typeof profile === 'string'
  )
    return { optimizer, seed, batch, profile };
  throw new ArgumentError('checkpoint', 'the text `made` must tell optimizer, seed, batch and profile', text || 'none');
}
