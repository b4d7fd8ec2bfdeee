/** `brightfield node PROGRAM…`: a program of one's own, started so that it sees the adapter that the command line sees. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { UserError } from '../core/errors.js';
import { userStderr } from '../setup/enter.js';
import { endingWithParent } from '../setup/preload.js';
import type { Host } from './host.js';

export async function nodeCommand(words: readonly string[], host: Host): Promise<void> {
  const [first] = words;
  if (first === undefined) throw new UserError('node: a program must be given, such as program.mjs');
  // which word is the program after options of node's, only node can tell
  if (!first.startsWith('-') && first !== 'inspect' && !isProgram(first))
    throw new UserError(`${first}: no such program`);
  await host.enter();
  const child = spawn(process.execPath, [...endingWithParent(), ...words], {
    stdio: ['inherit', 'inherit', userStderr()],
  });
  // the program decides what Ctrl-C does; the terminal has told it too
  host.signal.addEventListener('abort', () => child.kill('SIGINT'));
  await new Promise<void>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      process.exitCode = code ?? 1;
      done();
    });
  });
}

/** Whether node finds a program of that name, which may lack its extension or be a folder with an index. */
function isProgram(word: string): boolean {
  const path = resolve(word);
  try {
    return createRequire(path).resolve(path) !== '';
  } catch {
    return false;
  }
}
