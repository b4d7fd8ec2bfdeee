/** The command line as a program of its own, built for a file of tests, and the folder that it runs in. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { load } from '../../unit/setup/load.js';

const { entered, userEnvironment } = await load('guard');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly folder: string;
  /** Starts it in its folder, in the user's environment. */
  start(words: readonly string[], options?: SpawnOptions): ChildProcess;
  remove(): Promise<void>;
}

/** Builds it, with an empty folder whose name begins so. */
export async function builtProgram(prefix = 'brightfield-'): Promise<Program> {
  // inside the project, so that the program finds its libraries
  const program = await mkdtemp(join('node_modules', '.brightfield-cli-'));
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await build({
    logLevel: 'error',
    build: { ssr: 'src/cli/main.ts', outDir: program, emptyOutDir: false, target: 'es2022', minify: false },
  });
  return {
    folder,
    start(words, options = {}) {
      const node: string = entered(process.env)?.real ?? process.execPath;
      const script = join(process.cwd(), program, 'main.js');
      return spawn(node, [script, ...words], { cwd: folder, env: userEnvironment(), ...options });
    },
    async remove() {
      await rm(program, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a program that was started says, and how it ends. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}
