/** Viewers that look at one place. */
import type { Viewer } from './viewer.js';

/** Makes viewers look at the same place, as near, whichever is moved. The function that it gives lets them go. */
export function linkViews(...viewers: readonly Viewer[]): () => void {
  let telling = false;
  const stops = viewers.map((viewer) =>
    viewer.on('state', ({ position, zoom, centre, axis, mode, smooth, cameras, rendering }) => {
      if (telling) return;
      telling = true;
      for (const other of viewers)
        if (other !== viewer) other.set({ position, zoom, centre, axis, mode, smooth, cameras, rendering });
      telling = false;
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
