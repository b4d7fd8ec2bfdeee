/** Point spread functions against their definitions and numbers that are known of them. */
import { describe, expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { airyPsf } from '../../../src/core/psf/airyPsf.js';
import { bessel, gaussLegendre } from '../../../src/core/psf/bessel.js';
import { bornWolfPsf } from '../../../src/core/psf/bornWolfPsf.js';
import { diskPsf } from '../../../src/core/psf/diskPsf.js';
import { gaussianPsf } from '../../../src/core/psf/gaussianPsf.js';
import { gibsonLanniPsf } from '../../../src/core/psf/gibsonLanniPsf.js';
import { motionPsf } from '../../../src/core/psf/motionPsf.js';
import { psfFromBeads } from '../../../src/core/psf/psfFromBeads.js';
import { mulberry32 } from '../../../src/core/seededRandom.js';

const lens = { wavelength: 0.52, numericalAperture: 1.4 };
const oil = { ...lens, immersionIndex: 1.515 };

/** A psf's numbers at x, y, z voxels from its centre, in proportion to the centre. */
function around(psf: HostVolume): (x: number, y?: number, z?: number) => number {
  const { shape } = psf;
  const at = (x: number, y: number, z: number): number =>
    psf.at({ x: x + (shape.x >> 1), y: y + (shape.y >> 1), z: z + (shape.z >> 1) });
  return (x, y = 0, z = 0) => at(x, y, z) / at(0, 0, 0);
}

test.each([
  ['gaussian', gaussianPsf({ sigma: { z: 1.5, y: 1, x: 0.7 } }), '13x9x7'],
  ['flat gaussian', gaussianPsf({ sigma: 2 }), '1x17x17'],
  ['motion', motionPsf({ length: 7.3, angle: 31 }), '1x5x7'],
  ['disk', diskPsf({ radius: 3.2 }), '1x7x7'],
  ['Airy', airyPsf({ ...lens, spacing: { y: 0.1, x: 0.08 } }), '1x25x31'],
  ['Born and Wolf', bornWolfPsf({ ...oil, spacing: { z: 0.3, y: 0.1, x: 0.1 } }), '11x13x13'],
])('%s: odd, of sum 1, the same turned by 180 degrees', (_name, psf, size) => {
  const { z, y, x } = psf.shape;
  expect(`${z}x${y}x${x}`).toBe(size);
  expect(psf.dtype).toBe('f32');
  expect((psf.data as Float32Array).reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 6);
  for (const [i, value] of Array.from(psf.data as Float32Array).entries())
    expect(Math.abs(value - Number(psf.data[psf.data.length - 1 - i]))).toBeLessThan(1e-8);
});

test('Bessel functions and quadrature', () => {
  expect(bessel(0, 2.404825557695773)).toBeCloseTo(0, 14);
  expect(bessel(0, 10)).toBeCloseTo(-0.2459357644513483, 14);
  expect(bessel(1, 1)).toBeCloseTo(0.4400505857449335, 14);
  expect(bessel(1, 100)).toBeCloseTo(-0.07714535201411216, 13);
  expect(gaussLegendre(5).reduce((sum, [x, w]) => sum + w * x ** 9, 0)).toBeCloseTo(0.1, 14);
});

test('a gaussian falls as it must', () => {
  const at = around(gaussianPsf({ sigma: { y: 2, x: 1 }, size: 9 }));
  expect(at(1, 2)).toBeCloseTo(Math.exp(-1), 6);
  expect(at(0, 4)).toBeCloseTo(Math.exp(-2), 6);
});

test('motion is the part of a line in each voxel', () => {
  expect(Array.from(motionPsf({ length: 4, angle: 0 }).data)).toEqual([0.125, 0.25, 0.25, 0.25, 0.125]);
  expect(Array.from(motionPsf({ length: 3, angle: 90 }).data, (v) => Math.fround(3 * Number(v)))).toEqual([1, 1, 1]);
  // anticlockwise on a screen: up and to the right
  const rising = motionPsf({ length: 3 * Math.SQRT2, angle: 45 });
  expect(rising.at({ y: 0, x: 2 })).toBeCloseTo(1 / 3, 6);
  expect(rising.at({ y: 0, x: 0 })).toBeCloseTo(0, 6);
  // and of any angle: its moments are those of the line, but for the width of voxels
  const { shape, data } = motionPsf({ length: 12, angle: 25 });
  let xx = 0;
  for (let y = 0; y < shape.y; y++)
    for (let x = 0; x < shape.x; x++) xx += Number(data[y * shape.x + x]) * (x - (shape.x >> 1)) ** 2;
  expect(Math.abs(xx - (144 / 12) * Math.cos((25 * Math.PI) / 180) ** 2)).toBeLessThan(1 / 12 + 0.02);
});

test('a disk is the part of its area in each voxel', () => {
  const [radius, fine] = [2.7, 200];
  const psf = diskPsf({ radius });
  for (const [x, y] of [
    [0, 0],
    [2, 0],
    [2, 1],
    [2, 2],
    [3, 0],
    [3, 1],
  ] as const) {
    let inside = 0;
    for (let i = 0; i < fine; i++)
      for (let j = 0; j < fine; j++)
        if (Math.hypot(x - 0.5 + (i + 0.5) / fine, y - 0.5 + (j + 0.5) / fine) <= radius) inside++;
    const share = inside / fine ** 2 / (Math.PI * radius ** 2);
    for (const [a, b] of [
      [x, y],
      [-x, y],
      [y, -x],
      [-y, -x],
    ] as const)
      expect(psf.at({ x: a + 3, y: b + 3 })).toBeCloseTo(share, 5);
  }
  expect(diskPsf({ radius: 0.4 }).data).toEqual(Float32Array.of(1));
});

describe('Airy', () => {
  // v = 2π NA r / wavelength: voxels of so many v
  const inV = (v: number) => around(airyPsf({ wavelength: 2 * Math.PI, numericalAperture: 1, spacing: v, size: 3 }));
  test('is dark at 0.61 wavelength / NA, half at v = 1.616, and .0175 on its first ring', () => {
    expect(inV(3.8317059702075125)(1)).toBeLessThan(1e-12);
    expect(inV(1.616339948310703)(1)).toBeCloseTo(0.5, 6);
    expect(inV(5.135622301840683)(0, 1)).toBeCloseTo(0.017498, 5);
    const dark = airyPsf({ wavelength: 0.5, numericalAperture: 0.9, spacing: (0.60983 * 0.5) / 0.9, size: 3 });
    expect(around(dark)(1)).toBeLessThan(1e-8);
  });
});

describe('Born and Wolf', () => {
  test('is Airy in focus', () => {
    const spacing = { y: 0.07, x: 0.07 };
    const [a, b] = [
      around(airyPsf({ ...lens, spacing, size: 15 })),
      around(bornWolfPsf({ ...oil, spacing, size: 15 })),
    ];
    for (let x = 0; x <= 7; x++) expect(b(x, 2)).toBeCloseTo(a(x, 2), 7);
  });
  test('is (sin(u/4) / (u/4))² on the axis, dark first at 2 n wavelength / NA²', () => {
    const first = (2 * oil.immersionIndex * oil.wavelength) / oil.numericalAperture ** 2;
    const at = around(bornWolfPsf({ ...oil, spacing: { z: first / 5, y: 0.1, x: 0.1 }, size: { z: 15, y: 3, x: 3 } }));
    for (let z = 1; z <= 7; z++) {
      const quarter = (Math.PI * z) / 5;
      expect(at(0, 0, z)).toBeCloseTo((Math.sin(quarter) / quarter) ** 2, 7);
      expect(at(0, 0, -z)).toBeCloseTo(at(0, 0, z), 7);
    }
  });
  test('loses no light between planes', () => {
    const psf = bornWolfPsf({ ...oil, spacing: { z: 0.3, y: 0.12, x: 0.12 }, size: { z: 5, y: 81, x: 81 } });
    const plane = (z: number): number =>
      (psf.data as Float32Array).subarray(z * 81 * 81, (z + 1) * 81 * 81).reduce((a, b) => a + b, 0);
    for (let z = 0; z < 5; z++) expect(plane(z)).toBeCloseTo(0.2, 2);
  });
});

describe('Gibson and Lanni', () => {
  const spacing = { z: 0.25, y: 0.1, x: 0.1 };
  const size = { z: 21, y: 9, x: 9 };
  test('where all is as designed and the aperture small, it is Born and Wolf', () => {
    const weak = {
      wavelength: 0.52,
      numericalAperture: 0.2,
      immersionIndex: 1.515,
      spacing: { z: 6, y: 0.4, x: 0.4 },
      size,
    };
    const [a, b] = [around(gibsonLanniPsf(weak)), around(bornWolfPsf(weak))];
    for (const z of [-10, -5, 0, 3, 9])
      for (const x of [0, 2, 4]) expect(Math.abs(a(x, 1, z) - b(x, 1, z))).toBeLessThan(6e-3);
  });
  test('a coverslip of the right kind changes nothing, a wrong one does', () => {
    const right = gibsonLanniPsf({ ...oil, spacing, size });
    const other = { coverslipThickness: 150, coverslipIndex: 1.5 };
    const [same, wrong] = [
      gibsonLanniPsf({ ...oil, spacing, size, ...other, design: other }),
      gibsonLanniPsf({ ...oil, spacing, size, ...other, design: { coverslipThickness: 170, coverslipIndex: 1.515 } }),
    ];
    for (const [i, value] of Array.from(right.data as Float32Array).entries())
      expect(Math.abs(value - Number(same.data[i]))).toBeLessThan(1e-7);
    expect(around(wrong)(0, 0, 5)).not.toBeCloseTo(around(wrong)(0, 0, -5), 2);
  });
  test('in water below the coverslip it is what the integral says', () => {
    const depth = 3;
    const psf = around(gibsonLanniPsf({ ...oil, spacing, size, depth }));
    const intensity = (r: number, z: number): number => {
      const [k, steps, top] = [(2 * Math.PI) / oil.wavelength, 4000, 1.33 / 1.4];
      let [re, im] = [0, 0];
      for (let s = 0; s < steps; s++) {
        const rho = ((s + 0.5) / steps) * top;
        const bent = (n: number): number => Math.sqrt(n * n - (1.4 * rho) ** 2);
        // the immersion is thinner by what makes the paraxial focus, and by z
        const opd = depth * bent(1.33) - (1.515 / 1.33) * depth * bent(1.515) - z * bent(1.515);
        const ray = bessel(0, k * 1.4 * r * rho) * rho;
        re += ray * Math.cos(k * opd);
        im += ray * Math.sin(k * opd);
      }
      return re * re + im * im;
    };
    const middle = intensity(0, 0);
    for (const [x, z] of [
      [0, 4],
      [0, -4],
      [2, 6],
      [3, -10],
    ] as const)
      expect(psf(x, 0, z)).toBeCloseTo(intensity(0.1 * x, 0.25 * z) / middle, 4);
  });
});

test('beads show the psf that made them, wherever they lie between voxels', () => {
  const random = mulberry32(3);
  const places = Array.from({ length: 9 }, (_, i) => ({
    z: 8 + random() - 0.5,
    y: 12 + 24 * Math.floor(i / 3) + random() - 0.5,
    x: 12 + 24 * (i % 3) + random() - 0.5,
  }));
  const sigma = { z: 2.4, y: 1.8, x: 1.8 };
  const shape = { z: 17, y: 72, x: 72 };
  const data = new Float32Array(shape.z * shape.y * shape.x);
  for (let i = 0; i < data.length; i++) {
    const [x, y, z] = [i % 72, Math.floor(i / 72) % 72, Math.floor(i / 72 / 72)];
    let sum = 100 + random();
    for (const [n, p] of places.entries())
      sum +=
        (500 + 100 * n) *
        Math.exp(-0.5 * (((x - p.x) / sigma.x) ** 2 + ((y - p.y) / sigma.y) ** 2 + ((z - p.z) / sigma.z) ** 2));
    data[i] = sum;
  }
  const image = new HostVolume({ shape, data, spacing: { z: 0.2, y: 0.1, x: 0.1 }, unit: 'µm' });
  const size = { z: 15, y: 15, x: 15 };
  const [found, made] = [psfFromBeads(image, { positions: places, size }), gaussianPsf({ sigma, size })];
  expect([found.spacing, found.unit]).toEqual([image.spacing, 'µm']);
  const [f, m] = [around(found), around(made)];
  for (const [x, y, z] of [
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 2],
    [2, 2, 1],
    [-3, 1, -2],
    [4, 0, 0],
  ] as const)
    expect(Math.abs(f(x, y, z) - m(x, y, z))).toBeLessThan(0.015);
});

