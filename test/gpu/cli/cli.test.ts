/** The command line as a stranger meets it: built, started as a program, and compared with the oracle. */
import type { ChildProcess } from 'node:child_process';
import { access, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { parseProfile } from '../../../src/engine/parseProfile.js';
import { readVolume, writeVolume } from '../../../src/io/files.js';
import { compare, filter, fromHost, randomField, toHost } from '../../oracle/index.js';
import { builtProgram, type Outcome, outcomeOf, type Program } from './program.js';

let program: Program;
let folder = '';
const image = toHost(randomField({ y: 21, x: 37 }, 1, -100, 400));
const stack = toHost(randomField({ z: 5, y: 6, x: 7 }, 2));

beforeAll(async () => {
  program = await builtProgram();
  ({ folder } = program);
  await writeVolume(join(folder, 'image.npy'), image);
  const circle = { nodes: [{ id: 's', op: 'gaussian', in: ['s'] }], outputs: { s: 's' } };
  await writeFile(join(folder, 'circle.json'), JSON.stringify(circle));
  await writeVolume(join(folder, 'stack.npy'), stack);
  await writeVolume(
    join(folder, 'stack.tif'),
    new HostVolume({ ...stack, spacing: { z: 2, y: 0.5, x: 0.5 }, unit: 'µm' }),
  );
}, 60_000);

afterAll(() => program?.remove());

/** Starts the program in the folder, in the user's environment. */
const started = (words: readonly string[], stdout: number | 'pipe' = 'pipe'): ChildProcess =>
  program.start(words, { stdio: ['pipe', stdout, 'pipe'] });

/** Runs the program; `interrupt` sends Ctrl-C after so many milliseconds, `stdout` is a descriptor in the place of a pipe. */
async function cli(words: readonly string[], given: { interrupt?: number; stdout?: number } = {}): Promise<Outcome> {
  const { interrupt } = given;
  const child = started(words, given.stdout);
  const timer = interrupt === undefined ? undefined : setTimeout(() => child.kill('SIGINT'), interrupt);
  const outcome = await outcomeOf(child);
  clearTimeout(timer);
  return outcome;
}

const run = (...words: string[]): Promise<Outcome> => cli(words);
const QUIET = { code: 0, stdout: '', stderr: '' };
const output = (name: string): Promise<HostVolume> => readVolume(join(folder, name));
const tolerance = { abs: 1e-4, rel: 1e-6, why: 'sums of 17 products of numbers up to 400 in f32' };

describe('an operation', () => {
  test('one input, sigmas by axis, an npy of the same rank', async () => {
    expect(await run('gaussian', 'image.npy', 'out.npy', '--sigma', 'x=2,y=0.5')).toEqual(QUIET);
    const got = await output('out.npy');
    expect([got.dtype, got.layout]).toEqual(['f32', 'yx']);
    expect(compare(got, filter.gaussian(fromHost(image), { sigma: { x: 2, y: 0.5 } }), tolerance)).toBeUndefined();
  });

  test('three axes are a stack, unless they are said to be colour', async () => {
    await run('gaussian', 'stack.npy', 'stack-out.npy', '--sigma=1');
    const asStack = filter.gaussian(fromHost(stack), { sigma: 1 });
    expect(compare(await output('stack-out.npy'), asStack, tolerance)).toBeUndefined();
    await run('gaussian', 'stack.npy', 'colour.npy', '--axes', 'yxc', '--sigma=1');
    const colour = await readVolume(join(folder, 'stack.npy'), { layout: 'yxc' });
    const got = await readVolume(join(folder, 'colour.npy'), { layout: 'yxc' });
    expect(compare(got, filter.gaussian(fromHost(colour), { sigma: 1 }), tolerance)).toBeUndefined();
  });

  test('a solver tells what it reached on stderr, and that it did not come to its tolerance', async () => {
    const words = ['denoise-tv', 'image.npy', 'tv.npy', '--weight', '40'];
    const near = await run(...words);
    expect([near.code, near.stdout]).toEqual([0, '']);
    expect(near.stderr).toMatch(/^brightfield: denoiseTv: gap \S+ after \d+ iterations \(tolerance 0.001\)\n$/);
    const far = await run(...words, '--max-iterations', '10', '--tolerance', '1e-6');
    expect([far.code, far.stdout]).toEqual([0, '']);
    expect(far.stderr).toMatch(
      /^brightfield: denoiseTv: not converged: gap \S+ after 10 iterations \(tolerance 0.000001\)\n$/,
    );
    const both = await run('denoise-tv', 'image.npy', 'tv.npy', '--output', 'iterations=-', '--output', 'converged=-');
    expect(both.stdout).toMatch(/^iterations = \d+\nconverged = [01]\n$/);
  });

  test('a number in the place of a file; a mask is u8; spacing is kept', async () => {
    expect(await run('greater', 'stack.tif', '0.5', 'mask.tif')).toEqual(QUIET);
    const got = await output('mask.tif');
    expect(got).toMatchObject({ dtype: 'u8', spacing: { z: 2, y: 0.5, x: 0.5 }, unit: 'µm' });
    expect([...got.data]).toEqual(Array.from(stack.data, (value) => Number(value > 0.5)));
  });

  test('names in kebab-case, an array, a negative number after the files', async () => {
    expect(await run('convolve-axis', 'image.npy', 'conv.npy', '--axis', 'x', '--weights', '[1,-2,1]')).toEqual(QUIET);
    expect(await run('add', 'image.npy', '-1.5', 'sum.npy')).toEqual(QUIET);
    expect((await output('sum.npy')).data[3]).toBe(Math.fround((image.data[3] ?? 0) - 1.5));
  });

  test('--dtype rounds half to even and saturates; png holds it', async () => {
    expect(await run('multiply', 'image.npy', '1', 'image.png', '--dtype', 'u8')).toEqual(QUIET);
    const expected = Array.from(image.data, (value) => Math.min(255, Math.max(0, Math.round(value))));
    expect([...(await output('image.png')).data]).toEqual(expected);
  });

  test('a single number is printed, and nothing else', async () => {
    expect(await run('divide', '1', '3')).toEqual({ ...QUIET, stdout: '0.3333333432674408\n' });
    expect(await run('greater', '1', '3', '-')).toEqual({ ...QUIET, stdout: '0\n' });
  });

  test('reduced axes are dropped; where --axes is a parameter, --layout is the order of axes, or --axes if nothing else', async () => {
    expect(await run('mean', 'stack.npy', 'mean.npy', '--axes', 'z')).toEqual(QUIET);
    expect((await output('mean.npy')).layout).toBe('yx');
    expect(await run('mean', 'stack.npy', 'mean.npy', '--axes', 'c', '--layout', 'yxc')).toEqual(QUIET);
    expect((await output('mean.npy')).shape).toMatchObject({ y: 5, x: 6 });
    // a stack has no c: the array is one of pixels with channels
    expect(await run('flip', 'stack.npy', 'flipped.npy', '--axes', 'yxc')).toEqual(QUIET);
    const { data } = await output('flipped.npy');
    expect(data[0]).toBe(stack.data[4 * 42 + 5 * 7]);
  });

  test('a table is csv, or printed; one column of it is a volume, cut to its rows; more room is told', async () => {
    await writeVolume(
      join(folder, 'mask.npy'),
      new HostVolume({ shape: { y: 2, x: 9 }, data: Uint8Array.from({ length: 18 }, (_, at) => Number(at % 3 === 2)) }),
    );
    const csv = 'y,x\n0,2\n0,5\n0,8\n1,2\n1,5\n1,8\n';
    expect(await run('argwhere', 'mask.npy')).toEqual({ ...QUIET, stdout: csv });
    const { code, stderr } = await run('argwhere', 'mask.npy', 'places.csv', '--output', 'y=y.npy', '--capacity', '4');
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^brightfield: argwhere: a capacity of at least 6 is needed, got 4;/),
    ]);
    expect(await readFile(join(folder, 'places.csv'), 'utf8')).toBe(csv);
    expect([...(await output('y.npy')).data]).toEqual([0, 0, 0, 1, 1, 1]);
    // a volume holds no table, and says so; a row is csv as well, and so is what is made of a column
    expect((await run('argwhere', 'mask.npy', 'x.npy')).stderr).toBe(
      'brightfield: x.npy holds the column x alone; csv holds the whole table\n',
    );
    const document = {
      nodes: [
        { id: 'places', op: 'argwhere', in: ['mask'] },
        { id: 'far', op: 'multiply', in: ['places.x', 2] },
        { id: 'sums', op: 'sum', in: ['mask'], params: { axes: 'y' } },
      ],
      outputs: { far: 'far', sums: 'sums' },
    };
    await writeFile(join(folder, 'rows.json'), JSON.stringify(document));
    const words = ['--input', 'mask=mask.npy', '--output', 'far=-', '--output', 'sums=sums.csv'];
    expect((await run('run', 'rows.json', ...words)).stdout).toBe('far\n4\n10\n16\n4\n10\n16\n');
    expect(await readFile(join(folder, 'sums.csv'), 'utf8')).toMatch(/^sums\n0\n0\n2\n/);
  });

  test('a table is completed by what the host makes', async () => {
    const labels = Uint8Array.of(1, 1, 1, 2, 1, 0, 1, 0, 1, 1, 1, 2);
    await writeVolume(join(folder, 'labels.npy'), new HostVolume({ shape: { y: 3, x: 4 }, data: labels }));
    expect(await run('regionprops', 'labels.npy', 'regions.csv', '--shapes', '--spacing', '2')).toEqual(QUIET);
    const [head = '', ...rows] = (await readFile(join(folder, 'regions.csv'), 'utf8')).trimEnd().split('\n');
    expect(head.split(',')[0]).toBe('label');
    const columns = ['label', 'area', 'areaFilled', 'areaConvex', 'solidity'].map((name) =>
      head.split(',').indexOf(name),
    );
    const numbers = rows.map((row) => columns.map((at) => Number(row.split(',')[at])));
    // a ring, and two voxels with one between that is in their hull
    expect(numbers).toEqual([
      [1, 32, 36, 36, 8 / 9].map((number) => expect.closeTo(number, 5)),
      [2, 8, 8, 12, 2 / 3].map((number) => expect.closeTo(number, 5)),
    ]);
    expect((await run('regionprops', 'labels.npy', '--output', 'area=area.csv', '--shapes')).stderr).toMatch(
      /^brightfield: regionprops: --shapes completes the whole table, which must be printed or written as csv, got columns alone\n$/,
    );
  });

  test('a surface is written as a mesh, its tables as csv', async () => {
    const volume = new HostVolume({ shape: { z: 3, y: 3, x: 3 } });
    volume.data[13] = 1;
    await writeVolume(join(folder, 'point.npy'), volume);
    expect(
      await run(
        'isosurface',
        'point.npy',
        'point.ply',
        '--level',
        '0.5',
        '--output',
        'a=faces.csv',
        '--output',
        'nx=nx.stl',
      ),
    ).toEqual(QUIET);
    const ply = await readFile(join(folder, 'point.ply'), 'latin1');
    expect(ply).toMatch(/^ply\n.*element vertex 6\n.*property float nz\nelement face 8\n/s);
    expect((await readFile(join(folder, 'faces.csv'), 'utf8')).split('\n')).toHaveLength(1 + 8 + 1);
    expect((await readFile(join(folder, 'nx.stl'))).length).toBe(84 + 8 * 50);
    const { code, stderr } = await run('gaussian', 'point.npy', 'point.ply');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/only a surface is written as a mesh/)]);
  });

  test('an optional input is an option', async () => {
    await writeVolume(
      join(folder, 'half.npy'),
      new HostVolume({
        shape: { x: 37 },
        data: Uint8Array.from({ length: 37 }, (_, x) => Number(x === 3)),
        layout: 'x',
      }),
    );
    const { stdout } = await run('sum', 'image.npy', '--mask', 'half.npy');
    const column = Array.from({ length: 21 }, (_, y) => image.data[37 * y + 3] ?? 0);
    expect(Number(stdout)).toBeCloseTo(
      column.reduce((sum, value) => sum + value, 0),
      2,
    );
  });
});

