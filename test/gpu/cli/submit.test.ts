/** What is submitted to Slurm, run by a stand-in for `sbatch`: the array in processes side by side, one of them lost, then the last job. */
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeVolume } from '../../../src/io/files.js';
import { randomField, toHost } from '../../oracle/index.js';
import { load } from '../../unit/setup/load.js';
import { builtProgram, type Outcome, outcomeOf, type Program } from './program.js';

let program: Program;
let folder = '';
const { userEnvironment } = await load('guard');

/** Runs the tasks of an array at the same time but the second, as if its node had gone; a job that depends on others comes when they have ended. */
const SBATCH = `#!/bin/bash
script="\${@: -1}"
echo "$@" >> asked.txt
range=$(sed -n 's/^#SBATCH --array=1-//p' "$script")
if [ -z "$range" ]; then bash "$script" > last.txt 2>&1 || exit 1; echo 8; exit; fi
for task in $(seq "$range"); do
  [ "$task" = 2 ] || SLURM_ARRAY_TASK_ID=$task bash "$script" >> "tasks.txt" 2>&1 &
done
wait
echo '7;cluster'
`;

beforeAll(async () => {
  program = await builtProgram("brightfield's ");
  ({ folder } = program);
  await writeFile(join(folder, 'sbatch'), SBATCH);
  await chmod(join(folder, 'sbatch'), 0o755);
  await writeVolume(join(folder, 'stack.npy'), toHost(randomField({ z: 120, y: 24, x: 128 }, 1)));
  const nodes = [
    { id: 'g', op: 'gaussian', in: ['image'], params: { sigma: 1 } },
    { id: 'm', op: 'mean', in: ['g'] },
    { id: 'mask', op: 'greater', in: ['g', 'm'] },
  ];
  await writeFile(join(folder, 'mask.json'), JSON.stringify({ nodes, outputs: { mask: 'mask' } }));
}, 60_000);

afterAll(() => program?.remove());

const cli = (words: readonly string[]): Promise<Outcome> =>
  outcomeOf(program.start(words, { env: { ...userEnvironment(), PATH: `${folder}${delimiter}${process.env.PATH}` } }));

const text = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

test('an array of three, one of them lost, and the job after them make the file of a run at once', async () => {
  const whole = await cli(['run', 'mask.json', '--input', 'image=stack.npy', '--output', 'mask=whole.zarr']);
  expect(whole).toEqual({ code: 0, stdout: '', stderr: '' });
  const words = ['submit', 'mask.json', '--input', 'image=stack.npy', '--output', 'mask=made.zarr'];
  const slurm = ['--slurm', '3', '--budget', '3MiB', '--chunks', 'z=8', '--sbatch=--gres=gpu:1 --time=5'];
  const submitted = await cli([...words, ...slurm]);
  expect(submitted.stderr).toBe('');
  expect(submitted.stdout).toMatch(
    /^3 shards: job 7\nthe files: job 8, when they have ended\nwhat they say: .*mask\.slurm\n$/,
  );
  const [first, last] = (await text('asked.txt')).trim().split('\n');
  expect(first).toMatch(/^--parsable --gres=gpu:1 --time=5 .*\/mask\.slurm\/shards\.sh$/);
  expect(last).toMatch(/^--parsable --gres=gpu:1 --time=5 --dependency=afterany:7 .*\/finish\.sh$/);
  const shards = await text('mask.slurm/shards.sh');
  expect(shards).toMatch(
    /^#!\/bin\/bash\n#SBATCH --job-name=brightfield-mask\n#SBATCH --mem=1435M\n#SBATCH --array=1-3\n/,
  );
  expect(shards).toContain(' --budget 3MiB --chunks z=8 --shard "$SLURM_ARRAY_TASK_ID/3"\n');
  // the two that were not lost left blocks to the other
  expect((await text('tasks.txt')).match(/blocks are left to other shards/g)?.length).toBe(2);
  expect(await text('last.txt')).toBe('');
  const chunks = async (path: string) =>
    (await readdir(join(folder, path, '0'), { recursive: true })).filter((name) => /0$/.test(name));
  expect((await chunks('made.zarr')).length).toBeGreaterThan(8);
  const compared = ['run', 'same.json', '--input', 'a=whole.zarr', '--input', 'b=made.zarr', '--output', 'n=-'];
  const nodes = [
    { id: 'd', op: 'notEqual', in: ['a', 'b'] },
    { id: 'n', op: 'sum', in: ['d'] },
  ];
  await writeFile(join(folder, 'same.json'), JSON.stringify({ nodes, outputs: { n: 'n' } }));
  expect(await cli(compared)).toEqual({ code: 0, stdout: '0\n', stderr: '' });
}, 120_000);

test('what cannot be submitted is refused in a line', async () => {
  const words = ['submit', 'mask.json', '--input', 'image=stack.npy', '--output', 'mask=no.zarr'];
  expect((await cli(words)).stderr).toBe(
    "brightfield: submit: --slurm must be the number of jobs, from 1 to 99999, got ''\n",
  );
  expect((await cli([...words, '--slurm', '2', '--shard', '1/2'])).stderr).toMatch(/there is no option --shard/);
  await writeFile(join(folder, 'sbatch'), '#!/bin/bash\necho "sbatch: error: invalid partition" >&2; exit 1\n');
  expect((await cli([...words, '--slurm', '2'])).stderr).toBe(
    'brightfield: sbatch: sbatch: error: invalid partition\n',
  );
  const dry = await cli([...words, '--slurm', '2', '--dry-run', '--scripts', 'scripts']);
  expect(dry).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/scripts\/shards\.sh\n.*scripts\/finish\.sh\n$/),
  });
});