describe('refused', () => {
  const image = new HostVolume({ shape: { y: 9, x: 9 } });
  test.each([
    [() => gaussianPsf({ sigma: -1 }), /^gaussianPsf: sigma must be a finite number of at least 0, got -1$/],
    [() => gaussianPsf({ sigma: { c: 1 } as never }), /^gaussianPsf: sigma may name the axes z, y, x, got 'c'$/],
    [() => gaussianPsf({ sigma: 1, size: 4 }), /^gaussianPsf: size along y must be an odd whole number, .*, got 4$/],
    [() => gaussianPsf({ sigma: 1e6 }), /^gaussianPsf: it must have at most 67108864 voxels/],
    [() => gaussianPsf(undefined as never), /^gaussianPsf: sigma must be given, got nothing$/],
    [() => gaussianPsf({ sigma: '1' } as never), /^gaussianPsf: sigma must be a number or an object .*, got '1'$/],
    [() => gaussianPsf({ sigma: {} }), /^gaussianPsf: sigma must name an axis, got {}$/],
    [
      () => diskPsf({ radius: 1, truncate: 3 } as never),
      /^diskPsf: parameters must be among radius, size, got 'truncate'$/,
    ],
    [
      () => gibsonLanniPsf({ ...oil, spacing: 0.1, depht: 5 } as never),
      /^gibsonLanniPsf: parameters must be among .*, depth, .*, got 'depht'$/,
    ],
    [
      () => gibsonLanniPsf({ ...oil, spacing: 0.1, design: { immersion: 1.5 } } as never),
      /^gibsonLanniPsf: parameters must be among .*, design.immersionIndex, .*, got 'design.immersion'$/,
    ],
    [() => motionPsf({ length: 0 }), /^motionPsf: length must be a finite number above 0, got 0$/],
    [() => motionPsf({ length: 3, angle: Number.NaN }), /^motionPsf: angle must be a finite number, got NaN$/],
    [() => diskPsf({ radius: -2 }), /^diskPsf: radius must be a finite number above 0, got -2$/],
    [
      () => airyPsf({ ...lens, wavelength: 0, spacing: 1 }),
      /^airyPsf: wavelength must be a finite number above 0, got 0$/,
    ],
    [() => airyPsf({ ...lens, spacing: { z: 1 } }), /^airyPsf: spacing must be known along x and y/],
    [
      () => bornWolfPsf({ ...oil, immersionIndex: 1.33, spacing: 0.1 }),
      /^bornWolfPsf: immersionIndex must be at least the numerical aperture, 1.4, got 1.33$/,
    ],
    [
      () => gibsonLanniPsf({ ...oil, spacing: 0.1, depth: 500 }),
      /^gibsonLanniPsf: the point must lie within reach of the working distance, got 500 deep$/,
    ],
    [() => psfFromBeads(image, { positions: [], size: 3 }), /^psfFromBeads: there must be a bead, got no positions$/],
    [
      () => psfFromBeads(image, { positions: [{ y: 1, x: 4 }], size: 5 }),
      /^psfFromBeads: the box of every bead must lie inside the image .*, got one at y = 1$/,
    ],
    [
      () => psfFromBeads(image, { positions: [{ y: 4, x: 4 }], size: 5 }),
      /^psfFromBeads: beads must be brighter than what is around them, got one at 4, 4 is not$/,
    ],
    [
      () => psfFromBeads(image, { positions: [{ y: 4, x: 4 }], size: { z: 3, y: 3, x: 3 } }),
      /^psfFromBeads: size along z must be 1, as the image, got 3$/,
    ],
  ])('%s', (make, message) => {
    expect(make).toThrow(message);
  });
});
