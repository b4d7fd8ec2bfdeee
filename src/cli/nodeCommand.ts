/** `brightfield node PROGRAM…`: a program of one's own, started so that it sees the adapter that the command line sees. */
import { spawn } from 'node:child_process';
import { UserError } from '../core/errors.js';
import { userStderr } from '../setup/enter.js';
import type { Host } from './host.js';

export async function nodeCommand(words: readonly string[], host: Host): Promise<void> {
  if (words.length === 0) throw new UserError('node: a program must be given, such as program.mjs');
  await host.enter();
  const child = spawn(process.execPath, [...words], { stdio: ['inherit', 'inherit', userStderr()] });
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
