/** How a canvas is divided: one pane or several, each with the slice that it shows and where that lies. Pure arithmetic. */
import { SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { PLANES, type Placement, placeSlice, type Rect } from './placement.js';
import { firstImage, type Scene } from './scene.js';
import type { ViewState } from './viewState.js';

/** What there is to show. */
export interface Shown {
  readonly scene: Scene;
  /** What it is compared with. */
  readonly before?: Scene | undefined;
}

export interface Pane {
  readonly scene: Scene;
  readonly axis: SpatialAxis;
  readonly position: number;
  readonly room: Rect;
  /** The part of the room that it may draw in. */
  readonly clip: Rect;
  readonly placement: Placement;
}

/** Device pixels between panes. */
const GAP = 4;

/** The panes of a canvas of so many pixels. */
export function layOut(state: ViewState, shown: Shown, size: Pick<Rect, 'width' | 'height'>): readonly Pane[] {
  // a canvas has its size from its prototype: it cannot be spread
  const { width, height } = size;
  const whole: Rect = { left: 0, top: 0, width, height };
  if (state.mode === 'slices')
    return quarters(whole).map((room, k) => paneOf(state, shown.scene, SPATIAL_AXES[k] ?? 'z', room));
  const { before } = shown;
  const after = paneOf(state, shown.scene, state.axis, whole);
  if (!before || state.compare === 'off') return [after];
  if (state.compare === 'side') {
    const [left, right] = halves(whole);
    return [paneOf(state, before, state.axis, left), paneOf(state, shown.scene, state.axis, right)];
  }
  const line = Math.round(width * state.wipe);
  return [
    { ...paneOf(state, before, state.axis, whole), clip: { ...whole, width: line } },
    { ...after, clip: { ...whole, left: line, width: width - line } },
  ];
}

function paneOf(state: ViewState, scene: Scene, axis: SpatialAxis, room: Rect): Pane {
  const { volume } = firstImage(scene);
  const { right, down } = PLANES[axis];
  const { zoom, centre } = state;
  const look = { zoom, centre: centre && ([centre[right], centre[down]] as const) };
  // a result may have fewer slices than what it was made of
  const position = Math.min(state.position[axis], volume.shape[axis] - 1);
  return { scene, axis, position, room, clip: room, placement: placeSlice(volume, axis, room, look) };
}

function halves({ left, top, width, height }: Rect): readonly [Rect, Rect] {
  const each = Math.floor((width - GAP) / 2);
  return [
    { left, top, width: each, height },
    { left: left + width - each, top, width: each, height },
  ];
}

/** Three rooms of four: across z above at the left, across y beneath it, across x at its right. */
function quarters(whole: Rect): readonly Rect[] {
  const [left, right] = halves(whole);
  const height = Math.floor((whole.height - GAP) / 2);
  const below = whole.top + whole.height - height;
  return [
    { ...left, height },
    { ...left, top: below, height },
    { ...right, height },
  ];
}

/** The pane whose room a pixel is in. */
export function paneAt(panes: readonly Pane[], x: number, y: number): Pane | undefined {
  const holds = ({ left, top, width, height }: Rect): boolean =>
    x >= left && y >= top && x < left + width && y < top + height;
  return panes.find(({ clip }) => holds(clip));
}
