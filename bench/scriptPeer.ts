/** Peers in JavaScript, in packages of their own that only this installs (peers/package.json): a process each, which speaks as Python's does. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, type PeerProcess } from './contestant.js';
import type { Turn } from './messages.js';
import { allCores } from './package.js';
import type { BenchRow, PeerName } from './row.js';

/** Beside the sources; the built program lies in dist. */
const FOLDER = join(import.meta.dirname, '..', 'bench', 'peers');

function install(): void {
  if (existsSync(join(FOLDER, 'node_modules', '.package-lock.json'))) return;
  console.error('installing the peers of bench/peers/package-lock.json (npm ci, about 0.6 GB)');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: FOLDER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci in ${FOLDER} failed (${status})`);
}

export class ScriptPeer implements PeerProcess {
  private constructor(
    private readonly name: 'tfjs' | 'onnx',
    private readonly child: ChildProcess,
    readonly versions: Readonly<Record<string, string>>,
  ) {}

  static async start(name: 'tfjs' | 'onnx'): Promise<ScriptPeer> {
    install();
    const program = join(FOLDER, `${name}.mjs`);
    const child = spawn(process.execPath, [program], { env: allCores(), stdio: ['ignore', 2, 2, 'ipc'] });
    const versions = (await answerOf(child)) as Record<string, string>;
    return new ScriptPeer(name, child, versions);
  }

  async prepare({ script }: BenchRow, file: string): Promise<void> {
    await this.ask({ do: 'load', file, script: script?.[this.name] ?? '' });
  }

  async answer(name: PeerName, row: BenchRow, file: string): Promise<void> {
    await this.ask({ do: 'answer', ...lineOf(row, name), file });
  }

  async turn(name: PeerName, row: BenchRow, calls: number): Promise<Turn> {
    return (await this.ask({ do: 'turn', run: lineOf(row, name).run, calls })) as Turn;
  }

  private async ask(asked: object): Promise<unknown> {
    this.child.send(asked);
    return answerOf(this.child);
  }

  close(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

/** The next message of a process; rejects with what failed there. */
function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((done, fail) => {
    const ended = (code: number | null): void => fail(new Error(`the process of a peer ended (${code})`));
    child.once('exit', ended);
    child.once('message', (message: { value?: unknown; failed?: string }) => {
      child.off('exit', ended);
      if (message.failed !== undefined) fail(new Error(message.failed));
      else done(message.value);
    });
  });
}
