/** The result that is looked at, as a file of the browser's downloads. */
import { UserError } from 'brightfield';
import { encode, encodeCsv } from 'brightfield/io';
import { download, type recipe } from 'brightfield/view';
import { element } from '../page.js';

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
    download(name, (await encode(await result.volume.read(), name)) as BlobPart);
  };
  element('save', HTMLButtonElement).addEventListener('click', () => void save().catch(refuse));
}
