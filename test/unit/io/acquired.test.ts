/**
 * Names and colours of channels and the time between images: as other programs write them (tifffile by test/golden/io/make_channels.py; texts of Bio-Formats and
 * ome-zarr-py by hand), and through every format that holds them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Acquired } from '../../../src/core/acquired.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { decode, encode, type WriteOptions } from '../../../src/io/formats.js';
import { parseOme } from '../../../src/io/tiff/ome.js';
import { timeUnitFrom } from '../../../src/io/units.js';
import { parseMultiscales } from '../../../src/io/zarr/multiscales.js';

import { type GoldenFile, goldenFiles } from './golden.js';

const golden = JSON.parse(readFileSync(new URL('../../golden/io/channels.json', import.meta.url), 'utf8'));
const read = (name: string, layout?: string): Promise<HostVolume> =>
  decode(new Uint8Array(Buffer.from(golden[name], 'base64')), { name, ...(layout && { layout }) });

const timeStep = { value: 0.5, unit: 's' };
const channels = [{ name: 'DAPI', color: '#0000FF' }, { name: 'GFP µ', color: '#00FF00' }, { name: 'bright' }];

describe('files of tifffile', () => {
  it.each<[string, Acquired | undefined]>([
    ['little.tif', { timeStep: { value: 500, unit: 'ms' }, channels }],
    ['big.tif', { timeStep: { value: 500, unit: 'ms' }, channels }],
    ['ome.tif', { timeStep, channels }],
    ['alone.tif', undefined],
    ['slices.tif', { timeStep: { value: 500, unit: 'ms' } }],
  ])('%s', async (name, wanted) => expect((await read(name)).acquired).toEqual(wanted));

  test('say nothing once their axes are called otherwise', async () =>
    expect((await read('little.tif', 'cnyx')).acquired).toBeUndefined());
});

test('a NIfTI file of nibabel', async () => {
  const { bytes } = goldenFiles()['time.nii'] as GoldenFile;
  expect((await decode(bytes, { name: 'time.nii' })).acquired).toEqual({ timeStep: { value: 1.5, unit: 's' } });
  expect((await decode(bytes, { name: 'time.nii', layout: 'czyx' })).acquired).toBeUndefined();
});

test('OME-XML as Bio-Formats writes it', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="a"><Pixels BigEndian="false" DimensionOrder="XYCZT" ID="Pixels:0" SizeC="2" SizeT="5" SizeX="4" SizeY="4" SizeZ="1" TimeIncrement="2.0" TimeIncrementUnit="min" Type="uint16"><Channel Color="-16776961" ID="Channel:0:0" Name="Cy5 &lt;far&gt;" SamplesPerPixel="1"><LightPath/></Channel><Channel Color="-1" ID="Channel:0:1" SamplesPerPixel="1"/><TiffData FirstC="0" FirstT="0" FirstZ="0" IFD="0" PlaneCount="10"/></Pixels></Image></OME>`;
  const wanted = { timeStep: { value: 2, unit: 'min' }, channels: [{ name: 'Cy5 <far>', color: '#FF0000' }, {}] };
  expect(parseOme(text, 1, 'a.ome.tif')?.acquired).toEqual(wanted);
  // one element of three samples names no one channel
  expect(parseOme(text, 2, 'a.ome.tif')?.acquired).toEqual({ timeStep: wanted.timeStep });
});

describe('the attributes of an OME-Zarr', () => {
  const attributes = (t: object, scale: number) => ({
    multiscales: [
      {
        version: '0.4',
        axes: [{ name: 't', type: 'time', ...t }, { name: 'c', type: 'channel' }, { name: 'y' }, { name: 'x' }],
        datasets: [{ path: '0', coordinateTransformations: [{ type: 'scale', scale: [scale, 1, 0.2, 0.2] }] }],
      },
    ],
    omero: {
      channels: [
        { label: 'LaminB1', color: '0000ff', active: true, window: { start: 0, end: 1500, min: 0, max: 65535 } },
        { color: 'FFFFFF', window: { start: 0, end: 1, min: 0, max: 1 } },
      ],
    },
  });
  const lamin = { channels: [{ name: 'LaminB1', color: '#0000FF' }, {}] };
  it.each<[string, object, number, Acquired]>([
    ['milliseconds', { unit: 'millisecond' }, 40, { timeStep: { value: 40, unit: 'ms' }, ...lamin }],
    ['no unit', {}, 2.5, { timeStep: { value: 2.5, unit: '' }, ...lamin }],
    ['a scale that says nothing', {}, 1, lamin],
    ['a unit of no time', { unit: 'micrometer' }, 3, lamin],
  ])('%s', (_, t, scale, wanted) => {
    expect(parseMultiscales(attributes(t, scale), 'a.zarr')?.acquired).toEqual(wanted);
    expect(parseMultiscales({ ome: { version: '0.5', ...attributes(t, scale) } }, 'a.zarr')?.acquired).toEqual(wanted);
  });
});

describe('what is written is read again', () => {
  const all: Acquired = { timeStep, channels };
  const few = { timeStep: { value: 1.25, unit: 'min' }, channels: [{}, { name: 'second' }, {}] };
  const forms: [name: string, options: WriteOptions, dtype: 'u16' | 'f32' | 'i16'][] = [
    ['ImageJ.tif', {}, 'u16'],
    ['ImageJ deflated.tif', { compression: 'deflate' }, 'f32'],
    // ImageJ has no such type
    ['OME.tif', {}, 'i16'],
    ['BigTIFF.tif', { big: true }, 'u16'],
    ['0.4.zarr.zip', { version: '0.4' }, 'u16'],
    ['0.5.zarr.zip', { version: '0.5' }, 'f32'],
  ];
  it.each(forms)('%s', async (name, options, dtype) => {
    for (const acquired of [all, few, { channels: [{ color: '#804000' }, {}, {}] }]) {
      // the order of pages that ImageJ knows
      const volume = new HostVolume({ shape: { n: 2, c: 3, z: 2, y: 4, x: 5 }, layout: 'nzcyx', dtype, acquired });
      expect((await decode(await encode(volume, name, options), { name })).acquired).toEqual(acquired);
    }
    const one = new HostVolume({
      shape: { y: 4, x: 5 },
      layout: 'cyx',
      dtype,
      acquired: { channels: [{ name: 'DAPI' }] },
    });
    expect((await decode(await encode(one, name, options), { name })).acquired).toEqual(one.acquired);
    const none = new HostVolume({ shape: { n: 2, c: 3, y: 4, x: 5 }, dtype });
    expect((await decode(await encode(none, name, options), { name })).acquired).toBeUndefined();
  });
});

test('units of time are known by their signs and names', () => {
  const words = ['s', 'sec', 'second', 'msec', 'microsecond', 'us', 'day', 'das', 'fortnight', 'constructor'];
  expect(words.map(timeUnitFrom)).toEqual(['s', 's', 's', 'ms', 'µs', 'µs', 'd', 'das', undefined, undefined]);
});