describe('mistakes are one line and exit code 1, before anything is computed', () => {
  test.concurrent.each([
    [['gausian', 'image.npy', 'x.npy'], /there is no operation 'gausian'; did you mean gaussian\?/],
    [['grey_dilation', 'image.npy', 'x.npy'], /there is no operation 'grey_dilation'; here it is dilation/],
    [['gaussian', 'image.npy', 'x.npy', '--sigme=1'], /no option --sigme; did you mean --sigma\?/],
    [['gaussian', 'image.npy', 'x.npy', '--sigma=-1'], /gaussian: sigma must be a finite number from 0/],
    [['gaussian', 'no.npy', 'x.npy'], /no\.npy: no such file/],
    [['gaussian', 'image.npy', 'no/x.npy'], /no\/x\.npy: its folder does not exist/],
    [['gaussian', 'image.npy', 'x.png'], /x\.png: voxels must be u8 or u16, got f32/],
    [['gaussian', 'image.npy', 'x.csv'], /x\.csv: only a table or a row is written as csv/],
    [['gaussian', 'image.npy'], /only a number or a table can be printed/],
    [['add', 'image.npy', 'stack.npy', 'x.npy'], /^brightfield: add: /],
    // told when the device is open, of which a software driver speaks
    [['full', 'x.npy', '--shape', 'z=60000,y=60000,x=60000'], /full: a volume must have at most \d+ voxels/],
    [['gaussian', 'image.npy', 'x.npy', '--dtype', 'bogus'], /gaussian: --dtype must be one of .*u8.*, got 'bogus'/],
    [['cast', 'image.npy', 'x.npy', '--dtype', 'bogus'], /cast: dtype must be one of/],
    [['gaussian', 'image.npy', 'x.npy', '--axes', 'yy'], /gaussian: --axes must be an order of distinct axes/],
    [[], /a command must be given/],
    [['run', 'image.npy', '--input', 'a=b'], /it must be JSON/],
    [
      ['run', 'circle.json', '--input', 'image=image.npy'],
      /^brightfield: pipeline \/nodes\/0\/in\/0: nodes must not go/,
    ],
    [['clamp', 'image.npy', 'x.npy', '--min', 'z'], /^brightfield: clamp: --min must be a number or a file, got 'z'/],
    [
      ['gaussian', 'image.npy', 'x.npy', '--profile', 'no.json'],
      /gaussian: --profile no\.json: neither cpu nor gpu nor a file/,
    ],
    [['gaussian', 'image.npy', 'x.npy', '--profile', 'circle.json'], /circle\.json \/nodes: keys must be among/],
    [['tune', 'x.npy'], /tune: there must be one file to write, FILE\.json, got x\.npy/],
    [['tune', 'x.json', '--only', 'bogus'], /tune: --only must be words of filter\/.+, got 'bogus'/],
    [['node', 'nope.mjs'], /^brightfield: nope\.mjs: no such program/],
  ])('%j', async (words: string[], message: RegExp) => {
    const { code, stdout, stderr } = await run(...words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^brightfield: [^\n]+\n$/);
    expect(await readdir(folder)).not.toContain(expect.stringMatching(/^\.?x\./));
  });
});

