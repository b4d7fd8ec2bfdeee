/** The path of a Chromium that starts, or undefined; with `install`, one may be installed. */
export function findChromium(options: { install: boolean }): Promise<string | undefined>;

/** The flags with which a headless Chromium shows WebGPU and its canvas. */
export function chromiumFlags(): string[];
