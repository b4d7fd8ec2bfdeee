/** The worker that `openFiles` decodes in: files come in, volumes go out without a copy. It is ended from outside, whatever it does. */
import { UserError } from '../core/errors.js';
import { descriptionOf, type HostVolumeOptions } from '../core/hostVolume.js';
import type { SlabSource } from '../core/slabs.js';
import { type CarriedError, carried } from './carriedError.js';
import { type Opened, type OpenedLarge, type OpenOptions, openHere } from './openHere.js';
import type { PickedFile } from './picked.js';

/** What the worker is asked, once; and whether it is asked for the slabs of what is large, each after a word that there is room. */
export interface DecodeRequest {
  readonly files: readonly (PickedFile | string)[];
  readonly options: Pick<OpenOptions, 'maxBytes' | 'level' | 'slabs'>;
  readonly inSlabs?: boolean;
}

type About = Pick<Opened, 'name' | 'kind' | 'files'>;
type Carried = Required<HostVolumeOptions>;

/** What the worker says: how far it is, now and then, and in the end what came of it; or slab after slab. */
export type DecodeAnswer =
  | { readonly share: number; readonly name: string }
  | {
      readonly opened: readonly (About & { readonly volume: Carried })[];
      readonly large: readonly (About & Pick<OpenedLarge, 'given'> & Pick<SlabSource, 'axis' | 'description'>)[];
      readonly refused: readonly { name: string; error: CarriedError }[];
    }
  | { readonly from: number; readonly volume: Carried }
  | { readonly ended: true }
  | { readonly failed: CarriedError };

/** Milliseconds between two words of progress. */
const PAUSE = 50;

const post = (answer: DecodeAnswer, transfer: Transferable[] = []): void => self.postMessage(answer, { transfer });
const bufferOf = ({ data }: Carried): ArrayBuffer => data.buffer as ArrayBuffer;

/** The page has taken a slab: it has room for another. */
let room: () => void = () => undefined;

self.addEventListener('message', ({ data }: MessageEvent<DecodeRequest | 'more'>) => {
  if (data === 'more') room();
  else void (data.inSlabs ? slabs(data) : whole(data)).catch((error) => post({ failed: carried(error) }));
});

async function whole({ files, options }: DecodeRequest): Promise<void> {
  let said = 0;
  const progress = (share: number, name: string): void => {
    if (share < 1 && performance.now() - said < PAUSE) return;
    said = performance.now();
    post({ share, name });
  };
  const { opened, large, refused } = await openHere(files, { ...options, progress });
  const volumes = opened.map((each) => ({ ...each, volume: { ...each.volume } }));
  post(
    {
      opened: volumes,
      large: large.map(({ source, ...about }) => ({
        ...about,
        axis: source.axis,
        description: descriptionOf(source.description),
      })),
      refused: refused.map(({ name, error }) => ({ name, error: carried(error) })),
    },
    [...new Set(volumes.map(({ volume }) => bufferOf(volume)))],
  );
}

async function slabs({ files, options }: DecodeRequest): Promise<void> {
  const { large, refused } = await openHere(files, options);
  const [first] = large;
  if (!first) throw refused[0]?.error ?? new UserError('files: they are not what they were when they were opened');
  for await (const { from, volume } of first.source.slabs()) {
    const copy = { ...volume };
    const more = new Promise<void>((resolve) => {
      room = resolve;
    });
    post({ from, volume: copy }, [bufferOf(copy)]);
    await more;
  }
  post({ ended: true });
}