// Windows has neither
describe.runIf(process.platform === 'linux')('what ends otherwise', () => {
  test.each([[['divide', '1', '3']], [['ops', '--json']]])('%j on a full disk says so', async (words) => {
    const full = await open('/dev/full', 'w');
    try {
      expect(await cli(words, { stdout: full.fd })).toEqual({
        ...{ code: 2, stdout: '' },
        stderr: 'brightfield: stdout: no space is left\n',
      });
    } finally {
      await full.close();
    }
  });

  test('a program under `brightfield node` ends with it, also where it is killed', async () => {
    await writeFile(
      join(folder, 'dog.mjs'),
      "import { writeFileSync } from 'node:fs'; setInterval(() => {}, 1e3); writeFileSync('pid', process.pid + ' ' + process.execArgv)",
    );
    const launcher = started(['node', 'dog.mjs']);
    const [pid = '', options] = await vi.waitFor(
      async () => {
        const words = (await readFile(join(folder, 'pid'), 'utf8')).split(' ');
        expect(words).toHaveLength(2);
        return words;
      },
      { timeout: 20_000 },
    );
    launcher.kill('SIGKILL');
    // nor does what the program starts inherit the watch
    expect(options).not.toContain('end-with-parent');
    // the signal 0 only asks whether there is such a process
    await vi.waitFor(() => expect(() => process.kill(Number(pid), 0)).toThrow(/ESRCH/), { timeout: 5000 });
  });
});

