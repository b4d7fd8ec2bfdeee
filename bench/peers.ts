/** What a user would pick instead, asked one call at a time: a Python process that keeps its data and says how long a line took. */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { BenchRow } from './row.js';

const PROGRAM = `
import sys, time, json
libraries = {}
import numpy as np
libraries['numpy'] = np.__version__
try:
    import scipy; from scipy import ndimage
    libraries['scipy'] = scipy.__version__
except ImportError: pass
try:
    import cv2; libraries['opencv'] = cv2.__version__
except ImportError: pass
try:
    import skimage; from skimage import color, exposure, feature, filters, measure, metrics, morphology, restoration, segmentation, transform, util
    libraries['skimage'] = skimage.__version__
except ImportError: pass
try:
    import sklearn; libraries['sklearn'] = sklearn.__version__
except ImportError: pass
try:
    import matplotlib; from matplotlib import cm
    libraries['matplotlib'] = matplotlib.__version__
except ImportError: pass
try:
    import torch; libraries['torch'] = torch.__version__
except ImportError: pass
print(json.dumps(libraries), flush=True)
a = None
for line in sys.stdin:
    kind, text = line.rstrip('\\n').split(' ', 1)
    if kind == 'shape':
        a = np.random.RandomState(0).rand(*json.loads(text)).astype(np.float32)
        print('0', flush=True)
    elif kind == 'bytes':
        a = np.random.RandomState(0).randint(0, 256, json.loads(text), np.uint8)
        print('0', flush=True)
    elif kind == 'prepare':
        exec(text)
        print('0', flush=True)
    else:
        began = time.perf_counter()
        eval(text)
        print((time.perf_counter() - began) * 1000, flush=True)
`;

export class Peers {
  private constructor(
    private readonly process: ChildProcessByStdio<Writable, Readable, null>,
    private readonly lines: AsyncIterator<string>,
    private readonly reader: Interface,
    /** Versions by library. */
    readonly versions: Readonly<Record<string, string>>,
  ) {}

  /** Of the Pythons on this machine, the one with the most of the libraries; undefined where none has NumPy. */
  static async find(): Promise<Peers | undefined> {
    let best: Peers | undefined;
    for (const python of ['python3', '/usr/bin/python3']) {
      if (spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status !== 0) continue;
      const found = await Peers.start(python);
      const [kept, other] = count(found) > count(best) ? [found, best] : [best, found];
      other?.close();
      best = kept;
    }
    return best;
  }

  private static async start(python: string): Promise<Peers | undefined> {
    // OpenBLAS kernels that were pinned for safety would slow a peer down: it picks its own
    const { OPENBLAS_CORETYPE: _core, OPENBLAS_L2_SIZE: _cache, ...env } = process.env;
    const child = spawn(python, ['-c', PROGRAM], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const reader = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]();
    const first = await lines.next();
    return first.done ? undefined : new Peers(child, lines, reader, JSON.parse(first.value) as Record<string, string>);
  }

  has(name: string): boolean {
    return name in this.versions;
  }

  /** Makes the array `a` of a shape and a type, and what else the row prepares. */
  async prepare({ shape, dtype, prepare }: BenchRow): Promise<void> {
    await this.ask(
      `${dtype === 'u8' ? 'bytes' : 'shape'} ${JSON.stringify([shape.c, shape.z, shape.y, shape.x].filter((length) => length))}`,
    );
    if (prepare) await this.ask(`prepare ${prepare}`);
  }

  /** Milliseconds that one line took. */
  async time(expression: string): Promise<number> {
    return this.ask(`time ${expression}`);
  }

  private async ask(line: string): Promise<number> {
    this.process.stdin.write(`${line}\n`);
    const answer = await this.lines.next();
    if (answer.done) throw new Error('the Python process of the peers ended');
    return Number(answer.value);
  }

  close(): void {
    this.reader.close();
    this.process.kill();
  }
}

function count(peers: Peers | undefined): number {
  return Object.keys(peers?.versions ?? {}).length;
}
