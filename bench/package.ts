/** A process that computes with a build of the package: this one, or that of another revision. */
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Answers, Asked } from './messages.js';

/** What drivers keep of compiled shaders from run to run is off: the first run is the first. */
const COLD = { MESA_SHADER_CACHE_DISABLE: 'true', __GL_SHADER_DISK_CACHE: '0' };

export class PackageProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(program: string): PackageProcess {
    const env = { ...process.env, ...COLD };
    return new PackageProcess(
      spawn(process.execPath, ['--expose-gc', program], { env, stdio: ['ignore', 2, 2, 'ipc'] }),
    );
  }

  async ask<A extends Asked>(asked: A): Promise<Answers[A['do']]> {
    const { child } = this;
    if (!child.connected) throw new Error('the process that computes has ended');
    return new Promise((done, fail) => {
      const ended = (code: number | null): void => fail(new Error(`the process that computes ended (${code})`));
      child.once('exit', ended);
      child.once('message', (message: { value?: Answers[A['do']]; failed?: string }) => {
        child.off('exit', ended);
        if (message.failed !== undefined) fail(new Error(message.failed));
        else done(message.value as Answers[A['do']]);
      });
      child.send(asked);
    });
  }

  close(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

/** Peers are told to use all cores, whatever they take for the default. */
export function allCores(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _core, OPENBLAS_L2_SIZE: _cache, ...env } = process.env;
  const names = ['OMP', 'OPENBLAS', 'MKL', 'NUMEXPR', 'TBB', 'LOKY'].map((name) => `${name}_NUM_THREADS`);
  return {
    ...env,
    ...Object.fromEntries(names.map((name) => [name, `${availableParallelism()}`])),
    BENCH_CORES: `${availableParallelism()}`,
  };
}
