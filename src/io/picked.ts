/** Files that a page was given, and where they lay in the folders that they came with. */

/** A file with its path below what was picked or dropped: `head/slice_1.dcm`; of a file alone its name. */
export interface PickedFile {
  readonly file: File;
  readonly path: string;
}

/** Where a file lay: a folder that was picked says so. */
export function pickedFile(file: File | PickedFile): PickedFile {
  return file instanceof File ? { file, path: file.webkitRelativePath || file.name } : file;
}

/**
 * The files of a drop, those in dropped folders too. Call it in the handler of the event: what was dropped is gone afterwards.
 * @example
 * addEventListener('drop', async (event) => openFiles(await droppedFiles(event.dataTransfer)));
 */
export async function droppedFiles(transfer: DataTransfer | null): Promise<PickedFile[]> {
  const items = [...(transfer?.items ?? [])].filter((item) => item.kind === 'file');
  // both must be asked for before anything is waited for
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found: PickedFile[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push(pickedFile(entry));
    else if (entry) await collect(entry, found);
  }
  return found;
}

async function collect(entry: FileSystemEntry, found: PickedFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // a hundred at a time, until none is left
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const each of some) await collect(each, found);
  }
}

/**
 * The files of a folder that was picked by `showDirectoryPicker`.
 * @example
 * const opened = await openFiles(await filesOfFolder(await showDirectoryPicker()));
 */
export async function filesOfFolder(folder: FileSystemDirectoryHandle, path = folder.name): Promise<PickedFile[]> {
  const found: PickedFile[] = [];
  const children = folder as unknown as AsyncIterable<[string, FileSystemFileHandle | FileSystemDirectoryHandle]>;
  for await (const [name, child] of children) {
    const below = `${path}/${name}`;
    if (child.kind === 'directory') found.push(...(await filesOfFolder(child, below)));
    else found.push({ file: await child.getFile(), path: below });
  }
  return found;
}