describe('a pipeline', () => {
  const document = {
    version: 1,
    nodes: [
      { id: 'mask', op: 'greater', in: ['smooth', 'level'] },
      { id: 'smooth', op: 'gaussian', in: ['image'], params: { sigma: { x: 2, y: 2, z: 1 } } },
      { id: 'twice', op: 'multiply', in: ['level', 2] },
    ],
    outputs: { mask: 'mask', smooth: 'smooth', twice: 'twice' },
  };
  const inputs = ['--input', 'image=image.npy', '--input', 'level=150'];
  const outputs = ['--output', 'mask=mask.npy', '--output', 'smooth=smooth.npy', '--output', 'twice=-'];
  beforeAll(() => writeFile(join(folder, 'pipeline.json'), JSON.stringify(document)));

  test('files by name, times on request', async () => {
    const { code, stdout, stderr } = await run('run', 'pipeline.json', ...inputs, ...outputs, '--time');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^300\n +dispatch +time +bytes +of a copy\n *1 +gaussian/);
    expect(stdout).toMatch(/\ncopy: [\d.]+ GB\/s on .+\n$/);
    const smooth = await output('smooth.npy');
    const expected = filter.gaussian(fromHost(image), { sigma: { x: 2, y: 2, z: 1 } });
    expect(compare(smooth, expected, tolerance)).toBeUndefined();
    expect([...(await output('mask.npy')).data]).toEqual(Array.from(smooth.data, (value) => Number(value > 150)));
  });

  test('the plan alone', async () => {
    const { code, stdout, stderr } = await run('run', 'pipeline.json', ...inputs, '--explain');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/gaussian .*(?:\n.+)+\n\d+ dispatches, reads .*\n$/);
  });

  test('missing and unknown names', async () => {
    expect((await run('run', 'pipeline.json', ...outputs)).stderr).toMatch(
      /--input level=… --input image=…|--input image/,
    );
    expect((await run('run', 'pipeline.json', ...inputs, '--output', 'mask=m.npy')).stderr).toMatch(
      /^brightfield: run: a file must be given for --output smooth=… --output twice=…\n$/,
    );
    expect((await run('run', 'pipeline.json', ...inputs, ...outputs, '--output', 'x=y')).stderr).toMatch(/got 'x'/);
  });
});

