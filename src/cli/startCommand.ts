/**
 * `brightfield start`: the main job. Runs a pipeline with a progress bar (the one on the stent of examples/, unless another is
 * named), leaves its results as TIFF and npy and a picture of them in out/, and prints how long each step took.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { openEngine } from '../engine/engine.js';
import { source } from '../graph/primitive.js';
import { writeVolume } from '../io/files.js';
import { documentInputs, fromDocument } from '../pipeline.js';
import { namedPaths, parseArguments } from './arguments.js';
import { asWritten, checkDestinations, isOneVoxel, printedNumber, readInput, readingOf } from './files.js';
import type { Host } from './host.js';
import { type MontageVolume, montage } from './montage.js';
import { certificateTo, WriteFailure } from './produce.js';
import { checkNames, readDocumentFile } from './runCommand.js';
import { timeTable } from './timeTable.js';

const OUT = 'out';
const PIPELINE = join('examples', 'pipelines', 'stent.json');
const STACK = join('examples', 'data', 'stent.tif');

export async function startCommand(words: readonly string[], host: Host): Promise<void> {
  const { positionals, values, lists } = parseArguments('start', words, { input: 'list', layout: 'value' });
  const [given, ...rest] = positionals;
  if (rest.length) throw new UserError(`start: there must be one pipeline file at most, got ${positionals.join(' ')}`);
  const file = given ?? join(projectFolder(), PIPELINE);
  const document = await readDocumentFile(file);
  const inputs = namedPaths('start', 'input', lists.get('input'));
  if (given === undefined && inputs.size === 0) inputs.set('stack', join(projectFolder(), STACK));
  checkNames('input', inputs, documentInputs(document), true);
  const reading = readingOf('start', values);
  const base = basename(file, extname(file));
  const pathOf = (name: string, ending: string): string => join(OUT, `${base}-${name}.${ending}`);
  const picturePath = join(OUT, `${base}.png`);
  await mkdir(OUT, { recursive: true }).catch((cause: unknown) => {
    throw new UserError(`${OUT}: the folder cannot be made here`, { cause });
  });
  await checkDestinations([picturePath]);

  await host.enter({ quiet: false });
  const read: Record<string, HostVolume | number> = {};
  for (const [name, word] of inputs)
    read[name] = (await readInput(`start: --input ${name}`, word, reading)) as HostVolume | number;
  const sources = Object.entries(read).map(([name, input]) => [
    name,
    typeof input === 'number' ? input : source(input),
  ]);
  const nodes = fromDocument(document, Object.fromEntries(sources));
  using engine = await openEngine({ warn: (line) => host.warn(line) });
  await engine.warm(nodes);
  const { signal, progress } = host;
  const ended = certificateTo(host);
  const { volumes, timings, plan } = await engine.profile(nodes, { signal, ended, ...(progress && { progress }) });
  progress?.(1);

  const results: MontageVolume[] = [];
  const failures: string[] = [];
  const keep = (path: string, volume: HostVolume): Promise<void> =>
    host.whole(() =>
      writeVolume(path, volume).then(
        () => host.print(path),
        (cause: unknown) => void failures.push(cause instanceof Error ? cause.message : `${path}: ${cause}`),
      ),
    );
  for (const [name, held] of Object.entries(volumes)) {
    const volume = asWritten(await held.read());
    held.dispose();
    if (isOneVoxel(volume)) host.print(`${name} = ${printedNumber(volume)}`);
    else {
      results.push({ name, volume });
      await keep(pathOf(name, 'tif'), volume);
      await keep(pathOf(name, 'npy'), volume);
    }
  }
  const [shown] = Object.entries(read).filter(([, input]) => input instanceof HostVolume);
  if (shown) {
    const title = document.title ?? base;
    const before: MontageVolume = { name: shown[0], volume: shown[1] as HostVolume };
    await keep(picturePath, montage(title, before, results).volume());
  }
  host.print(`\n${await timeTable(engine, plan, timings)}`);
  if (failures.length) throw new WriteFailure(failures.join('; '));
}

/** The folder of the project that this program was built from, or the current one. */
function projectFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); dirname(folder) !== folder; folder = dirname(folder))
    if (existsSync(join(folder, PIPELINE))) return folder;
  return '.';
}
