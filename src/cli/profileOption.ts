/** `--profile cpu|gpu|FILE`: which forms of the kernels run. */
import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../core/errors.js';
import { parseProfile } from '../engine/parseProfile.js';
import type { Base, Profile } from '../engine/profile.js';
import { told } from '../io/fileHandle.js';

/** Profiles are small; what is larger is something else. */
const MOST_BYTES = 1 << 20;

/** What the option says, where it is given. Throws `UserError` where the file is not there or says what is not known here. */
export async function profileOption(
  command: string,
  values: ReadonlyMap<string, string>,
): Promise<Base | Profile | undefined> {
  const word = values.get('profile');
  if (word === undefined || word === 'cpu' || word === 'gpu') return word;
  const refuse = (cause: unknown): never => {
    throw told(`${command}: --profile ${word}`, cause, 'neither cpu nor gpu nor a file that is there');
  };
  const { size } = await stat(word).catch(refuse);
  if (size > MOST_BYTES) throw new UserError(`${word}: a profile must be at most ${MOST_BYTES} bytes, got ${size}`);
  return parseProfile(await readFile(word, 'utf8').catch(refuse), word);
}
