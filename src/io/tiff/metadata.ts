/**
 * What a TIFF's texts and resolution tags say of its pages and voxels. In order of trust: a layout that the caller gives, OME-XML,
 * ImageJ, the shape that tifffile writes as JSON, and pages along z.
 */
import { acquiredFrom } from '../../core/acquired.js';
import type { Axis, Layout } from '../../core/axes.js';
import { ArgumentError, FormatError } from '../../core/errors.js';
import { layoutAxes } from '../order.js';
import { readImageJChannels } from './channels.js';
import type { Directory } from './directory.js';
import { type Metadata, parseImageJ } from './imagej.js';
import { parseOme } from './ome.js';
import type { Page } from './page.js';

/** The axes of pages when only their lengths are known, as in npy: one is z, two are c z, three n c z. */
const PAGE_AXES: readonly (readonly Axis[])[] = [[], ['z'], ['c', 'z'], ['n', 'c', 'z']];

/** Reads the metadata of the first page for a file of so many pages. */
export async function readMetadata(
  directory: Directory,
  page: Page,
  pages: number,
  layout?: Layout,
): Promise<Metadata> {
  const { name } = directory.source;
  const text = await directory.text('ImageDescription');
  const inPage = page.samples > 1 ? 1 : 0;
  const imageJ = parseImageJ(text);
  const told = parseOme(text, page.samples, name) ?? imageJ ?? parseShaped(text, inPage, pages);
  const found = told ?? { pages: [['z', pages]] as const, spacing: {}, unit: '' };
  const resolution = await resolutionSpacing(directory, found);
  const whole = { ...found, ...resolution, spacing: { ...resolution.spacing, ...found.spacing } };
  // where the axes are called otherwise, nothing says what the words of the file are of
  if (layout !== undefined) return { ...whole, acquired: undefined, ...pagesOf(layout, page, whole, pages, name) };
  if (told === undefined || told !== imageJ || page.samples > 1) return whole;
  const channels = await readImageJChannels(directory, imageJ);
  return { ...whole, acquired: acquiredFrom({ ...imageJ.acquired, channels }) };
}

/** The shape that tifffile writes where it writes nothing else; undefined where the text is not that, or not of these pages. */
function parseShaped(text: string, inPage: number, pages: number): Metadata | undefined {
  if (!text.startsWith('{') || !text.includes('"shape":')) return undefined;
  try {
    const { shape, axes, spacing, unit } = JSON.parse(text) as Record<string, unknown>;
    if (!Array.isArray(shape)) return undefined;
    const lengths = shape.slice(0, shape.length - 2 - inPage).map(Number);
    if (lengths.reduce((product, length) => product * length, 1) !== pages) return undefined;
    const letters = typeof axes === 'string' && axes.length === shape.length ? [...axes] : [];
    const long = lengths.flatMap((length, at) => (length > 1 ? [{ length, letter: letters[at] }] : []));
    const named = long.map(({ letter }) => (({ T: 'n', Z: 'z', C: 'c' }) as const)[letter ?? '']);
    const distinct = named.every((axis) => axis !== undefined) && new Set(named).size === named.length;
    const assigned = distinct ? (named as Axis[]) : PAGE_AXES[long.length];
    if (assigned === undefined) return undefined;
    return {
      pages: assigned.map((axis, at) => [axis, long[at]?.length ?? 1] as const),
      spacing: typeof spacing === 'number' && spacing > 0 ? { z: spacing } : {},
      unit: typeof unit === 'string' ? unit : '',
      unitOfResolution: typeof unit === 'string',
    };
  } catch {
    return undefined;
  }
}

/** x and y spacing from the resolution tags: in the text's unit where that names one, else in mm from inches or centimetres. */
async function resolutionSpacing(directory: Directory, told: Metadata): Promise<Pick<Metadata, 'spacing' | 'unit'>> {
  const { unit } = told;
  if (told.spacing.x !== undefined || told.spacing.y !== undefined) return { spacing: {}, unit };
  const x = 1 / (await directory.number('XResolution', 0));
  const y = 1 / (await directory.number('YResolution', 0));
  if (!(x > 0 && y > 0 && Number.isFinite(x) && Number.isFinite(y))) return { spacing: {}, unit };
  if (told.unitOfResolution) return { spacing: { x, y }, unit };
  const scale = { 2: 25.4, 3: 10 }[await directory.number('ResolutionUnit', 2)];
  // 72 to the inch is what programs write that know nothing
  if (scale === undefined || unit !== '' || Math.abs(scale * x * 72 - 25.4) < 1e-3) {
    const known = unit === '' && x !== 1 && scale === undefined;
    return { spacing: known ? { x, y } : {}, unit };
  }
  return { spacing: { x: x * scale, y: y * scale }, unit: 'mm' };
}

/** The pages as a caller's layout names them: its axes but those in the page, with the lengths that the file has. */
function pagesOf(
  layout: Layout,
  page: Page,
  told: Metadata,
  pages: number,
  name: string,
): Pick<Metadata, 'pages' | 'firstPage'> {
  const inPage = page.samples === 1 ? 'yx' : page.planar ? 'cyx' : 'yxc';
  const axes = layoutAxes(layout).slice(0, -inPage.length);
  if (!layout.endsWith(inPage)) throw new ArgumentError(name, `the layout of this TIFF must end in ${inPage}`, layout);
  const lengths = told.pages.map(([, length]) => length).filter((length) => length > 1);
  const needed = lengths.reduce((product, length) => product * length, 1);
  if (axes.length === lengths.length && (pages === 1 || needed === pages))
    return { pages: axes.map((axis, at) => [axis, lengths[at] ?? 1] as const) };
  const [axis] = axes;
  if (axis === undefined && pages === 1) return { pages: [] };
  if (axis !== undefined && axes.length === 1) return { pages: [[axis, pages]], firstPage: 0 };
  throw new ArgumentError(name, `the layout must name ${lengths.length} axes before ${inPage}, or one`, layout);
}

/** The pages that metadata speaks of, checked against those that there are. */
export function checkPageCount(metadata: Metadata, pages: number, name: string): void {
  const needed = metadata.pages.reduce((product, [, length]) => product * length, 1);
  const first = metadata.firstPage ?? 0;
  if (first >= 0 && first + needed <= pages) return;
  const shape = metadata.pages.map(([axis, length]) => `${axis}=${length}`).join(' ');
  throw new FormatError(
    name,
    `its text declares ${needed} pages (${shape}), the file holds ${pages}; a layout such as zyx reads them as they come`,
  );
}
