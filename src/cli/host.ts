/** What a command needs of its surroundings: where it prints, and how it learns that it should stop. */
import type { Progress } from '../engine/progress.js';

export interface Host {
  /** What was asked for, a line. */
  print(line: string): void;
  /** What a user is to know beside what was asked for, a line: a certificate, what went well but not as it was asked for. */
  warn(line: string): void;
  /** The same where it is several lines, as they are: a table. */
  tell(text: string): void;
  readonly signal: AbortSignal;
  /** Work that Ctrl-C lets end before the program does: files being written. Throws `CancelledError` when it came too late. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  /** Draws the share done, and what loops have reached, where a person watches; undefined where nobody does. */
  readonly progress: Progress | undefined;
  /** Makes this process see a GPU, or another take its place; returns at once where it does already. */
  enter(options?: { quiet?: boolean; download?: boolean }): Promise<void>;
}

const WIDTH = 30;

/** A bar on a terminal, behind it what a loop has reached: one line that is drawn over and over, and gone at the end. */
export function progressBar(terminal: { write(text: string): unknown }): Progress {
  let shown = '';
  return (done, loop) => {
    const percent = Math.floor(100 * done);
    const reached =
      loop && Number.isFinite(loop.measure)
        ? `  ${loop.operation}: ${loop.measure.toExponential(1)} after ${loop.iterations} iterations`
        : '';
    if (`${percent}${reached}` === shown) return;
    shown = `${percent}${reached}`;
    const filled = Math.round((WIDTH * percent) / 100);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    terminal.write(percent >= 100 ? '\r\x1b[K' : `\r${bar} ${`${percent}`.padStart(3)} %${reached}\x1b[K`);
  };
}
