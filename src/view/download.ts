/** Hands a file to the browser's downloads. */

/** How long a browser may take to begin, in milliseconds. */
const BEGUN = 10_000;

/**
 * Saves bytes or text under a name, as the browser saves downloads.
 * @example
 * download('mask.npy', encodeNpy(await mask.read()));
 */
export function download(name: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), BEGUN);
}
