#!/usr/bin/env node
/**
 * The command line. stdout carries what was asked for and nothing else; mistakes of the user are one line on stderr and exit
 * code 1, failures exit code 2, Ctrl-C exit code 130, SIGTERM 143.
 */
import { isatty } from 'node:tty';
import { findOperation, OPERATIONS, recogniseOperation } from '../catalogue.js';
import { CancelledError, UserError } from '../core/errors.js';
import { reasonOf } from '../io/fileHandle.js';
import { enterWithDriver, hasEntered, userStderr } from '../setup/enter.js';
import { doctorCommand } from './doctorCommand.js';
import { COMMAND_HELP, type CommandName, mainHelp, operationHelp } from './help.js';
import { type Host, progressBar } from './host.js';
import { infoCommand } from './infoCommand.js';
import { suggestion } from './names.js';
import { nodeCommand } from './nodeCommand.js';
import { operationCommand } from './operationCommand.js';
import { opsCommand } from './opsCommand.js';
import { runCommand } from './runCommand.js';
import { startCommand } from './startCommand.js';
import { submitCommand } from './submitCommand.js';
import { tuneCommand } from './tune/tuneCommand.js';
import { VERSIONS } from './versions.js';

type Command = (words: readonly string[], host: Host) => void | Promise<void>;

const COMMANDS: Readonly<Record<CommandName, Command>> = {
  run: runCommand,
  submit: submitCommand,
  ops: opsCommand,
  info: infoCommand,
  doctor: doctorCommand,
  node: nodeCommand,
  start: startCommand,
  tune: tuneCommand,
};

async function dispatch(words: readonly string[], host: Host): Promise<void> {
  const [word, ...rest] = words;
  if (word === '--help' || word === '-h' || (word === 'help' && rest.length === 0)) return host.print(mainHelp());
  if (word === '--version') return host.print(VERSIONS.brightfield ?? '');
  if (word === undefined) throw new UserError('a command must be given; brightfield --help lists them');
  if (word === 'help') return dispatch([...rest, '--help'], host);
  const help = asksForHelp(word, rest);
  if (isCommand(word)) return help ? host.print(COMMAND_HELP[word]()) : COMMANDS[word](rest, host);
  const operation = findOperation(word);
  if (operation) return help ? host.print(operationHelp(operation)) : operationCommand(operation, rest, host);
  const names = [...Object.keys(COMMANDS), ...OPERATIONS.map((each) => each.operation)];
  const known = recogniseOperation(word);
  const hint = known ? `; here it is ${known.operation}` : suggestion(word, names);
  throw new UserError(`there is no operation '${word}'${hint || '; brightfield ops lists them'}`);
}

const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word);

/** Whether one of a command's words is `--help`, or its first one `-h`; what follows the program of `node` is that program's. */
function asksForHelp(command: string, words: readonly string[]): boolean {
  const own = words.slice(0, command === 'node' ? 1 : words.includes('--') ? words.indexOf('--') : undefined);
  return own.includes('--help') || own[0] === '-h';
}

/** A failure in one line, and the exit code that it means. */
function verdict(error: unknown): { code: number; line: string } {
  const message = error instanceof Error ? error.message || error.name : `${error}`;
  const line = `brightfield: ${message.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' ')}\n`;
  if (error instanceof CancelledError) return { code: STOPPED.SIGINT, line: 'brightfield: stopped\n' };
  return { code: error instanceof UserError ? 1 : 2, line };
}

/** Exit codes of what was stopped, as shells count them. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const;
let stoppedBy: number = STOPPED.SIGINT;

/** Where another process started this one and is killed in a way that it cannot pass on, this one ends as well. */
function endWithParent(): void {
  const parent = process.ppid;
  if (!hasEntered()) return;
  const watch = setInterval(() => {
    if (process.ppid !== parent) process.exit(137);
  }, 500);
  watch.unref();
}

const stopping = new AbortController();
let unfinished: Promise<unknown> = Promise.resolve();

/** How long what was stopped may take to end by itself, in milliseconds: locks are released, and no kernel is being compiled when the process ends. */
const GRACE = 1000;
/** What comes again within so many milliseconds is the same wish: supervisors signal a whole group, whose first process passes it on. */
const ONCE = 300;

/** Rejects soon after Ctrl-C: a long dispatch cannot be taken back from the GPU, but nobody has to wait for it. */
const stopped = new Promise<never>((_, reject) => {
  stopping.signal.addEventListener('abort', () => {
    const stop = (): void => reject(new CancelledError('stopped'));
    unfinished.then(() => setTimeout(stop, GRACE)).catch(() => undefined);
  });
});

const host: Host = {
  print: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`brightfield: ${line}\n`),
  tell: (text) => void process.stderr.write(`${text}\n`),
  signal: stopping.signal,
  progress: isatty(userStderr()) ? progressBar(process.stderr) : undefined,
  whole(work) {
    if (stopping.signal.aborted) return Promise.reject(new CancelledError('stopped'));
    const done = work();
    unfinished = Promise.allSettled([unfinished, done]);
    return done;
  },
  async enter({ quiet = true, download = false } = {}) {
    await enterWithDriver({ quiet, download });
    // from here on this process is the one that works: the first Ctrl-C ends it cleanly, the second at once
    let first = Number.POSITIVE_INFINITY;
    for (const [signal, code] of Object.entries(STOPPED))
      process.on(signal, () => {
        if (performance.now() - first > ONCE) process.exit(code);
        if (stopping.signal.aborted) return;
        [first, stoppedBy] = [performance.now(), code];
        stopping.abort();
      });
    endWithParent();
  },
};

process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  // whoever reads us may have had enough
  if (cause.code === 'EPIPE') process.exit(0);
  process.stderr.write(verdict(new Error(`stdout: ${reasonOf(cause) ?? cause.message}`)).line);
  process.exit(2);
});
try {
  await Promise.race([dispatch(process.argv.slice(2), host), stopped]);
} catch (error) {
  const { code, line } = verdict(error);
  if (host.progress) process.stderr.write('\r\x1b[K');
  process.stderr.write(line);
  if (code === STOPPED.SIGINT) process.exit(stoppedBy);
  process.exitCode = code;
}
