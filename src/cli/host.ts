/** What a command needs of its surroundings: where it prints, and how it learns that it should stop. */

export interface Host {
  /** What was asked for, a line. */
  print(line: string): void;
  /** What went well, but not as it was asked for, a line. */
  warn(line: string): void;
  readonly signal: AbortSignal;
  /** Work that Ctrl-C lets end before the program does: files being written. Throws `CancelledError` when it came too late. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  /** Draws the share done, 0 to 1, where a person watches; undefined where nobody does. */
  readonly progress: ((done: number) => void) | undefined;
  /** Makes this process see a GPU, or another take its place; returns at once where it does already. */
  enter(options?: { quiet?: boolean; download?: boolean }): Promise<void>;
}

const WIDTH = 30;

/** A bar on a terminal: one line that is drawn over and over, and gone at the end. */
export function progressBar(terminal: { write(text: string): unknown }): (done: number) => void {
  let shown = -1;
  return (done) => {
    const percent = Math.floor(100 * done);
    if (percent === shown) return;
    shown = percent;
    const filled = Math.round((WIDTH * percent) / 100);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    terminal.write(percent >= 100 ? '\r\x1b[K' : `\r${bar} ${`${percent}`.padStart(3)} %`);
  };
}
