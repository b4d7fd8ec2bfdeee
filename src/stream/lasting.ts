/** Work that outlives its device: a driver that is reset takes what was on the device with it, not what is on the disk. */
import { DeviceLostError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';

/** How often the work goes on by itself. */
const LOSSES = 3;

/**
 * Does work with an engine that is opened for it, and again with another one where the device was lost. Rejects with `DeviceLostError` where
 * that does not help. `lost` is told.
 */
export async function lasting<T>(
  open: () => Promise<Engine>,
  work: (engine: Engine) => Promise<T>,
  lost: (error: DeviceLostError) => void,
): Promise<T> {
  for (let losses = 0; ; losses++) {
    using engine = await open();
    try {
      return await work(engine);
    } catch (error) {
      if (!(error instanceof DeviceLostError) || losses === LOSSES) throw error;
      lost(error);
    }
  }
}
