/** What the words of runs in blocks say. */
import { UserError } from '../core/errors.js';
import type { Shard } from '../stream/job/job.js';

/** A number of bytes such as `512MiB`. Throws `UserError` for what is none. */
export function parseBytes(what: string, text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGT]i?)?B?$/i.exec(text) ?? [];
  const power = unit ? ' KMGT'.indexOf((unit[0] ?? '').toUpperCase()) : 0;
  if (number === undefined) throw new UserError(`${what} must be a number of bytes such as 512MiB, got '${text}'`);
  return Math.floor(Number(number) * (unit.length === 1 ? 1000 : 1024) ** power);
}

/** Which part of the blocks, such as `2/6`. Throws `UserError` for what is none. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new UserError(`run: --shard must be i/n with i from 1 to n, got '${text}'`);
  return { index, count };
}
