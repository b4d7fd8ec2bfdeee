/**
 * Mouse, touch, wheel and keys on a viewer, as what they mean. One finger or the left button does what the tool says, two fingers
 * move and zoom, the right button (or shift) changes the window of values; the wheel goes through slices, with ctrl it zooms.
 * Volumes and landscapes are turned by a finger or the left button, moved by the middle one, and the wheel goes nearer.
 */
import { dolly, orbit } from './camera.js';
import { press as pressKey } from './gestureKeys.js';
import type { Pane } from './layout.js';
import { changeWindow, inPixels, look, move, NEARER, paneNow, step } from './moves.js';
import { firstImage } from './scene.js';
import type { Viewer } from './viewer.js';
import { fitted, panned, zoomed } from './viewState.js';

/** Pixels of a trackpad for one slice; a notch of a wheel is 100 or more and always one slice. */
const PIXELS = 30;
const NOTCH = 100;
/** A press that moved less is a click. */
const CLICK = 4;
/** Pixels for twice the width of the window, and for its whole width of brightness. */
const WIDER = 150;
const BRIGHTER = 300;
/** Degrees a pixel. */
const TURN = 0.4;

/** A finger or button that is down. */
interface Press {
  x: number;
  y: number;
  readonly from: readonly [number, number];
  readonly pane: Pane | undefined;
  readonly does: 'pan' | 'window' | 'draw';
  /** Whether a camera is moved by it, not turned. */
  readonly moves: boolean;
}

/** Listens to a viewer's canvas; the function that it gives stops that. */
export function gesturesOf(viewer: Viewer): () => void {
  const { canvas } = viewer;
  const stop = new AbortController();
  const { signal } = stop;
  const presses = new Map<number, Press>();

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      canvas.setPointerCapture(event.pointerId);
      const windowing = event.button === 2 || event.shiftKey;
      const press: Press = {
        x: event.clientX,
        y: event.clientY,
        from: [event.clientX, event.clientY],
        pane: viewer.paneAt(event),
        does: windowing ? 'window' : event.button === 1 ? 'pan' : viewer.state.tool,
        moves: event.button === 1 || event.ctrlKey,
      };
      // a second finger ends what the first one drew
      if (presses.size === 1) endStroke(viewer, [...presses.values()][0]);
      presses.set(event.pointerId, press);
      if (press.does === 'draw' && press.pane?.kind === 'slice' && presses.size === 1)
        viewer.tell('stroke', { phase: 'begin', ...viewer.placeOn(press.pane, event) });
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      viewer.tell('hover', viewer.voxelAt(event));
      const press = presses.get(event.pointerId);
      if (!press) return;
      const moved = [event.clientX - press.x, event.clientY - press.y] as const;
      if (presses.size === 2) pinch(viewer, presses, press, event);
      else if (presses.size === 1) drag(viewer, press, moved, event);
      press.x = event.clientX;
      press.y = event.clientY;
    },
    { signal },
  );
  const up = (event: PointerEvent): void => {
    const press = presses.get(event.pointerId);
    presses.delete(event.pointerId);
    if (!press || presses.size > 0) return;
    const far = Math.hypot(event.clientX - press.from[0], event.clientY - press.from[1]);
    if (press.does === 'draw') endStroke(viewer, press, event);
    else if (event.type === 'pointerup' && far < CLICK && event.button === 0) {
      const position = viewer.voxelAt(event);
      if (position) viewer.set({ position });
    }
  };
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', up, { signal });
  canvas.addEventListener('pointerleave', () => viewer.tell('hover', undefined), { signal });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  canvas.addEventListener('dblclick', () => viewer.state.tool !== 'draw' && viewer.set(fitted(viewer.state)), {
    signal,
  });
  listenToWheel(viewer, signal);
  canvas.addEventListener('keydown', (event) => pressKey(viewer, event), { signal });
  return () => stop.abort();
}

function endStroke(viewer: Viewer, press: Press | undefined, event?: PointerEvent): void {
  if (press?.does !== 'draw' || press.pane?.kind !== 'slice') return;
  viewer.tell('stroke', {
    phase: 'end',
    ...viewer.placeOn(press.pane, event ?? { clientX: press.x, clientY: press.y }),
  });
}

function drag(viewer: Viewer, press: Press, [right, down]: readonly [number, number], event: PointerEvent): void {
  const { does, pane } = press;
  if (does === 'window') changeWindow(viewer, 2 ** (right / WIDER), -down / BRIGHTER);
  else if (pane && pane.kind !== 'slice') {
    const now = paneNow(viewer, pane);
    if (press.moves) move(viewer, now, right, down);
    else look(viewer, now, orbit(now.camera, right * TURN, down * TURN));
  } else if (pane && does === 'draw') viewer.tell('stroke', { phase: 'go', ...viewer.placeOn(pane, event) });
  else if (pane) viewer.set(panned(viewer.state, paneNow(viewer, pane), inPixels(viewer, right, down)));
}

/** Two fingers: what was between them stays there. */
function pinch(viewer: Viewer, presses: ReadonlyMap<number, Press>, moving: Press, event: PointerEvent): void {
  const other = [...presses.values()].find((press) => press !== moving);
  const { pane } = moving;
  if (!other || !pane) return;
  const before = Math.hypot(moving.x - other.x, moving.y - other.y);
  const now = Math.hypot(event.clientX - other.x, event.clientY - other.y);
  const middle = { clientX: (event.clientX + other.x) / 2, clientY: (event.clientY + other.y) / 2 };
  const factor = before > 0 ? now / before : 1;
  const half = [(event.clientX - moving.x) / 2, (event.clientY - moving.y) / 2] as const;
  if (pane.kind !== 'slice') {
    look(viewer, pane, dolly(paneNow(viewer, pane).camera, factor));
    move(viewer, paneNow(viewer, pane), ...half);
    return;
  }
  viewer.set(zoomed(viewer.state, paneNow(viewer, pane), viewer.pixelAt(middle), factor));
  viewer.set(panned(viewer.state, paneNow(viewer, pane), inPixels(viewer, ...half)));
}

function listenToWheel(viewer: Viewer, signal: AbortSignal): void {
  let scrolled = 0;
  viewer.canvas.addEventListener(
    'wheel',
    (event) => {
      const pane = viewer.paneAt(event);
      if (!pane) return;
      event.preventDefault();
      const flat = firstImage(pane.scene).volume.shape[pane.axis] === 1;
      const notch = event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(event.deltaY) >= NOTCH;
      const factor = notch ? NEARER ** -Math.sign(event.deltaY) : 2 ** (-event.deltaY / NOTCH);
      if (pane.kind !== 'slice') {
        look(viewer, pane, dolly(pane.camera, factor));
        return;
      }
      if (event.ctrlKey || event.metaKey || flat) {
        viewer.set(zoomed(viewer.state, pane, viewer.pixelAt(event), factor));
        return;
      }
      scrolled = notch ? Math.sign(event.deltaY) * PIXELS : scrolled + event.deltaY;
      const slices = Math.trunc(scrolled / PIXELS);
      scrolled -= slices * PIXELS;
      if (slices) step(viewer, pane, slices);
    },
    { passive: false, signal },
  );
}
