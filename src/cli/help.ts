/** Help, made from the operations. */
import type { ParamSpec } from '../core/params.js';
import type { Operation } from '../graph/operation.js';
import { kebab } from './names.js';

/** Two columns, the first as wide as its longest word up to a bound. */
function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(34, Math.max(0, ...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');
}

export function mainHelp(): string {
  return [
    'brightfield: GPU image processing of 2-D images and 3-D stacks.',
    '',
    'usage',
    table([
      ['brightfield OPERATION IN OUT', 'one operation; two inputs: IN IN2 OUT (a number may stand for a file)'],
      ['brightfield run PIPELINE.json', 'a pipeline: --input name=path --output name=path [--explain] [--time]'],
      ['brightfield submit PIPELINE.json --slurm 6', 'the same in blocks, as jobs of a cluster'],
      ['brightfield ops [--json]', 'the list of all operations'],
      ['brightfield info [FILE]', 'what a file holds, or what this machine offers'],
      ['brightfield tune FILE.json', 'measures which forms of the kernels are fastest here, for --profile FILE.json'],
      ['brightfield doctor [--install]', 'finds, and installs, a driver'],
      ['brightfield node PROGRAM…', 'runs a program of your own on that driver'],
      ['brightfield OPERATION --help', 'its parameters; the same of a command'],
    ]),
    '',
    'Files are npy, tiff, png and (to read) jpeg, by their extension. Results are written as they are computed:',
    'float32, uint8 for masks, int32 for labels and counts; --dtype u8 rounds and saturates, nothing is rescaled.',
    'A result of one voxel is printed where its file is left out or -; a table too, or it is written as csv.',
  ].join('\n');
}

function runHelp(): string {
  return [
    'brightfield run PIPELINE.json --input name=path… --output name=path… [--explain] [--time]',
    '',
    table([
      ['--input name=path', 'a file, or a number, for each input of the pipeline'],
      [
        '--output name=path',
        'a file for each output; - prints a result of one voxel, or a table; tables are csv, surfaces ply, stl or obj',
      ],
      ['--explain', 'prints the plan: one line a dispatch; without --output nothing is computed'],
      [
        '--time',
        'prints the time of each dispatch on the GPU, its bytes, and its share of the speed of a copy; in blocks, what each pass took',
      ],
      ['--layout yxc', 'the order of axes in the input files, where it is not what they say (or --axes)'],
      ['--level 1', LEVEL],
      ['--dtype u8', 'the element type of the results; rounds half to even and saturates'],
      ['--profile FILE.json', PROFILE],
      [
        '--budget 512MiB',
        'the memory to take: inputs of more than an eighth of it are computed block by block (or BRIGHTFIELD_BUDGET)',
      ],
      [
        '--shard 2/6',
        'makes that part of the blocks only; the same command without it makes what is missing, and the file',
      ],
      ['--compression gzip', 'none, deflate or lzw for tiff; none, gzip, zstd or blosc for zarr'],
      ['--ngff 0.5', 'the version of OME-Zarr: 0.4 (by default) or 0.5'],
      ['--chunks z=32,y=256,x=256', 'the chunks of an OME-Zarr'],
      ['--shards z=256', 'chunks that lie in one file (0.5 only)'],
    ]),
    '',
    'A run in blocks that was stopped or killed goes on where it stood when it is run again.',
  ].join('\n');
}

function tuneHelp(): string {
  return [
    'brightfield tune FILE.json [--only WORDS]',
    '',
    'Kernels have forms: how many rows or filters an invocation makes, how many numbers a pass transforms. This measures those of each kernel on this adapter, by turns, and writes a profile',
    'of the forms that are faster by more than 5 % than what runs without one, for --profile. Results keep their bits, but those of Fourier transforms. Half a minute; let the machine be quiet.',
    '',
    table([
      [
        '--only "filter median"',
        'the kernels whose names hold one of these words; of the others the file keeps what it says, where it is there',
      ],
    ]),
  ].join('\n');
}

function submitHelp(): string {
  return [
    'brightfield submit PIPELINE.json --slurm N --input name=path… --output name=path… [--sbatch="OPTIONS"]',
    '',
    table([
      ['--slurm 6', 'how many jobs make blocks; another one makes the files when these have ended'],
      ['--budget 4GiB', 'the memory that the blocks of a job may take: the jobs ask for that and a half more'],
      ['--sbatch="--gres=gpu:1 --time=2:00:00"', 'options of sbatch, for all of the jobs'],
      ['--scripts folder', 'where the scripts go, and what the jobs say; PIPELINE.slurm unless said'],
      ['--dry-run', 'writes the scripts and submits nothing'],
    ]),
    '',
    'All options of run are handed on, but --shard, --explain and --time. What a lost job leaves undone the last one does; run again, all goes on where it stood.',
  ].join('\n');
}

function opsHelp(): string {
  return [
    'brightfield ops [--json]',
    '',
    'The list of all operations, with a line on each; with --json all that is known of them: inputs, outputs, and parameters with their units and ranges.',
  ].join('\n');
}

function infoHelp(): string {
  return [
    'brightfield info [FILE]',
    '',
    'What a file holds: its shape, element type, axes, spacing, channels, and the least and the greatest value. Without a file: versions, the adapters of this machine (BRIGHTFIELD_ADAPTER, a part of a name, takes one), and what the one that is taken offers.',
    '',
    table([
      ['--layout yxc', 'the order of axes in the file, where it is not what it says (or --axes)'],
      ['--level 1', LEVEL],
    ]),
  ].join('\n');
}

function doctorHelp(): string {
  return [
    'brightfield doctor [--install]',
    '',
    'Says which adapter runs here and, where there is none, what to install; info lists all that there are.',
    '',
    table([['--install', 'gets a software driver into a folder of its own where the machine has no adapter']]),
  ].join('\n');
}

function nodeHelp(): string {
  return [
    'brightfield node PROGRAM…',
    '',
    'Runs a program of your own in node, started so that it sees the adapter that this command line sees. All words go to node.',
  ].join('\n');
}

function startHelp(): string {
  return [
    'brightfield start [PIPELINE.json] [--input name=path…] [--layout yxc]',
    '',
    'Runs a pipeline, that of the example unless one is named, leaves its results as TIFF and npy and a picture of them in out/, and prints the time of each dispatch.',
  ].join('\n');
}

/** What `brightfield COMMAND --help` prints, by command. */
export const COMMAND_HELP = {
  run: runHelp,
  submit: submitHelp,
  ops: opsHelp,
  info: infoHelp,
  doctor: doctorHelp,
  node: nodeHelp,
  start: startHelp,
  tune: tuneHelp,
} satisfies Readonly<Record<string, () => string>>;

export type CommandName = keyof typeof COMMAND_HELP;

const PROFILE = 'which forms of the kernels: cpu, gpu, or a file of brightfield tune; by the adapter unless said';
const LEVEL = 'the level of the input files that have several (OME-Zarr); 0 is the finest';

/** How a value is written, such as `x=…,y=…,z=… or a number`. */
function valueForm(spec: ParamSpec<unknown, unknown>): string {
  switch (spec.type) {
    case 'choice':
      return (spec.choices ?? []).join('|');
    case 'perAxis':
      return `${spec.whole ? 'integer' : 'number'} or ${(spec.axes ?? []).map((axis) => `${axis}=…`).join(',')}`;
    case 'axes':
      return `axes of ${(spec.axes ?? []).join('')}`;
    case 'array':
      return '[1,2,1] or a file';
    case 'footprint':
      return 'disk=3, [[0,1,0],[1,1,1],[0,1,0]] or a file';
    case 'psf':
      return `'{"gaussian":{"sigma":1}}', [[0,1,0],[1,2,1],[0,1,0]] or a file`;
    case 'boolean':
      return 'true|false';
    default:
      return spec.type;
  }
}

function remarks(spec: ParamSpec<unknown, unknown>): string {
  const { min, max, unit, optional } = spec;
  const range =
    min !== undefined && max !== undefined
      ? `${min} to ${max}`
      : min !== undefined
        ? `at least ${min}`
        : max !== undefined
          ? `at most ${max}`
          : '';
  const preset =
    spec.default === undefined ? (optional ? 'optional' : 'must be given') : `default ${plain(spec.default)}`;
  const facts = [unit ? `in ${unit}s` : '', range, preset].filter((text) => text !== '').join(', ');
  return `(${facts})`;
}

const plain = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : `${value}`);

