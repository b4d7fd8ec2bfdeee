/**
 * TIFF stacks written in slabs: pixel data as it comes, directories at the end. Classic TIFF up to 4 GB, BigTIFF above, little-endian.
 * Pages follow the volume's layout; channels lie inside the pages where the layout ends in `yxc`.
 * 8-bit, 16-bit and f32 stacks whose pages are in ImageJ's order get ImageJ's description, all others OME-XML; both keep spacing and unit, the time
 * between images where its unit is known, and names and colours of channels.
 */
import { zlibSync } from 'fflate';
import { type Axis, voxels } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import type { Description, HostVolume } from '../../core/hostVolume.js';
import { CANONICAL, reorder } from '../order.js';
import { type ByteSink, memorySink } from '../source.js';
import { PlaneCounter, type PlaneWriter, planeAxis } from '../stack.js';
import { formatImageJ } from './imagej.js';
import { encodeLzw } from './lzw.js';
import { formatOme } from './ome.js';
import { type PageForm, pageForm, pageIndices, type TiffWriteOptions } from './pageForm.js';
import { doPredictor } from './predictor.js';
import { type PageData, writeDirectories } from './writeDirectory.js';

/** Pixel data begins after the larger of the two headers. */
const DATA_OFFSET = 16;

/**
 * A volume as a TIFF in memory. Every element type is written as it is, f16 as 16-bit float; `decodeTiff` gives back the same
 * bits, spacing (x, y, z) and unit, the time between images and, of channels in pages of their own, names and colours.
 * @example
 * const bytes = await encodeTiff(volume, { compression: 'deflate' });
 */
export async function encodeTiff(volume: HostVolume, options: TiffWriteOptions = {}): Promise<Uint8Array> {
  const sink = memorySink();
  const writer = await tiffWriter(sink, volume, options);
  await writer.writePlanes(volume);
  await writer.finish();
  return sink.bytes();
}

/** Writes a TIFF in slabs along `axis`. Memory: one slab, and the places of the strips. */
export async function tiffWriter(
  sink: ByteSink,
  description: Description,
  options: TiffWriteOptions & { readonly axis?: Axis } = {},
): Promise<PlaneWriter> {
  const { shape } = description;
  const form = pageForm(description, options);
  const axis = options.axis ?? planeAxis(shape);
  const counter = new PlaneCounter('tiff', description, axis);
  const pages: PageData[] = Array.from({ length: voxels(shape) / (shape.y * shape.x * form.samples) });
  let end = DATA_OFFSET;
  return {
    description,
    axis,
    async writePlanes(slab) {
      const first = counter.take(slab);
      const indices = pageIndices(form.order, shape, slab.shape, axis, first);
      const bytes = bytesInOrder(slab, form);
      const length = bytes.length / indices.length;
      for (const [at, index] of indices.entries()) {
        const page = bytes.subarray(at * length, (at + 1) * length);
        const strips = form.compression === 'none' ? [page] : compressed(page, form);
        // pages without compression have a place of their own, so that ImageJ finds them one after the other
        let offset = form.compression === 'none' ? DATA_OFFSET + index * length : end;
        const offsets: number[] = [];
        for (const strip of strips) {
          await sink.write(strip, offset);
          offsets.push(offset);
          offset += strip.length;
        }
        pages[index] = { offsets, counts: strips.map((strip) => strip.length) };
        end = Math.max(end, offset);
      }
    },
    async finish() {
      counter.complete();
      const { order, samples, imageJ } = form;
      const text = imageJ ? formatImageJ(description, order) : formatOme(description, order, samples);
      await writeDirectories(form, text, pages, end, sink);
    },
  };
}

function bytesInOrder(slab: HostVolume, form: PageForm): Uint8Array {
  const order = form.order + (form.samples > 1 ? 'yxc' : 'yx');
  const data = reorder(slab.data, slab.dtype, slab.shape, CANONICAL, order);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function compressed(page: Uint8Array, form: PageForm): Uint8Array[] {
  const { shape, dtype } = form.description;
  const samplesPerRow = shape.x * form.samples;
  const stripBytes = form.rowsPerStrip * samplesPerRow * DTYPES[dtype].bytes;
  return Array.from({ length: Math.ceil(page.length / stripBytes) }, (_, at) => {
    const strip = new Uint8Array(page.subarray(at * stripBytes, (at + 1) * stripBytes));
    doPredictor(strip, form.predictor, { stored: dtype, samplesPerRow, stride: form.samples });
    return form.compression === 'lzw' ? encodeLzw(strip) : zlibSync(strip, { level: 6 });
  });
}
