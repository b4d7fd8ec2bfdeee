/** Sample data, one click away: files beside the pages, and what is to be known of them. */
import { type HostVolume, UserError } from 'brightfield';
import { openFiles } from 'brightfield/io';

interface Sample {
  readonly url: URL;
  readonly words: string;
  /** Values that a screen shows well, from black to white. */
  readonly window: readonly [number, number];
}

export const SAMPLES = {
  stent: {
    url: new URL('../data/stent.tif', import.meta.url),
    words: 'CT of a stent graft (256 × 128 × 128)',
    window: [0, 500],
  },
  tissue: {
    url: new URL('../data/tissue.png', import.meta.url),
    words: 'Stained tissue in colours (256 × 256)',
    window: [0, 255],
  },
  camera: {
    url: new URL('../data/camera.png', import.meta.url),
    words: 'A man with a camera (512 × 512)',
    window: [0, 255],
  },
  coins: { url: new URL('../data/coins.png', import.meta.url), words: 'Coins (303 × 384)', window: [0, 255] },
  cell: {
    url: new URL('../data/cell.png', import.meta.url),
    words: 'A cell, phase contrast (660 × 550)',
    window: [0, 255],
  },
  gravel: { url: new URL('../data/gravel.png', import.meta.url), words: 'Gravel (256 × 256)', window: [0, 255] },
} as const satisfies Readonly<Record<string, Sample>>;

export type SampleName = keyof typeof SAMPLES;

const loaded = new Map<SampleName, Promise<HostVolume>>();

/** A sample's voxels, fetched once. Rejects where the file is not there or is none. */
export function sample(name: SampleName): Promise<HostVolume> {
  const present = loaded.get(name);
  if (present) return present;
  const made = fetchSample(name);
  loaded.set(name, made);
  // what failed may be tried again
  made.catch(() => loaded.delete(name));
  return made;
}

async function fetchSample(name: SampleName): Promise<HostVolume> {
  const { url } = SAMPLES[name];
  const file = url.pathname.replace(/.*\//, '');
  // beside the page, which goes on meanwhile
  const { opened, refused } = await openFiles([new File([(await fetched(url, file)) as BlobPart], file)]);
  const [first] = opened;
  if (!first) throw refused[0]?.error ?? new UserError(`${file} holds no image`);
  return first.volume;
}

/** The bytes of a file that lies beside the pages. Rejects where it is not there. */
export async function fetched(url: URL, file: string): Promise<Uint8Array> {
  let problem: string;
  try {
    const response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    problem = `${response.status} ${response.statusText}`;
  } catch (cause) {
    problem = cause instanceof Error ? cause.message : `${cause}`;
  }
  throw new UserError(`${file} could not be fetched: is there a network? (${problem})`);
}
