/** What gestures and keys do to a viewer: nearer, further on, turned, in another window. */
import { type Camera, pan } from './camera.js';
import type { Pane, SpacePane } from './layout.js';
import type { Viewer } from './viewer.js';

/** How much nearer a notch of the wheel or a key goes. */
export const NEARER = 1.25;

/** Looks at a pane's box through another camera. */
export function look(viewer: Viewer, pane: SpacePane, camera: Camera): void {
  viewer.move({ cameras: { ...viewer.state.cameras, [pane.kind]: camera } });
}

/** What a camera looks at goes along with the pointer. */
export function move(viewer: Viewer, pane: SpacePane, right: number, down: number): void {
  look(viewer, pane, pan(pane.camera, ...inPixels(viewer, right, down), pane.room));
}

/** Where a pane is now: its placement changes while it is dragged. */
export function paneNow<P extends Pane>(viewer: Viewer, pane: P): P {
  const isIt = (each: Pane): each is P =>
    each.kind === pane.kind && each.axis === pane.axis && each.room.left === pane.room.left;
  return viewer.panes.find(isIt) ?? pane;
}

export function inPixels({ canvas }: Viewer, right: number, down: number): readonly [number, number] {
  const box = canvas.getBoundingClientRect();
  return [(right * canvas.width) / box.width, (down * canvas.height) / box.height];
}

/** Changes the windows of all images that are shown: so many times wider, by so much of their width brighter. */
export function changeWindow(viewer: Viewer, wider: number, brighter: number): void {
  for (const [k, { window, volume, visible = true }] of (viewer.scene?.images ?? []).entries()) {
    if (!visible) continue;
    const [low, high] = window;
    const middle = (low + high) / 2 - brighter * (high - low);
    const whole = volume.dtype !== 'f32' && volume.dtype !== 'f16';
    const least = whole ? 0.5 : 1e-6 * Math.abs(middle) + 1e-30;
    const half = Math.max(least, ((high - low) / 2) * wider);
    viewer.setWindow(k, [middle - half, middle + half]);
  }
}

/** So many slices on, across the axis of the pane. */
export function step(viewer: Viewer, pane: Pane | undefined, slices: number): void {
  const axis = pane?.axis ?? viewer.state.axis;
  viewer.set({ position: { ...viewer.state.position, [axis]: viewer.state.position[axis] + slices } });
}
