/** Many small maps as one picture, put together on the GPU. */
import { abs, concatenate, divide, HostVolume, max, maximum, type Node, pad, reshape, transpose } from 'brightfield';

/** The least that counts as a number: maps of zeros stay zeros. */
const LEAST = 1e-6;

/** Each map by itself, along c, from -1 to 1. */
export function scaled(maps: Node): Node {
  return divide(maps, maximum(max(abs(maps), { axes: 'yx' }), LEAST));
}

/** All maps together, from -1 to 1. */
export function scaledTogether(maps: Node): Node {
  return divide(maps, maximum(max(abs(maps)), LEAST));
}

/** What a network makes of places, in rows of so many along n: a map for each channel. */
export function mapsOf(made: Node, rows: number): Node {
  const { n, c } = made.shape;
  const table = transpose(reshape(made, { shape: { y: n, x: c } }));
  return reshape(table, { shape: { c, y: rows, x: n / rows } });
}

/** Maps in so many rows, each with a gap to its right and below it. */
export function atlasOf(maps: Node, rows: number, gap: number): Node {
  const columns = maps.shape.c / rows;
  const padded = pad(maps, { before: 0, after: { y: gap, x: gap } });
  const { y, x } = padded.shape;
  const grid = reshape(padded, { shape: { n: rows, c: columns, y, x } });
  const lines = transpose(grid, { from: { c: 'y', y: 'c' } });
  return reshape(lines, { shape: { y: rows * y, x: columns * x } });
}

/** 1 where an atlas of maps of that size has gaps. */
export function gapsOf(rows: number, columns: number, size: number, gap: number): HostVolume {
  const pitch = size + gap;
  const shape = { y: rows * pitch, x: columns * pitch };
  const data = new Uint8Array(shape.y * shape.x);
  for (let y = 0; y < shape.y; y++)
    for (let x = 0; x < shape.x; x++) if (y % pitch >= size || x % pitch >= size) data[y * shape.x + x] = 1;
  return new HostVolume({ shape, data });
}

/** Where the maps of a drawn network lie: a column for each layer, in the middle of the height, its maps one above the other. */
export class ColumnPlan {
  readonly width: number;
  readonly height: number;

  constructor(
    readonly units: readonly number[],
    readonly size: number,
    /** Between two maps of a column, an even number. */
    readonly gap: number,
    readonly between: number,
  ) {
    this.width = units.length * size + (units.length - 1) * between;
    this.height = Math.max(...units) * (size + gap);
  }

  left(column: number): number {
    return column * (this.size + this.between);
  }

  /** Where a unit's map begins; of unit 0 it is half a gap below the column's begin. */
  top(column: number, unit: number): number {
    const { size, gap, units, height } = this;
    return Math.floor((height - (units[column] ?? 0) * (size + gap)) / 2) + unit * (size + gap) + gap / 2;
  }

  /** The picture: maps along c for every column. */
  pictureOf(columns: readonly Node[]): Node {
    const { size, gap, between, height } = this;
    const parts = columns.map((maps, at) => {
      const framed = pad(maps, { before: { y: gap / 2 }, after: { y: gap / 2 } });
      const long = reshape(framed, { shape: { y: maps.shape.c * (size + gap), x: size } });
      const above = this.top(at, 0) - gap / 2;
      return pad(long, {
        before: { y: above, x: at ? between : 0 },
        after: { y: height - above - long.shape.y },
      });
    });
    return concatenate(parts, { axis: 'x' });
  }

  /** 1 where the picture shows no map. */
  gaps(): HostVolume {
    const { width, height, size } = this;
    const data = new Uint8Array(height * width).fill(1);
    this.units.forEach((count, column) => {
      for (let unit = 0; unit < count; unit++)
        for (let y = 0; y < size; y++) {
          const start = (this.top(column, unit) + y) * width + this.left(column);
          data.fill(0, start, start + size);
        }
    });
    return new HostVolume({ shape: { y: height, x: width }, data });
  }
}