const AXES_AS_LAYOUT =
  'the same, where it cannot be the parameter: three axes or more that the parameter refuses, or one for each dimension of the ' +
  'npy files and one of them unknown to these';

export function operationHelp(operation: Operation): string {
  const { inputs, optional, params, outputs, summary, completion } = operation;
  const names = inputs.map((input) => (input.variadic ? `${input.name.toUpperCase()}…` : input.name.toUpperCase()));
  const own = { ...params, ...optional };
  const section = (title: string, rows: readonly (readonly [string, string])[]): string[] =>
    rows.length ? ['', title, table(rows)] : [];
  return [
    `brightfield ${kebab(operation.operation)} ${[...names, 'OUT'].join(' ')} [--name value]…`,
    '',
    summary,
    ...section('inputs (files or numbers)', [
      ...inputs.map(({ name, doc }) => [name.toUpperCase(), doc] as const),
      ...Object.entries(optional).map(([name, doc]) => [`--${kebab(name)} file`, `${doc} (optional)`] as const),
    ]),
    ...section(
      'parameters',
      Object.entries(params).flatMap(([name, spec]) => [
        [`--${kebab(name)} ${valueForm(spec)}`, `${spec.doc} ${remarks(spec)}`] as const,
      ]),
    ),
    ...section(
      'outputs',
      Object.entries(outputs).map(
        ([name, doc], at) => [at === 0 ? `OUT (${name})` : `--output ${name}=path`, doc] as const,
      ),
    ),
    ...section('more', completion ? [[`--${kebab(completion.option)}`, completion.doc]] : []),
    ...section('files', [
      ['--layout yxc', `the order of axes in the input files${'axes' in own ? '' : ' (or --axes)'}`],
      ...('axes' in own ? [['--axes yxc', AXES_AS_LAYOUT] as const] : []),
      ...('level' in own ? [] : [['--level 1', LEVEL] as const]),
      ...('dtype' in own
        ? []
        : [['--dtype u8', 'the element type of the result; rounds half to even, saturates'] as const]),
      ...('profile' in own ? [] : [['--profile FILE.json', PROFILE] as const]),
    ]),
  ].join('\n');
}
