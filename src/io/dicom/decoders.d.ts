/** What is used of three decoders that come without types: OpenJPEG and CharLS as JavaScript, and one of lossless JPEG. */
type CodecModule<Decoder> = (options: { print(text: string): void; printErr(text: string): void }) => Promise<Decoder>;
interface CodecInstance {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
  delete(): void;
}
declare module '@cornerstonejs/codec-openjpeg/decode' {
  const codec: CodecModule<{ readonly J2KDecoder: new () => CodecInstance }>;
  export default codec;
}
declare module '@cornerstonejs/codec-charls/decode' {
  const codec: CodecModule<{ readonly JpegLSDecoder: new () => CodecInstance }>;
  export default codec;
}
declare module 'jpeg-lossless-decoder-js' {
  const jpeg: {
    readonly lossless: {
      readonly Decoder: new () => { decode(buffer: ArrayBuffer, offset: number, length: number): ArrayLike<number> };
    };
  };
  export default jpeg;
}
