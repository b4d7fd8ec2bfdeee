/** Python's libraries: one process that keeps its data and says how long a line took (peers/python.py). */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { lineOf, type PeerProcess } from './contestant.js';
import type { Turn } from './messages.js';
import { allCores } from './package.js';
import PROGRAM from './peers/python.py?raw';
import type { BenchRow, PeerName } from './row.js';

export class Python implements PeerProcess {
  private constructor(
    private readonly process: ChildProcessByStdio<Writable, Readable, null>,
    private readonly lines: AsyncIterator<string>,
    private readonly reader: Interface,
    readonly versions: Readonly<Record<string, string>>,
  ) {}

  /** Of the Pythons on this machine, the one with the most of the libraries; undefined where none has NumPy. `where`: whom to ask, those on the processor or those on a GPU. */
  static async find(where: { readonly cpu: boolean; readonly gpu: boolean }): Promise<Python | undefined> {
    let best: Python | undefined;
    for (const python of ['python3', '/usr/bin/python3']) {
      if (spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status !== 0) continue;
      const found = await Python.start(python, where);
      const [kept, other] = count(found) > count(best) ? [found, best] : [best, found];
      other?.close();
      best = kept;
    }
    return best;
  }

  private static async start(
    python: string,
    { cpu, gpu }: { readonly cpu: boolean; readonly gpu: boolean },
  ): Promise<Python | undefined> {
    const env = { ...allCores(), BENCH_CPU: cpu ? '1' : '', BENCH_GPU: gpu ? '1' : '' };
    const child = spawn(python, ['-c', PROGRAM], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const reader = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]();
    const first = await lines.next();
    return first.done ? undefined : new Python(child, lines, reader, JSON.parse(first.value) as Record<string, string>);
  }

  async prepare({ prepare = '' }: BenchRow, file: string): Promise<void> {
    await this.ask({ do: 'load', file, prepare });
  }

  async answer(name: PeerName, row: BenchRow, file: string): Promise<void> {
    await this.ask({ do: 'answer', name, ...lineOf(row, name), file });
  }

  async turn(name: PeerName, row: BenchRow, calls: number): Promise<Turn> {
    return this.ask({ do: 'turn', name, run: lineOf(row, name).run, calls });
  }

  private async ask(asked: object): Promise<Turn> {
    this.process.stdin.write(`${JSON.stringify(asked)}\n`);
    const answer = await this.lines.next();
    if (answer.done) throw new Error('the Python process of the peers ended');
    const { failed, ...turn } = JSON.parse(answer.value) as Turn & { failed?: string };
    if (failed !== undefined) throw new Error(failed);
    return turn;
  }

  close(): void {
    this.reader.close();
    this.process.kill();
  }
}

function count(peers: Python | undefined): number {
  return Object.keys(peers?.versions ?? {}).length;
}
