/** The keys of a viewer, as what they mean: those of a slice, and those of what is seen through a camera. */
import { dolly, orbit } from './camera.js';
import type { SlicePane, SpacePane } from './layout.js';
import { look, move, NEARER, step } from './moves.js';
import { firstImage } from './scene.js';
import type { Viewer } from './viewer.js';
import { fitted, panned, zoomed } from './viewState.js';

const PAGE = 10;
/** Degrees that a key turns. */
const STEP = 10;

/** Does what a key means, where it means anything. */
export function press(viewer: Viewer, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [pane] = viewer.panes;
  if (!pane) return;
  const keys =
    pane.kind === 'slice' ? keysOfSlice(viewer, pane, event.shiftKey) : keysOfSpace(viewer, pane, event.shiftKey);
  const action = { ...keys, '0': () => viewer.set(fitted(viewer.state)) }[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

type Keys = Readonly<Record<string, () => unknown>>;

function keysOfSlice(viewer: Viewer, pane: SlicePane, shift: boolean): Keys {
  const { width, height } = viewer.canvas;
  const zoom = (factor: number) => () => viewer.set(zoomed(viewer.state, pane, [width / 2, height / 2], factor));
  const by = (right: number, down: number) => () =>
    viewer.set(panned(viewer.state, pane, [(-right * width) / 10, (-down * height) / 10]));
  // where there is one slice only, or with shift, arrows move the picture
  const moves = shift || firstImage(pane.scene).volume.shape[viewer.state.axis] === 1;
  const go = (slices: number) => () => step(viewer, undefined, slices);
  return {
    ArrowRight: moves ? by(1, 0) : go(1),
    ArrowDown: moves ? by(0, 1) : go(1),
    ArrowLeft: moves ? by(-1, 0) : go(-1),
    ArrowUp: moves ? by(0, -1) : go(-1),
    PageDown: go(PAGE),
    PageUp: go(-PAGE),
    Home: go(Number.MIN_SAFE_INTEGER),
    End: go(Number.MAX_SAFE_INTEGER),
    '+': zoom(NEARER),
    '=': zoom(NEARER),
    '-': zoom(1 / NEARER),
  };
}

function keysOfSpace(viewer: Viewer, pane: SpacePane, shift: boolean): Keys {
  const { clientWidth, clientHeight } = viewer.canvas;
  const by = (right: number, down: number) => () =>
    shift
      ? move(viewer, pane, (-right * clientWidth) / 10, (-down * clientHeight) / 10)
      : look(viewer, pane, orbit(pane.camera, right * STEP, down * STEP));
  const go = (factor: number) => () => look(viewer, pane, dolly(pane.camera, factor));
  return {
    ArrowRight: by(1, 0),
    ArrowDown: by(0, 1),
    ArrowLeft: by(-1, 0),
    ArrowUp: by(0, -1),
    '+': go(NEARER),
    '=': go(NEARER),
    '-': go(1 / NEARER),
  };
}
