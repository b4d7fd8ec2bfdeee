/** How a canvas is divided: one pane or several, each with what it shows and where that lies. Pure arithmetic. */
import type { SpatialAxis } from '../core/axes.js';
import { type Box, boxOf } from './box.js';
import { type Camera, firstView } from './camera.js';
import { surfaceBox } from './draws/surface.js';
import { PLANES, type Placement, placeSlice, type Rect } from './placement.js';
import { firstImage, type Scene } from './scene.js';
import type { ViewState } from './viewState.js';

/** What there is to show. */
export interface Shown {
  readonly scene: Scene;
  /** What it is compared with. */
  readonly before?: Scene | undefined;
}

interface Room {
  readonly scene: Scene;
  readonly room: Rect;
  /** The part of the room that it may draw in. */
  readonly clip: Rect;
  /** The axis and the voxel along it of the slice that is shown, or whose landscape is. */
  readonly axis: SpatialAxis;
  readonly position: number;
}

/** A slice, and where it lies. */
export interface SlicePane extends Room {
  readonly kind: 'slice';
  readonly placement: Placement;
}

/** A volume that is seen through, or a slice as a landscape: what a camera sees of a box. */
export interface SpacePane extends Room {
  readonly kind: 'volume' | 'surface';
  readonly box: Box;
  readonly camera: Camera;
}

export type Pane = SlicePane | SpacePane;

/** Device pixels between panes. */
const GAP = 4;

/** The panes of a canvas of so many pixels. */
export function layOut(state: ViewState, shown: Shown, size: Pick<Rect, 'width' | 'height'>): readonly Pane[] {
  // a canvas has its size from its prototype: it cannot be spread
  const { width, height } = size;
  const whole: Rect = { left: 0, top: 0, width, height };
  const kind = state.mode === 'slices' ? 'slice' : state.mode;
  const pane = (scene: Scene, room: Rect): Pane => paneOf(state, kind, scene, state.axis, room);
  if (state.mode === 'slices') {
    const [z, y, x, space] = quarters(whole);
    return [
      paneOf(state, 'slice', shown.scene, 'z', z),
      paneOf(state, 'slice', shown.scene, 'y', y),
      paneOf(state, 'slice', shown.scene, 'x', x),
      paneOf(state, 'volume', shown.scene, 'z', space),
    ];
  }
  const { before } = shown;
  if (!before || state.compare === 'off') return [pane(shown.scene, whole)];
  if (state.compare === 'side') {
    const [left, right] = halves(whole);
    return [pane(before, left), pane(shown.scene, right)];
  }
  const line = Math.round(width * state.wipe);
  return [
    { ...pane(before, whole), clip: { ...whole, width: line } },
    { ...pane(shown.scene, whole), clip: { ...whole, left: line, width: width - line } },
  ];
}

function paneOf(state: ViewState, kind: Pane['kind'], scene: Scene, axis: SpatialAxis, room: Rect): Pane {
  const { volume } = firstImage(scene);
  // a result may have fewer slices than what it was made of
  const position = Math.min(state.position[axis], volume.shape[axis] - 1);
  const common = { scene, axis, position, room, clip: room };
  if (kind === 'slice') {
    const { right, down } = PLANES[axis];
    const { zoom, centre } = state;
    const look = { zoom, centre: centre && ([centre[right], centre[down]] as const) };
    return { ...common, kind, placement: placeSlice(volume, axis, room, look) };
  }
  const box = kind === 'volume' ? boxOf(volume) : surfaceBox(volume, axis, state.rendering.exaggeration);
  const camera = state.cameras[kind] ?? firstView(box, kind === 'volume' ? uprightOf(box) : 'z');
  return { ...common, kind, box, camera };
}

/** A stack that is longest along z, such as a scan of a body, stands on it; a flat one, such as a microscope's, is seen as its slices are. */
function uprightOf({ size, scale }: Box): Camera['upright'] {
  return size.z * scale.z > Math.max(size.y * scale.y, size.x * scale.x) ? 'z' : 'y';
}

function halves({ left, top, width, height }: Rect): readonly [Rect, Rect] {
  const each = Math.floor((width - GAP) / 2);
  return [
    { left, top, width: each, height },
    { left: left + width - each, top, width: each, height },
  ];
}

/** Four rooms: across z above at the left, across y beneath it, across x at its right; and what is left. */
function quarters(whole: Rect): readonly [Rect, Rect, Rect, Rect] {
  const [left, right] = halves(whole);
  const height = Math.floor((whole.height - GAP) / 2);
  const below = whole.top + whole.height - height;
  return [
    { ...left, height },
    { ...left, top: below, height },
    { ...right, height },
    { ...right, top: below, height },
  ];
}

/** The pane whose room a pixel is in. */
export function paneAt(panes: readonly Pane[], x: number, y: number): Pane | undefined {
  const holds = ({ left, top, width, height }: Rect): boolean =>
    x >= left && y >= top && x < left + width && y < top + height;
  return panes.find(({ clip }) => holds(clip));
}