describe('profiles', () => {
  test('tune measures forms, tells their times, and writes a profile that is read back', async () => {
    const { code, stdout, stderr } = await run('tune', 'tuned.json', '--only', 'median5');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^ +form \(\* chosen\) +time +times as fast\n/);
    expect(
      stderr.match(/^[* ] {2}rank\/median5 (own|rows2|rows4) +[\d.e+]+ [mµ]?s +1|^[* ] {2}rank.+ to [\d.]+\)$/gm),
    ).toHaveLength(3);
    const profile = parseProfile(await readFile(join(folder, 'tuned.json'), 'utf8'));
    expect(profile).toMatchObject({
      base: expect.stringMatching(/^[cg]pu$/),
      adapter: expect.any(String),
      version: expect.any(String),
    });
    expect(Object.keys(profile.forms).filter((kernel) => kernel !== 'rank/median5')).toEqual([]);
    expect(await run('median', 'image.npy', 'tuned.npy', '--footprint', 'box=5', '--profile', 'tuned.json')).toEqual(
      QUIET,
    );
  });

  test('a form of a file is what runs, with the same result; another adapter is told', async () => {
    const forms = { 'filter/convolveAxisY': 'rows4', 'filter/convolveAxisX': 'groups1' };
    const profile = { brightfieldProfile: 1, adapter: 'an abacus', base: 'cpu', forms };
    await writeFile(join(folder, 'hand.json'), JSON.stringify(profile));
    const blur = { nodes: [{ id: 's', op: 'gaussian', in: ['stack'] }], outputs: { s: 's' } };
    await writeFile(join(folder, 'blur.json'), JSON.stringify(blur));
    const words = ['run', 'blur.json', '--input', 'stack=stack.npy', '--explain'];
    const plain = await run(...words, '--output', 's=plain.npy', '--profile', 'cpu');
    const formed = await run(...words, '--output', 's=formed.npy', '--profile', 'hand.json');
    expect(plain.stdout).toMatch(/\[filter\/convolveAxisX\].+profile cpu\n$/s);
    expect(formed.stdout).toMatch(
      /\[filter\/convolveAxisY rows4\].+\[filter\/convolveAxisX groups1\].+profile cpu with filter/s,
    );
    expect(formed.stderr).toMatch(
      /^brightfield: the profile was made for another adapter, an abacus; this one is .+\n$/,
    );
    expect((await output('formed.npy')).data).toEqual((await output('plain.npy')).data);
  });
});

