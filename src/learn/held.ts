/** Parameters, and what is kept beside them, where they lie between two rounds: on the GPU, or on the host before the first. */
import { HostVolume } from '../core/hostVolume.js';
import type { Volume } from '../engine/volume.js';
import type { Parameters } from './network.js';
import type { Setup } from './setup.js';
import { AVERAGE, slotName } from './step.js';
import type { Checkpoint } from './trainOptions.js';

export type Held = Readonly<Record<string, Volume | HostVolume>>;

/** The parameters as the world sees them: their running means, where these are taken. */
export function shown({ names, trained, options }: Setup, held: Held): Record<string, Volume | HostVolume> {
  const seen = (name: string): string =>
    options.average !== undefined && trained.includes(name) ? slotName(name, AVERAGE) : name;
  return Object.fromEntries(names.map((name) => [name, held[seen(name)] as Volume | HostVolume]));
}

/** Brings volumes back, by name. */
export async function readAll(held: Held, names: readonly string[]): Promise<Parameters> {
  const read = async (name: string) => {
    const volume = held[name] as Volume | HostVolume;
    return [name, volume instanceof HostVolume ? volume : await volume.read()] as const;
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}

export async function checkpointOf({ names }: Setup, held: Held, step: number): Promise<Checkpoint> {
  const slots = Object.keys(held).filter((name) => !names.includes(name));
  return { step, parameters: await readAll(held, names), slots: await readAll(held, slots) };
}

export function dispose(held: Held): void {
  for (const volume of Object.values(held)) if (!(volume instanceof HostVolume)) volume.dispose();
}
