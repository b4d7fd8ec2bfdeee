/** How the images of a volume were taken: the time between those along `n`, and what its channels along `c` show. Both are optional, and never guessed. */
import type { Shape } from './axes.js';
import { ArgumentError } from './errors.js';

/** A channel: what it is called, and the colour that it is shown in (`#0000FF`), white where none is said. */
export interface Channel {
  readonly name?: string;
  readonly color?: string;
}

/** The time from one image to the next along `n`, in `s`, `ms`, `min` and the like; the unit is empty where it is unknown. */
export interface TimeStep {
  readonly value: number;
  readonly unit: string;
}

/** What is known of how a volume was acquired. */
export interface Acquired {
  readonly timeStep?: TimeStep;
  /** One for each position along `c`, in order. */
  readonly channels?: readonly Channel[];
}

/** How a file may say it: names may be empty, colours white (what all formats take where nothing is said), and any of it missing. */
export interface Stated {
  readonly timeStep?: TimeStep | undefined;
  readonly channels?:
    | readonly { readonly name?: string | undefined; readonly color?: string | undefined }[]
    | undefined;
}

/** What is really said; undefined where that is nothing. */
export function acquiredFrom({ timeStep, channels = [] }: Stated): Acquired | undefined {
  const said = channels.map(({ name, color }): Channel => {
    const shown = color?.toUpperCase();
    return { ...(name && { name }), ...(shown && shown !== '#FFFFFF' && { color: shown }) };
  });
  const named = said.some(({ name, color }) => name !== undefined || color !== undefined);
  const timed = timeStep !== undefined && timeStep.value > 0 && Number.isFinite(timeStep.value);
  return named || timed ? { ...(timed && { timeStep }), ...(named && { channels: said }) } : undefined;
}

/**
 * What holds for a volume of some shape: channels that are not one for each position along c are those of another volume, such as the one
 * that this is a part of. Throws `ArgumentError` for a colour or a time that is none.
 */
export function acquiredOfShape(acquired: Acquired | undefined, shape: Shape): Acquired | undefined {
  if (!acquired) return undefined;
  const { timeStep, channels } = acquired;
  const odd = channels?.find(({ color }) => color !== undefined && !/^#[0-9a-f]{6}$/i.test(color));
  if (odd) throw new ArgumentError('volume', 'the colour of a channel must be such as #00FF00', `'${odd.color}'`);
  if (timeStep && !(timeStep.value > 0 && Number.isFinite(timeStep.value)))
    throw new ArgumentError('volume', 'the time between images must be a number above 0', `${timeStep.value}`);
  return acquiredFrom({ timeStep, channels: channels?.length === shape.c ? channels : undefined });
}
