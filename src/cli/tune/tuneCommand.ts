/** `brightfield tune FILE.json`: measures the forms of kernels on the adapter at hand, and writes the profile that comes of it. */
import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../../core/errors.js';
import { openEngine } from '../../engine/engine.js';
import { parseProfile, profileText } from '../../engine/parseProfile.js';
import type { Profile } from '../../engine/profile.js';
import { type FormedKernel, KERNEL_FORMS } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';
import { source } from '../../graph/primitive.js';
import { writeDurably } from '../../io/durable.js';
import { parseArguments } from '../arguments.js';
import { columns, timeText } from '../columns.js';
import type { Host } from '../host.js';
import { VERSIONS } from '../versions.js';
import { callsOf, noiseOf, SIZES } from './calls.js';
import { type Search, searched } from './search.js';

export async function tuneCommand(words: readonly string[], host: Host): Promise<void> {
  const { positionals, values } = parseArguments('tune', words, { only: 'value' });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0 || !/\.json$/i.test(file))
    throw new UserError(`tune: there must be one file to write, FILE.json, got ${positionals.join(' ') || 'none'}`);
  const kernels = kernelsOf(values.get('only'));

  await host.enter();
  using engine = await openEngine({ warn: (line) => host.warn(line) });
  const base = engine.adapter.software ? 'cpu' : 'gpu';
  const { device: adapter, name: driver } = engine.adapter;
  const made = { base, adapter, driver, version: VERSIONS.brightfield ?? '' } as const;
  const kept = values.has('only') && existsSync(file) ? keptForms(readFileSync(file, 'utf8'), file, made, kernels) : {};
  const noise: Record<string, Node> = {};
  for (const [name, volume] of Object.entries(noiseOf(SIZES))) noise[name] = source(await engine.upload(volume));
  const calls = callsOf(noise as Parameters<typeof callsOf>[0]);
  const searches: Search[] = [];
  for (const [at, kernel] of kernels.entries()) {
    host.progress?.(at / kernels.length);
    searches.push(await searched(engine, base, kernel, calls[kernel](), host.signal));
  }
  host.progress?.(1);
  host.tell(tableOf(searches));
  const forms: Record<string, string> = { ...kept };
  for (const { kernel, chosen, candidates } of searches) if (chosen !== candidates[0]?.form) forms[kernel] = chosen;
  const text = profileText({ ...made, forms });
  await host.whole(() => writeDurably(file, new TextEncoder().encode(text)));
}

/**
 * What a profile of the same adapter says of kernels that are not measured again. Throws `UserError` where it is another's: times of two adapters do not go together.
 */
export function keptForms(
  text: string,
  file: string,
  made: Omit<Profile, 'forms'>,
  measured: readonly string[],
): Record<string, string> {
  const standing = parseProfile(text, file);
  for (const key of ['base', 'adapter', 'driver', 'version'] as const)
    if (standing[key] !== made[key])
      throw new UserError(
        `tune: with --only, ${file} must be a profile of this ${key === 'version' ? 'version of brightfield' : key} (${made[key]}), got ${standing[key] ?? 'none'}`,
      );
  return Object.fromEntries(Object.entries(standing.forms).filter(([kernel]) => !measured.includes(kernel)));
}

/** The kernels whose names hold one of some words; all of them without words. */
function kernelsOf(only: string | undefined): FormedKernel[] {
  const all = Object.keys(KERNEL_FORMS) as FormedKernel[];
  if (only === undefined) return all;
  const words = only
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  for (const word of words)
    if (!all.some((kernel) => kernel.toLowerCase().includes(word)))
      throw new UserError(`tune: --only must be words of ${all.join(', ')}, got '${word}'`);
  return all.filter((kernel) => words.some((word) => kernel.toLowerCase().includes(word)));
}

/** A line a form: its time, how many times as fast as without a profile it is, and between which bounds. */
function tableOf(searches: readonly Search[]): string {
  const rows = searches.flatMap(({ kernel, candidates, chosen }) =>
    candidates.map(({ form, nanoseconds, ratio }) => [
      form === chosen ? '*' : '',
      `${kernel} ${form}`,
      timeText(nanoseconds),
      ratio ? `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})` : '1',
    ]),
  );
  return columns([['', 'form (* chosen)', 'time', 'times as fast'], ...rows]);
}
