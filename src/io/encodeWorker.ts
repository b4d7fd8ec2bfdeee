/** The worker that `fileOf` encodes in: voxels come in without a copy, a file goes out. It is ended from outside, whatever it does. */
import { HostVolume, type HostVolumeOptions } from '../core/hostVolume.js';
import { type CarriedError, carried } from './carriedError.js';
import { encode, type WriteOptions } from './formats.js';

/** What the worker is asked, once. */
export interface EncodeRequest {
  readonly volume: Required<HostVolumeOptions>;
  readonly name: string;
  readonly options: WriteOptions;
}

export type EncodeAnswer = { readonly file: File } | { readonly failed: CarriedError };

self.addEventListener('message', async ({ data }: MessageEvent<EncodeRequest>) => {
  const post = (answer: EncodeAnswer): void => self.postMessage(answer);
  try {
    const { volume, name, options } = data;
    const bytes = await encode(new HostVolume(volume), name, options);
    // made here: a page would copy the bytes in its own thread
    post({ file: new File([bytes as BlobPart], name) });
  } catch (error) {
    post({ failed: carried(error) });
  }
});
