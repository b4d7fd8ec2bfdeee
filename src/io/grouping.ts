/** Which of many files belong together: an OME-Zarr, a DICOM series, numbered slices, or each for itself. */
import { UserError } from '../core/errors.js';
import { FORMATS, type Format, HEAD_BYTES } from './formats.js';
import { isDicom } from './magic.js';
import type { PickedFile } from './picked.js';
import { naturalOrder } from './slices.js';
import { blobSource } from './source.js';

/** Files that are one volume, or may be: slices are, where they turn out to be alike. */
export type Group = { readonly name: string; readonly files: readonly PickedFile[] } & (
  | { readonly kind: 'ome-zarr'; readonly root: string }
  | { readonly kind: 'dicom series' }
  | { readonly kind: 'slices' | 'file'; readonly format: Format }
);

/** A file that is none of them, and why. */
export interface Refused {
  readonly name: string;
  readonly error: Error;
}

/** Fewer are images of their own. */
const LEAST_SLICES = 3;
const ZARR_FILE = /(?:^|\/)(?:zarr\.json|\.zgroup|\.zattrs|\.zarray)$/;
/** What systems leave in folders, and the index of a DICOM disc, which has no image. */
const PASSED_OVER = /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini|DICOMDIR)$/i;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Groups files by their paths, names and first bytes; of DICOM files the headers are read. */
export async function grouped(files: readonly PickedFile[]): Promise<{ groups: Group[]; refused: Refused[] }> {
  const sorted = [...files].sort((a, b) => naturalOrder(a.path, b.path));
  const { groups, rest } = zarrGroups(sorted);
  const refused: Refused[] = [];
  const series = new Map<string, PickedFile[]>();
  const alike = new Map<string, { format: Format; files: PickedFile[] }>();
  for (const picked of rest.filter(({ path }) => !PASSED_OVER.test(path))) {
    const head = new Uint8Array(await picked.file.slice(0, HEAD_BYTES).arrayBuffer());
    const lower = picked.path.toLowerCase();
    const format =
      FORMATS.find(({ extensions }) => extensions.some((each) => lower.endsWith(`.${each}`))) ??
      FORMATS.find((each) => each.matches(head));
    if (isDicom(head)) {
      const key = await seriesKey(picked).catch((error: Error) => error);
      if (key instanceof Error) refused.push({ name: picked.path, error: key });
      else series.set(key, [...(series.get(key) ?? []), picked]);
    } else if (!format?.read) {
      refused.push({ name: picked.path, error: new UserError(`${picked.path}: nothing that is read here`) });
    } else {
      const key = `${format.name}/${folderOf(picked.path)}/${lastPart(picked.path).replace(/\d+/g, '#')}`;
      alike.set(key, { format, files: [...(alike.get(key)?.files ?? []), picked] });
    }
  }
  for (const members of series.values()) groups.push({ kind: 'dicom series', name: nameOf(members), files: members });
  for (const { format, files: members } of alike.values()) {
    if (members.length >= LEAST_SLICES) groups.push({ kind: 'slices', name: nameOf(members), files: members, format });
    else groups.push(...alone(members, format));
  }
  return { groups, refused };
}

/** Each file as a group of its own. */
export function alone(files: readonly PickedFile[], format: Format): Group[] {
  return files.map((file) => ({ kind: 'file', name: file.path, files: [file], format }));
}

async function seriesKey({ file, path }: PickedFile): Promise<string> {
  const { seriesOf } = await import('./dicom/read.js');
  // a file that names no series is one of its own
  return (await seriesOf(blobSource(file, path))) || path;
}

/** The uppermost folders that are Zarr hierarchies take all that lies in them. */
function zarrGroups(files: readonly PickedFile[]): { groups: Group[]; rest: PickedFile[] } {
  const roots: string[] = [];
  const found = files.filter(({ path }) => ZARR_FILE.test(path)).map(({ path }) => folderOf(path));
  for (const root of found.sort((a, b) => a.length - b.length))
    if (!roots.some((other) => other === root || other === '' || root.startsWith(`${other}/`))) roots.push(root);
  const inside = (path: string, root: string): boolean => root === '' || path.startsWith(`${root}/`);
  const groups = roots.map((root): Group => {
    const members = files.filter(({ path }) => inside(path, root));
    return { kind: 'ome-zarr', name: root || 'ome-zarr', root, files: members };
  });
  return { groups, rest: files.filter(({ path }) => !roots.some((root) => inside(path, root))) };
}

/** The folder that the files lie in, or the first of them. */
function nameOf(files: readonly PickedFile[]): string {
  const [first] = files;
  return files.length > 1 ? folderOf(first?.path ?? '') || (first?.path ?? '') : (first?.path ?? '');
}
