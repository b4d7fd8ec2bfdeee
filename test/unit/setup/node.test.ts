import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { load } from './load.js';

const home = mkdtempSync(join(tmpdir(), "brightfield it's "));
process.env.XDG_CACHE_HOME = home;
afterAll(() => rmSync(home, { recursive: true }));

const { nodeCommand } = await load('node');
const { hasEntered, READER, userEnvironment, userStderr } = await load('guard');

const lavapipe = {
  loader: '/l/ld.so',
  libraryPath: '/l',
  env: { VK_DRIVER_FILES: '/i.json', VK_ICD_FILENAMES: '/i.json' },
};
const args = ['--eval', 'a "b"', '', "it's"];

describe('starting node through a driver', () => {
  it('leaves node as it is when there is nothing to do', () => {
    const started = nodeCommand({}, args, { A: '1', XDG_RUNTIME_DIR: '/run' });
    expect(started).toMatchObject({ command: process.execPath, args });
    expect(started.env).toMatchObject({ A: '1', XDG_RUNTIME_DIR: '/run' });
    expect(started.env.VK_DRIVER_FILES).toBeUndefined();
  });

  it('lets the software driver take the widest vectors that the processor has, unless the user says how wide', () => {
    const width = (env: Record<string, string>) => nodeCommand({}, [], env).env.LP_NATIVE_VECTOR_WIDTH;
    const facts = process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'latin1') : '';
    expect(width({})).toBe(/\bavx512f\b/.test(facts) ? '512' : undefined);
    expect(width({ LP_NATIVE_VECTOR_WIDTH: '128' })).toBe('128');
  });

  it('puts a folder of libraries before those that are set', () => {
    const { env } = nodeCommand({ libraryPath: '/chromium' }, [], { LD_LIBRARY_PATH: '/mine' });
    expect(env.LD_LIBRARY_PATH).toBe('/chromium:/mine');
  });

  it('starts the loader, and leaves a script that starts node the same way', () => {
    const { command, args: through, env } = nodeCommand(lavapipe, args, {});
    expect(command).toBe('/l/ld.so');
    expect(through.slice(0, 4)).toEqual(['--library-path', '/l', process.execPath, '--require']);
    expect(through.slice(5)).toEqual(args);
    const { node } = JSON.parse(env.BRIGHTFIELD_ENTERED);
    expect(node.startsWith(home)).toBe(true);
    expect(readFileSync(node, 'utf8')).toContain(`'/l/ld.so' '--library-path' '/l' '${process.execPath}' '--require'`);
    expect(readFileSync(through[4], 'utf8')).toContain(`process.execPath = process.argv[0] = ${JSON.stringify(node)}`);
    expect(dirname(through[4])).toBe(dirname(node));
  });

  it('enters once: the guard holds for the node that was started, not for another below it', () => {
    const { env } = nodeCommand(lavapipe, [], {});
    const { node } = JSON.parse(env.BRIGHTFIELD_ENTERED);
    expect(hasEntered(env, node)).toBe(true);
    expect(hasEntered(env, process.execPath)).toBe(false);
    expect(hasEntered({ BRIGHTFIELD_ENTERED: 'broken' }, node)).toBe(false);
    expect(hasEntered({}, node)).toBe(false);
  });

  it('tells its own choice of a driver from one of the user', () => {
    const { env } = nodeCommand(lavapipe, [], { VK_LAYER_PATH: '/x' });
    expect(userEnvironment(env).VK_DRIVER_FILES).toBeUndefined();
    expect(userEnvironment(env).VK_LAYER_PATH).toBe('/x');
    expect(userEnvironment({ ...env, VK_DRIVER_FILES: '/mine.json' }).VK_DRIVER_FILES).toBe('/mine.json');
    expect(userEnvironment({ VK_DRIVER_FILES: '/mine.json' }).VK_DRIVER_FILES).toBe('/mine.json');
  });
});

describe('a program in our place', () => {
  const module = pathToFileURL(join(import.meta.dirname, '../../../src/setup/node.js')).href;
  const outer = (inner: string, ...words: string[]) => started(inner, words, '');
  const hushed = (inner: string) => started(inner, [], ', hushed: true');
  const started = (inner: string, words: string[], more: string) => {
    const call = `{ command: process.execPath, args: ['-e', process.argv[1], ...process.argv.slice(2)], env: process.env${more} }`;
    const script = `import { inOurPlace } from '${module}'; process.exitCode = await inOurPlace(${call});`;
    return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, inner, ...words]);
  };

  it('gets the arguments and prints for us', async () => {
    const { stdout } = await outer('console.log(JSON.stringify(process.argv.slice(1)))', 'a b', "it's", '');
    expect(JSON.parse(stdout)).toEqual(['a b', "it's", '']);
  });

  it('gives us its exit code', async () => {
    await expect(outer('process.exitCode = 7')).rejects.toMatchObject({ code: 7 });
  });

  // Windows has no signals.
  if (process.platform !== 'win32') {
    it('gives us the signal that ended it', async () => {
      await expect(outer("process.kill(process.pid, 'SIGKILL')")).rejects.toMatchObject({ signal: 'SIGKILL' });
    });

    it('gets the signals that we get', async () => {
      const inner =
        "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1e3); process.kill(process.ppid, 'SIGTERM')";
      await expect(outer(inner)).rejects.toMatchObject({ code: 5 });
    });
  }

  const talk = "console.error('Warning: maxDynamicUniformBuffersPerPipelineLayout artificially reduced from 9 to 1');";

  it('says what its driver says, unless it is hushed', async () => {
    expect((await outer(`${talk} console.error('ä')`)).stderr).toMatch(/^Warning: .*\nä\n$/);
    expect(await hushed(`${talk} console.error('ä'); console.log(1)`)).toEqual({ stdout: '1\n', stderr: 'ä\n' });
  });

  it('gives us its exit code and its last words when it is hushed', async () => {
    const words = 'brightfield: wrong\n'.repeat(10_000);
    const inner = `${talk} process.stderr.write('brightfield: wrong\\n'.repeat(10_000)); process.exit(7)`;
    await expect(hushed(inner)).rejects.toMatchObject({ code: 7, stderr: words });
    await expect(hushed("process.stderr.write('Warn'); process.exit(1)")).rejects.toMatchObject({ stderr: 'Warn' });
  });

  it('is over when it ends, whoever else holds its stderr', async () => {
    const other = `spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)'], { stdio: ['ignore', 'ignore', 2], detached: true })`;
    const inner = `const other = child_process.${other}; other.unref(); process.stdout.write(String(other.pid)); process.exit(3)`;
    const { code, stdout } = await hushed(inner).catch((error) => error);
    expect(code).toBe(3);
    // it lives still: nobody waited for it
    expect(process.kill(Number(stdout), 'SIGKILL')).toBe(true);
  });

  it('finds our stderr beside its own when it is hushed, and so does nobody else', async () => {
    const inner = `const fs = require('node:fs'); fs.writeSync(3, 'straight'); process.stdout.write(process.env.${READER} + ' ' + process.ppid)`;
    const { stdout, stderr } = await hushed(inner);
    const [reader = '', parent = ''] = stdout.split(' ');
    expect(stderr).toBe('straight');
    expect(userStderr({ [READER]: reader }, Number(parent))).toBe(3);
    expect(userStderr({ [READER]: reader }, Number(parent) + 1)).toBe(2);
    expect(userStderr({}, Number(parent))).toBe(2);
  });
});