describe('around it', () => {
  test('ops, help, version and info need no GPU', async () => {
    const operations = JSON.parse((await run('ops', '--json')).stdout) as Record<string, unknown>[];
    const gaussian = operations.find(({ name }) => name === 'gaussian');
    expect(gaussian).toMatchObject({
      inputs: [{ name: 'src' }],
      outputs: [{ name: 'result' }],
      linear: true,
      params: expect.arrayContaining([
        {
          ...{ name: 'sigma', type: 'perAxis', unit: 'voxel', min: 0, max: 1000, default: 1, choices: null },
          doc: expect.any(String),
        },
      ]),
    });
    expect((await run('gaussian', '--help')).stdout).toMatch(/--sigma number or z=…,y=…,x=…/);
    expect((await run('info', 'stack.tif', '--help')).stdout).toMatch(/^brightfield info \[FILE\]\n/);
    expect((await run('node', '-h')).stdout).toMatch(/^brightfield node PROGRAM…\n/);
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const info = await run('info', 'stack.tif');
    expect(info.stdout).toMatch(
      /shape +z=5 y=6 x=7[^\n]*\ndtype +f32\nlayout +zyx\nspacing +z=2 y=0\.5 x=0\.5 µm\nmin/,
    );
  });

  test('Ctrl-C stops cleanly', async () => {
    await writeVolume(join(folder, 'large.npy'), new HostVolume({ shape: { z: 64, y: 512, x: 512 } }));
    // long enough to be at work, short enough not to be done: 16 M voxels take seconds on a processor
    const { code, stderr } = await cli(['gaussian', 'large.npy', 'never.npy', '--sigma=30'], { interrupt: 700 });
    // a fast GPU is done by then, and a loaded machine has not begun
    if (code === 0) return;
    expect([
      [130, 'brightfield: stopped\n'],
      [null, ''],
    ]).toContainEqual([code, stderr]);
    await expect(access(join(folder, 'never.npy'))).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('start leaves a picture, files and times', async () => {
    const nodes = [
      { id: 'smooth', op: 'gaussian', in: ['image'] },
      { id: 'mask', op: 'greater', in: ['smooth', 0.5] },
    ];
    await writeFile(join(folder, 'my.json'), JSON.stringify({ nodes, outputs: { smooth: 'smooth', mask: 'mask' } }));
    const { code, stdout } = await run('start', 'my.json', '--input', 'image=stack.tif');
    expect(code).toBe(0);
    expect(stdout).toMatch(/out\/my-smooth\.tif\nout\/my-smooth\.npy\n(?:.*\n)*out\/my\.png\n\n +dispatch +time/);
    const picture = await readFile(join(folder, 'out', 'my.png'));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
  });
});
