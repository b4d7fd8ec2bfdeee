/** Paths of HDF5: the dataset stands behind the file's name, as `scan.h5/exchange/data`. */

/** The file and the dataset that a path names; undefined where it names no HDF5. */
export function hdf5Path(path: string): { readonly file: string; readonly dataset: string | undefined } | undefined {
  const [, file, dataset] = /^(.*?\.(?:h5|hdf5|hdf|nxs))(?:\/+(.+))?$/i.exec(path) ?? [];
  return file === undefined ? undefined : { file, dataset };
}
