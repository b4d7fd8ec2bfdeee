/// <reference lib="esnext.disposable" preserve="true" />
/** Files to volumes and back, from bytes to bytes: runs in a page as in Node. Whole files on disk: `brightfield/files`. */
export { encodeCsv } from './csv.js';
export { decodeDicom, readDicomSeries } from './dicom/read.js';
export { type FileOptions, fileOf } from './fileOf.js';
export { decode, encode, FORMATS } from './formats.js';
export { decodeJpeg } from './jpeg.js';
export { encodeMesh, MESH_FORMATS, type MeshFormat } from './mesh.js';
export { decodeNifti, decodeNiftiGzip } from './nifti.js';
export { decodeNpy, encodeNpy } from './npy.js';
export { openFiles } from './open.js';
export type { Opened, OpenedFiles, OpenedLarge, OpenOptions } from './openHere.js';
export { droppedFiles, filesOfFolder, type PickedFile } from './picked.js';
export { decodePng, encodePng } from './png.js';
export { decodeSafetensors, encodeSafetensors, type Tensors } from './safetensors.js';
export { type ByteSource, blobSource, bytesSource } from './source.js';
export { decodeTiff } from './tiff/read.js';
export { encodeTiff } from './tiff/write.js';
export { handleStore } from './zarr/handleStore.js';
export { httpStore } from './zarr/httpStore.js';
export { openOmeZarr, type ZarrReadOptions } from './zarr/read.js';
export { filesStore, memoryStore, type ZarrReadable, type ZarrWritable } from './zarr/store.js';
export { encodeOmeZarrZip, writeOmeZarr, type ZarrWriteOptions } from './zarr/write.js';
