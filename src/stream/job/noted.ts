/** Which blocks are safe, by the notes of all who work at a job: a line each, added once a block is on the disk. */
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { told } from '../../io/fileHandle.js';

export interface Noted {
  readonly blocks: Set<number>;
  /** Whether a block has a whole number above 2^31 - 1. */
  wide: boolean;
}

/** What all have noted. A line that was cut by a death has no semicolon. */
export async function readNotes(folder: string): Promise<Noted> {
  const noted: Noted = { blocks: new Set(), wide: false };
  for (const name of await readdir(folder)) {
    if (!name.startsWith('done.')) continue;
    for (const [, block, wide] of (await readFile(join(folder, name), 'utf8')).matchAll(/^(\d+)(w?);$/gm)) {
      noted.blocks.add(Number(block));
      noted.wide ||= wide === 'w';
    }
  }
  return noted;
}

/** Notes a block. */
export async function note(file: string, path: string, block: number, wide: boolean): Promise<void> {
  try {
    const handle = await open(file, 'a');
    try {
      // what was cut before ends with this line's beginning
      await handle.writeFile(`\n${block}${wide ? 'w' : ''};\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw told(path, error);
  }
}
