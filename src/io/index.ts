/** Files to volumes and back, from bytes to bytes: runs in a page as in Node. Whole files on disk: `brightfield/files`. */
export { encodeCsv } from './csv.js';
export { decodeDicom, readDicomSeries } from './dicom/read.js';
export { decode, encode, FORMATS } from './formats.js';
export { decodeJpeg } from './jpeg.js';
export { encodeMesh, MESH_FORMATS, type MeshFormat } from './mesh.js';
export { decodeNifti, decodeNiftiGzip } from './nifti.js';
export { decodeNpy, encodeNpy } from './npy.js';
export { decodePng, encodePng } from './png.js';
export { decodeSafetensors, encodeSafetensors, type Tensors } from './safetensors.js';
export { type ByteSource, blobSource, bytesSource } from './source.js';
export { decodeTiff } from './tiff/read.js';
export { encodeTiff } from './tiff/write.js';
