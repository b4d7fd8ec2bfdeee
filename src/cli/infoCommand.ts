/** `brightfield info`: what a file holds, or what this machine offers. */
import type { Channel } from '../core/acquired.js';
import { AXES, formatShape, voxels } from '../core/axes.js';
import { DTYPES, isInteger, itemsPerElement, numberAt } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { openEngine } from '../engine/engine.js';
import { bytesText } from '../engine/explain.js';
import { adapterNames } from '../gpu/adapter.js';
import { readVolume } from '../io/files.js';
import { parseArguments } from './arguments.js';
import { readingOf } from './files.js';
import type { Host } from './host.js';
import { VERSIONS } from './versions.js';

export async function infoCommand(words: readonly string[], host: Host): Promise<void> {
  const { positionals, values } = parseArguments('info', words, { layout: 'value', axes: 'value', level: 'value' });
  const [file, ...rest] = positionals;
  if (rest.length) throw new UserError(`info: there must be one file at most, got ${positionals.join(' ')}`);
  const reading = readingOf('info', values);
  if (file === undefined) return machine(host);
  for (const line of describeVolume(await readVolume(file, reading))) host.print(line);
}

async function machine(host: Host): Promise<void> {
  for (const [name, version] of Object.entries(VERSIONS)) host.print(row(name, version));
  await host.enter();
  using engine = await openEngine();
  const { adapter, limits } = engine;
  host.print(row('adapter', `${adapter.name}${adapter.software ? ' (a program on the processor)' : ''}`));
  const all = await adapterNames();
  if (all.length > 1) host.print(row('all', `${all.join(', ')} (BRIGHTFIELD_ADAPTER, a part of its name, takes one)`));
  host.print(row('profile', engine.profileName));
  host.print(row('one binding', bytesText(limits.maxBinding)));
  host.print(row('one buffer', bytesText(limits.maxBuffer)));
  host.print(row('bindings', `${limits.maxStorageBuffers} volumes in one kernel`));
  const timed = engine.context.device.features.has('timestamp-query');
  host.print(row('GPU clock', timed ? 'yes' : 'no: --time has no times'));
}

/** The lines about a volume. */
function describeVolume(volume: HostVolume): string[] {
  const { shape, dtype, layout, spacing, unit, acquired } = volume;
  const { timeStep, channels } = acquired ?? {};
  const sizes = AXES.flatMap((axis) => (spacing[axis] === undefined ? [] : [`${axis}=${spacing[axis]}`]));
  const { least, greatest, odd } = extremes(volume);
  const bytes = voxels(shape) * DTYPES[dtype].bytes;
  return [
    row('shape', `${formatShape(shape)} (${bytesText(bytes)})`),
    row('dtype', dtype),
    row('layout', layout === '' ? 'one number' : layout),
    row('spacing', sizes.length ? `${sizes.join(' ')} ${unit}`.trim() : 'unknown'),
    ...(timeStep ? [row('time step', `${timeStep.value} ${timeStep.unit}`.trim())] : []),
    ...(channels ? [row('channels', channels.map(channelText).join(', '))] : []),
    row('min', `${least}`),
    row('max', `${greatest}`),
    ...(odd ? [row('not finite', `${odd} of ${voxels(shape)} voxels`)] : []),
  ];
}

/** A channel by its name and colour, or its number. */
const channelText = ({ name, color }: Channel, at: number): string =>
  [name ?? `${at}`, ...(color ? [color] : [])].join(' ');

const row = (name: string, value: string): string => `${name.padEnd(12)}${value}`;

/** The least and greatest finite number; of complex numbers, of both parts. */
function extremes({ dtype, data }: HostVolume): { least: number; greatest: number; odd: number } {
  let [least, greatest, odd] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let at = 0; at < data.length; at++) {
    const value = numberAt(dtype, data, at);
    if (isInteger(dtype) || Number.isFinite(value)) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    } else odd++;
  }
  if (least > greatest) return { least: Number.NaN, greatest: Number.NaN, odd };
  return { least, greatest, odd: Math.ceil(odd / itemsPerElement(dtype)) };
}
