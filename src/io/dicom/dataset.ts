/**
 * The data elements of a DICOM file (PS3.5, chapter 7, and PS3.10): where each value lies. One walk over the bytes, in time that grows
 * with them and not with what they claim; nothing is copied. It ends at the pixels.
 */
import { FormatError } from '../../core/errors.js';

/** A value: its place in the bytes of the set, or the items of a sequence. */
export interface Element {
  readonly at: number;
  readonly length: number;
  readonly items?: readonly Elements[];
}

/** Elements by their tag, group·65536 + number. */
export type Elements = ReadonlyMap<number, Element>;

/** The pixels: any of `PixelData`, `FloatPixelData`, `DoubleFloatPixelData`. */
const PIXELS: readonly number[] = [0x7fe00008, 0x7fe00009, 0x7fe00010];
/** Sequences that are looked into; those of known length that are not here are passed over. */
const SEQUENCES = [0x52009229, 0x52009230, 0x00289110, 0x00289145, 0x00209113, 0x00209116];
const LONG = ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'];
const [ITEM, ITEM_END, SEQUENCE_END] = [0xfffee000, 0xfffee00d, 0xfffee0dd];
const UNDEFINED = 0xffffffff;
const DEEPEST = 16;

/** How the values of a file are written. */
export interface Syntax {
  readonly littleEndian: boolean;
  /** Without the two letters of a type before each value. */
  readonly implicit: boolean;
}

/** The tag of an element as the standard writes it. */
const tagText = (tag: number): string =>
  `(${[tag >>> 16, tag & 0xffff].map((part) => part.toString(16).padStart(4, '0')).join(',')})`;

/** Reads elements from one place on; `next` is where it stopped: behind the element that ended it, or at the pixels' element. */
export class Walk {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly syntax: Syntax,
    private readonly name: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Elements up to `end`, to the end of their item, to the first that `before` refuses, or to the pixels. */
  elements(
    from: number,
    end: number,
    before = (_tag: number): boolean => false,
    depth = 0,
  ): [Map<number, Element>, number] {
    if (depth > DEEPEST) throw new FormatError(this.name, `sequences more than ${DEEPEST} deep are not read`);
    const found = new Map<number, Element>();
    for (let at = from; at < end; ) {
      if (at + 4 <= end && before(this.tag(at))) return [found, at];
      const { tag, start, length, sequence, implicit } = this.head(at, end);
      if (tag === ITEM_END || tag === SEQUENCE_END) return [found, start];
      if (PIXELS.includes(tag)) {
        found.set(tag, { at: start, length });
        return [found, at];
      }
      if (length === UNDEFINED || (sequence && SEQUENCES.includes(tag))) {
        const walk =
          implicit === this.syntax.implicit ? this : new Walk(this.bytes, { littleEndian: true, implicit }, this.name);
        const stop = length === UNDEFINED ? end : this.checked(tag, start, length, end);
        const [items, next] = walk.items(tag, start, stop, depth + 1);
        if (SEQUENCES.includes(tag)) found.set(tag, { at: start, length: next - start, items });
        at = length === UNDEFINED ? next : stop;
      } else {
        at = this.checked(tag, start, length, end);
        found.set(tag, { at: start, length });
      }
    }
    return [found, end];
  }

  /** The items of a sequence, and where it ends. */
  private items(tag: number, from: number, end: number, depth: number): [Elements[], number] {
    const items: Elements[] = [];
    for (let at = from; at < end; ) {
      const [mark, length] = this.mark(tag, at, end);
      at += 8;
      if (mark === SEQUENCE_END) return [items, at];
      if (mark !== ITEM)
        throw new FormatError(this.name, `damaged: ${tagText(mark)} among the items of ${tagText(tag)}`);
      const stop = length === UNDEFINED ? end : this.checked(tag, at, length, end);
      const [item, next] = this.elements(at, stop, undefined, depth);
      items.push(item);
      at = length === UNDEFINED ? next : stop;
    }
    return [items, end];
  }

  /** The parts that encapsulated pixels are in; the first is the table of offsets. */
  fragments(from: number): Uint8Array[] {
    const parts: Uint8Array[] = [];
    for (let at = from; ; ) {
      const [mark, length] = this.mark(0x7fe00010, at, this.bytes.length);
      at += 8;
      if (mark === SEQUENCE_END) return parts;
      if (mark !== ITEM) throw new FormatError(this.name, `damaged: ${tagText(mark)} among the parts of the pixels`);
      const stop = this.checked(0x7fe00010, at, length, this.bytes.length);
      parts.push(this.bytes.subarray(at, stop));
      at = stop;
    }
  }

  /** A tag and a length of four bytes. */
  private mark(within: number, at: number, end: number): [number, number] {
    if (at + 8 > end) throw new FormatError(this.name, `ends within ${tagText(within)}`);
    return [this.tag(at), this.view.getUint32(at + 4, this.syntax.littleEndian)];
  }

  private tag(at: number): number {
    const { littleEndian } = this.syntax;
    return this.view.getUint16(at, littleEndian) * 65536 + this.view.getUint16(at + 2, littleEndian);
  }

  private head(at: number, end: number) {
    if (at + 8 > end) throw new FormatError(this.name, 'ends within an element');
    const { view, syntax } = this;
    const tag = this.tag(at);
    // marks of items have no type in either syntax
    if (syntax.implicit || tag >>> 16 === 0xfffe) {
      const length = view.getUint32(at + 4, syntax.littleEndian);
      return { tag, start: at + 8, length, sequence: true, implicit: syntax.implicit };
    }
    const type = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
    if (!/^[A-Z]{2}$/.test(type)) throw new FormatError(this.name, `damaged: ${tagText(tag)} has no type`);
    if (!LONG.includes(type))
      return {
        tag,
        start: at + 8,
        length: view.getUint16(at + 6, syntax.littleEndian),
        sequence: false,
        implicit: false,
      };
    if (at + 12 > end) throw new FormatError(this.name, `ends within ${tagText(tag)}`);
    // what stands for a type that is not known is written without types inside (PS3.5, 6.2.2)
    const length = view.getUint32(at + 8, syntax.littleEndian);
    return { tag, start: at + 12, length, sequence: type === 'SQ', implicit: type === 'UN' };
  }

  private checked(tag: number, start: number, length: number, end: number): number {
    if (start + length <= end) return start + length;
    throw new FormatError(
      this.name,
      `ends within ${tagText(tag)}: it should have ${length} bytes, ${end - start} are there`,
    );
  }
}
