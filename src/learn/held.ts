/** Parameters, and what is kept beside them, where they lie between two rounds: on the GPU, or on the host before the first. */
import { HostVolume } from '../core/hostVolume.js';
import type { Volume } from '../engine/volume.js';
import type { Parameters } from './network.js';
import type { Setup } from './setup.js';
import { AVERAGE, slotName } from './step.js';
import type { Best, Checkpoint } from './trainOptions.js';

export type Held = Readonly<Record<string, Volume | HostVolume>>;

/** The parameters as the world sees them: their running means, where these are taken. */
export function shown({ names, trained, options }: Setup, held: Held): Record<string, Volume | HostVolume> {
  const seen = (name: string): string =>
    options.average !== undefined && trained.includes(name) ? slotName(name, AVERAGE) : name;
  return Object.fromEntries(names.map((name) => [name, held[seen(name)] as Volume | HostVolume]));
}

/** Brings volumes back, by name, in the layouts that their parameters declare. */
export async function readAll({ net, names: own }: Setup, held: Held, names: readonly string[]): Promise<Parameters> {
  const read = async (name: string) => {
    const volume = held[name] as Volume | HostVolume;
    const { shape, data } = volume instanceof HostVolume ? volume : await volume.read();
    const parameter = own.find((each) => each === name || name.startsWith(slotName(each, '')));
    const layout = parameter === undefined ? undefined : net.initial[parameter]?.layout;
    return [name, new HostVolume({ shape, data, ...(layout !== undefined && { layout }) })] as const;
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** All that training goes on from. */
export async function checkpointOf(
  setup: Setup,
  held: Held,
  step: number,
  best: Best | undefined,
): Promise<Checkpoint> {
  const { names, optimizer, seed, batch, profile } = setup;
  const slots = Object.keys(held).filter((name) => !names.includes(name));
  return {
    step,
    made: { optimizer: optimizer.title, seed, batch, profile },
    parameters: await readAll(setup, held, names),
    slots: await readAll(setup, held, slots),
    ...(best && { best }),
  };
}

/** Frees what lies on the GPU. */
export function dispose(held: Held): void {
  for (const volume of Object.values(held)) if (!(volume instanceof HostVolume)) volume.dispose();
}
