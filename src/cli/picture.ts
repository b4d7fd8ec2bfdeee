/** A picture for people: colours in memory that panels and labels are drawn on. */
import { HostVolume } from '../core/hostVolume.js';
import { dotOf, LETTER_HEIGHT, LETTER_WIDTH } from './font.js';

export type Colour = readonly [red: number, green: number, blue: number];

/** Numbers in rows, such as one slice of a volume. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export class Picture {
  /** Red, green and blue planes, one after the other: the order of a volume with channels. */
  readonly data: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
    background: Colour,
  ) {
    this.data = new Uint8Array(3 * width * height);
    background.forEach((value, channel) => {
      this.data.fill(value, channel * width * height, (channel + 1) * width * height);
    });
  }

  /** Sets one dot; dots outside are left out. */
  dot(x: number, y: number, colour: Colour): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    colour.forEach((value, channel) => {
      this.data[(channel * this.height + y) * this.width + x] = value;
    });
  }

  /** Writes a line of text, each dot of a letter a square of `size` dots. */
  text(x: number, y: number, words: string, colour: Colour, size = 2): void {
    [...words].forEach((letter, at) => {
      for (let row = 0; row < LETTER_HEIGHT * size; row++)
        for (let column = 0; column < LETTER_WIDTH * size; column++)
          if (dotOf(letter, Math.floor(column / size), Math.floor(row / size)))
            this.dot(x + at * LETTER_WIDTH * size + column, y + row, colour);
    });
  }

  /** As a volume that a PNG can hold. */
  volume(): HostVolume {
    return new HostVolume({ shape: { c: 3, y: this.height, x: this.width }, data: this.data, layout: 'yxc' });
  }
}

/** How wide a text is. */
export function textWidth(words: string, size = 2): number {
  return words.length * LETTER_WIDTH * size;
}

/** A plane at another size: the mean of what falls on a dot, or between dots, the straight line. */
export function resampled({ width, height, data }: Plane, toWidth: number, toHeight: number): Plane {
  const columns = weights(width, toWidth);
  const rows = weights(height, toHeight);
  const out = new Float32Array(toWidth * toHeight);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      let sum = 0;
      for (const [j, wy] of row) for (const [i, wx] of column) sum += wy * wx * (data[j * width + i] ?? 0);
      out[y * toWidth + x] = sum;
    });
  });
  return { width: toWidth, height: toHeight, data: out };
}

/** For each new position, which old ones count how much. */
function weights(from: number, to: number): [number, number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, at) => {
    if (step > 1) {
      const [begin, end] = [at * step, Math.min(from, (at + 1) * step)];
      const list: [number, number][] = [];
      for (let k = Math.floor(begin); k < end; k++)
        list.push([k, (Math.min(end, k + 1) - Math.max(begin, k)) / (end - begin)]);
      return list;
    }
    const centre = Math.min(from - 1, Math.max(0, (at + 0.5) * step - 0.5));
    const low = Math.floor(centre);
    return low + 1 < from
      ? [
          [low, 1 - centre + low],
          [low + 1, centre - low],
        ]
      : [[low, 1]];
  });
}
