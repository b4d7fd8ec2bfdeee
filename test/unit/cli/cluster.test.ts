/** The commands of docs/cluster.md have the options that there are, and shards that fit together. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namedPaths, parseArguments } from '../../../src/cli/arguments.js';
import { parseBytes, parseShard } from '../../../src/cli/blockWords.js';
import { RUN_OPTIONS } from '../../../src/cli/runCommand.js';
import { SUBMIT_OPTIONS } from '../../../src/cli/submitCommand.js';

// what a shell would put there
const text = readFileSync(new URL('../../../docs/cluster.md', import.meta.url), 'utf8')
  .replaceAll('$((JOB_COMPLETION_INDEX + 1))', '6')
  .replaceAll('$SLURM_ARRAY_TASK_ID', '6')
  .replaceAll('$i', '4');
const commands = [...text.matchAll(/brightfield (run|submit) (mask\.json [^`'\n]*?)(?: &$|["'\n])/gm)].map(
  ([, command = '', words = '']) => ({ command, words: words.trim().split(' ') }),
);

test('every command is one', () => {
  expect(commands.length).toBeGreaterThanOrEqual(7);
  for (const { command, words } of commands) {
    const { positionals, values, lists } = parseArguments(
      command,
      words.filter((word) => !word.startsWith('--sbatch')),
      command === 'run' ? RUN_OPTIONS : SUBMIT_OPTIONS,
    );
    expect(positionals).toEqual(['mask.json']);
    expect([...namedPaths(command, 'input', lists.get('input'))]).toEqual([['stack', 'large.zarr']]);
    expect([...namedPaths(command, 'output', lists.get('output'))]).toEqual([['mask', 'mask.zarr']]);
    expect(parseBytes('--budget', values.get('budget') ?? '')).toBeGreaterThan(2 ** 30);
    const shard = values.get('shard');
    if (shard !== undefined) expect(['4/4', '6/6']).toContain(shard);
    if (shard !== undefined) parseShard(shard);
  }
});
