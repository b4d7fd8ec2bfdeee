/** The result that is looked at, as a file of the browser's downloads. */
import { CancelledError, UserError } from 'brightfield';
import { encodeCsv, fileOf } from 'brightfield/io';
import { download, type recipe } from 'brightfield/view';
import { element, write } from '../page.js';
import { withProgress } from './progress.js';

/** What one array of a page can hold. */
const MOST = 2 ** 31 - 2 ** 21;
const FORMATS = ['tif', 'npy', 'png', 'ome.zarr.zip'] as const;

/** Lets the user save what `current` gives; `refuse` is told of what a format cannot hold. */
export function saving(current: () => recipe.LiveResult | undefined, refuse: (cause: unknown) => void): void {
  const format = element('format', HTMLSelectElement);
  for (const name of FORMATS) format.add(new Option(name));
  const save = async (): Promise<void> => {
    const result = current();
    if (!result) return;
    if (result.table) return download('result.csv', encodeCsv(result.table));
    const { dtype, shape } = result.volume;
    const bytes = Object.values(shape).reduce((product, length) => product * length, Number(/\d+/.exec(dtype)) / 8);
    if (bytes > MOST)
      throw new UserError(
        `a tab can hold 2 GiB of a file, this is ${(bytes / 2 ** 30).toFixed(1)} GiB: save the pipeline, and brightfield run makes the file`,
      );
    if (format.value === 'png' && dtype !== 'u8' && dtype !== 'u16')
      throw new UserError(
        `a PNG holds whole numbers of 8 or 16 bits, these are ${dtype}: save as tif or npy, add the step cast, or keep the picture as it is seen (⤓)`,
      );
    const name = `result.${format.value}`;
    const file = await withProgress(`saving ${name}`, async ({ signal }) =>
      fileOf(await result.volume.read(), name, { signal }),
    );
    download(name, file);
    write('time', `saved ${name}`);
  };
  // one after the other: there is one place to say how far it is
  let busy = false;
  element('save', HTMLButtonElement).addEventListener('click', async () => {
    if (busy) return;
    busy = true;
    await save().catch((cause) => (cause instanceof CancelledError ? write('time', 'stopped') : refuse(cause)));
    busy = false;
  });
}
