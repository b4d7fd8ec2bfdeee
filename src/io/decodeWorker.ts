/** The worker that `openFiles` decodes in: files come in, volumes go out without a copy. It is ended from outside, whatever it does. */
import { FormatError, UserError } from '../core/errors.js';
import type { HostVolumeOptions } from '../core/hostVolume.js';
import { type OpenOptions, openHere } from './openHere.js';
import type { PickedFile } from './picked.js';

/** What the worker is asked: once. */
export interface DecodeRequest {
  readonly files: readonly (PickedFile | string)[];
  readonly options: Pick<OpenOptions, 'maxBytes' | 'level'>;
}

/** An error as a message can carry it. */
export interface CarriedError {
  readonly message: string;
  readonly format?: { readonly file: string; readonly problem: string };
  readonly user: boolean;
}

/** What the worker says: how far it is, now and then, and in the end what came of it. */
export type DecodeAnswer =
  | { readonly share: number; readonly name: string }
  | {
      readonly opened: readonly { name: string; kind: string; files: number; volume: Required<HostVolumeOptions> }[];
      readonly refused: readonly { name: string; error: CarriedError }[];
    }
  | { readonly failed: CarriedError };

/** Milliseconds between two words of progress. */
const PAUSE = 50;

const carried = (error: unknown): CarriedError => ({
  message: error instanceof Error ? error.message : String(error),
  user: error instanceof UserError,
  ...(error instanceof FormatError && { format: { file: error.file, problem: error.problem } }),
});

const post = (answer: DecodeAnswer, transfer: Transferable[] = []): void => self.postMessage(answer, { transfer });

self.addEventListener('message', async ({ data }: MessageEvent<DecodeRequest>) => {
  let said = 0;
  const progress = (share: number, name: string): void => {
    if (share < 1 && performance.now() - said < PAUSE) return;
    said = performance.now();
    post({ share, name });
  };
  try {
    const { opened, refused } = await openHere(data.files, { ...data.options, progress });
    const volumes = opened.map((each) => ({ ...each, volume: { ...each.volume } }));
    const buffers = new Set(volumes.map(({ volume }) => volume.data.buffer as ArrayBuffer));
    post({ opened: volumes, refused: refused.map(({ name, error }) => ({ name, error: carried(error) })) }, [
      ...buffers,
    ]);
  } catch (error) {
    post({ failed: carried(error) });
  }
});
