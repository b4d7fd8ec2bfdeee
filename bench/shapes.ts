/** The sizes that most rows have. */
export const image512 = { y: 512, x: 512 };
export const image1024 = { y: 1024, x: 1024 };
export const image2048 = { y: 2048, x: 2048 };
/** What GPUs are for: 1 GiB of f32. */
export const image16384 = { y: 16384, x: 16384 };
export const volume128 = { z: 128, y: 128, x: 128 };
export const volume256 = { z: 256, y: 256, x: 256 };
export const volume512 = { z: 512, y: 512, x: 512 };
