/** What is read from the texts of TIFF files: OME-XML as Bio-Formats writes it, ImageJ's lines, units. */
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/core/errors.js';
import { parseImageJ } from '../../../src/io/tiff/imagej.js';
import { parseOme } from '../../../src/io/tiff/ome.js';
import { convertLength, unitFrom } from '../../../src/io/units.js';

const plane = (c: number, z: number, t: number, ifd: number) =>
  `<TiffData FirstC="${c}" FirstT="${t}" FirstZ="${z}" IFD="${ifd}" PlaneCount="1"><UUID FileName="a.tif">urn:uuid:1</UUID></TiffData>`;
const ome = (pixels: string, inside: string) =>
  `<?xml version="1.0"?><!-- Pixels DimensionOrder="wrong" --><OME:OME xmlns:OME="o"><OME:Image><OME:Pixels ${pixels}>${inside}</OME:Pixels></OME:Image></OME:OME>`;

describe('OME-XML', () => {
  it('as Bio-Formats writes it', () => {
    const text = ome(
      'BigEndian="true" DimensionOrder="XYCZT" ID="Pixels:0" PhysicalSizeX="0.5" PhysicalSizeXUnit="&#181;m"\n PhysicalSizeZ="1e3" PhysicalSizeZUnit="nm" SizeC="2" SizeT="1" SizeX="9" SizeY="9" SizeZ="2" Type="uint8"',
      [plane(0, 0, 0, 3), plane(1, 0, 0, 4), plane(0, 1, 0, 5), plane(1, 1, 0, 6)].join(''),
    );
    const read = parseOme(text, 1, 'a.tif');
    const pages = [
      ['n', 1],
      ['z', 2],
      ['c', 2],
    ];
    expect(read).toEqual({ pages, firstPage: 3, unit: 'µm', spacing: { x: 0.5, z: 1 } });
    expect(parseOme(text.replaceAll('OME:', ''), 1, 'a.tif')).toEqual(read);
    expect(parseOme('<svg><Pixels SizeZ="2"></Pixels></svg>', 1, 'a.tif')).toBeUndefined();
  });

  it('refuses what it would misread', () => {
    const order = 'DimensionOrder="XYZCT" SizeZ="2" SizeC="1" SizeT="1"';
    const text = (pixels: string, inside = '') => ome(pixels, inside).replaceAll('OME:', '');
    expect(() => parseOme(text(order, plane(0, 0, 0, 1) + plane(0, 1, 0, 0)), 1, 'a.tif')).toThrow(
      'planes out of order',
    );
    expect(() => parseOme(text(order.replace('ZCT', 'ZZT')), 1, 'a.tif')).toThrow(FormatError);
    expect(() => parseOme(text(order.replace('"2"', '"-2"')), 1, 'a.tif')).toThrow('SizeZ -2');
    expect(() => parseOme(text(order), 3, 'a.tif')).toThrow('1 channels, its pixels 3 samples');
  });

  it('is searched in linear time: in squared, two million signs would take an hour', () => {
    for (const part of ['<Pixels ', '<OME Pixels a', 'a=', 'a="b" ', '<TiffData >']) {
      const text = `<OME>${part.repeat(2e6 / part.length)}`;
      try {
        parseOme(text, 1, 'a.tif');
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });
});

describe("ImageJ's lines", () => {
  it('say how pages lie', () => {
    expect(parseImageJ('ImageJ=1.11a\nimages=7\n')?.pages).toEqual([
      ['n', 1],
      ['z', 7],
      ['c', 1],
    ]);
    const { pages, unit, spacing } =
      parseImageJ('ImageJ=1\r\nimages=8\r\nchannels=2\r\nframes=4\r\nunit=\\u00B5m\r\nspacing=0.5\r\n') ?? {};
    expect({ pages, unit, spacing }).toEqual({
      pages: [
        ['n', 4],
        ['z', 1],
        ['c', 2],
      ],
      unit: 'µm',
      spacing: { z: 0.5 },
    });
    expect(parseImageJ('ImageJ=1\nunit=um\nzunit=mm\nspacing=2\n')?.spacing).toEqual({});
    expect(parseImageJ('SCIFIO=1\n')).toBeUndefined();
  });
});

describe('units', () => {
  it('have one spelling', () => {
    expect(['um', 'micron', '\u03bcm', ' µm '].map(unitFrom)).toEqual(['µm', 'µm', 'µm', 'µm']);
    expect(['pixel', 'parsec', 'inch'].map(unitFrom)).toEqual(['', 'parsec', 'in']);
  });

  it('convert where both are lengths', () => {
    expect(convertLength(2, 'in', 'mm')).toBeCloseTo(50.8, 9);
    expect(convertLength(2, 'parsec', 'parsec')).toBe(2);
    expect(convertLength(2, 'parsec', 'mm')).toBeUndefined();
  });
});
