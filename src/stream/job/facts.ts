/** What a job is of, noted where it begins and compared whenever somebody goes on with it. */
import { randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { flushFolder } from '../../io/durable.js';
import { told } from '../../io/fileHandle.js';

/** Words by name: pipeline, source, profile, adapter and the like. */
export type JobFacts = Readonly<Record<string, string>>;

/** What a job is of, and what helps where somebody comes with something else. */
export interface JobTerms {
  readonly facts: JobFacts;
  /** What is noted beside them, and not compared. */
  readonly remarks?: JobFacts;
  /** How to go on where a fact differs, by what was noted. */
  readonly goOn?: (fact: string, noted: JobFacts) => string;
}

/** Notes what the job is of, or compares it with what stands there. Throws `UserError` that names the first fact which differs. */
export async function agreeOn(folder: string, path: string, { facts, remarks, goOn }: JobTerms): Promise<void> {
  const file = join(folder, 'job.json');
  const own = join(folder, `job.${randomUUID()}.tmp`);
  try {
    const handle = await open(own, 'wx');
    try {
      await handle.writeFile(JSON.stringify({ ...facts, ...remarks }, undefined, 2));
      await handle.sync();
    } finally {
      await handle.close();
    }
    // whole or not at all, also where several begin at once
    await link(own, file);
    await flushFolder(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw told(path, error);
  } finally {
    await rm(own, { force: true });
  }
  const present = JSON.parse(await readFile(file, 'utf8')) as JobFacts;
  const other = Object.keys(facts).find((name) => facts[name] !== present[name]);
  if (other !== undefined)
    throw new UserError(
      `${folder}: it was begun with another ${other} (${short(present[other])}, now ${short(facts[other])}): ${goOn?.(other, present) ?? 'run it as it was begun'}, or remove that folder to begin anew`,
    );
}

const short = (text = 'none'): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
