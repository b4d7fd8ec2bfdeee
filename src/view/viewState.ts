/** What a viewer looks at, as data that can be kept, linked and set: which slice, how near, how it is compared. Pure arithmetic. */
import { SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Volume } from '../engine/volume.js';
import { type Camera, checkCamera } from './camera.js';
import { PLANES, type Placement, placeUnder, type Rect } from './placement.js';
import { checkRendering, FIRST_RENDERING, type Rendering } from './rendering.js';
import type { Place } from './voxels.js';

/** One slice; three across each other, beside the volume; the volume, seen through; a slice as a landscape. */
export const VIEW_MODES = ['slice', 'slices', 'volume', 'surface'] as const;
export type ViewMode = (typeof VIEW_MODES)[number];

/** What a drag does: it moves the picture, changes the window of values, or is handed to who listens to strokes. */
export const TOOLS = ['pan', 'window', 'draw'] as const;
export type Tool = (typeof TOOLS)[number];

/** How the scene before is shown with the one after: not, on the left of a line, or beside it. */
export const COMPARISONS = ['off', 'wipe', 'side'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface ViewState {
  readonly mode: ViewMode;
  /** The axis that a single slice is across. */
  readonly axis: SpatialAxis;
  /** The voxel that slices go through: whole numbers. */
  readonly position: Place;
  /** 1 where the whole slice fits, 2 for twice as near. */
  readonly zoom: number;
  /** What is in the middle, in voxels from the first one's edge; the volume's middle where undefined. */
  readonly centre: Place | undefined;
  /** Whether values between the centres of voxels are linear. */
  readonly smooth: boolean;
  /** Whether a cross shows the position. */
  readonly cross: boolean;
  readonly compare: Comparison;
  /** Where the line between before and after stands: 0 left, 1 right. */
  readonly wipe: number;
  readonly tool: Tool;
  /** From where volumes and landscapes are seen; from where all of them is seen where left out. */
  readonly cameras: { readonly volume?: Camera | undefined; readonly surface?: Camera | undefined };
  /** How volumes are seen through, and how high landscapes are. */
  readonly rendering: Rendering;
}

export const FIRST_STATE: ViewState = {
  mode: 'slice',
  axis: 'z',
  position: { z: 0, y: 0, x: 0 },
  zoom: 1,
  centre: undefined,
  smooth: false,
  cross: false,
  compare: 'off',
  wipe: 0.5,
  tool: 'pan',
  cameras: {},
  rendering: FIRST_RENDERING,
};

/** A slice in a room of the canvas. */
interface Looked {
  readonly axis: SpatialAxis;
  readonly room: Rect;
  readonly placement: Placement;
}

const NEAREST = 512;
const FARTHEST = 1 / 8;

/** Throws `ArgumentError` for a state that is none. */
export function checkState(state: ViewState): void {
  const one = (name: string, value: string, names: readonly string[]): void => {
    if (!names.includes(value)) throw new ArgumentError('view', `${name} must be one of ${names.join(', ')}`, value);
  };
  one('mode', state.mode, VIEW_MODES);
  one('axis', state.axis, SPATIAL_AXES);
  one('compare', state.compare, COMPARISONS);
  one('tool', state.tool, TOOLS);
  const numbers = { zoom: state.zoom, wipe: state.wipe, ...state.position, ...state.centre };
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isFinite(value)) throw new ArgumentError('view', `${name} must be a finite number`, `${value}`);
  for (const camera of Object.values(state.cameras)) if (camera) checkCamera(camera);
  checkRendering(state.rendering);
}

/** The state nearest to one that a volume of this shape can be looked at in. */
export function within(state: ViewState, { shape }: Pick<Volume, 'shape'>): ViewState {
  const inside = (axis: SpatialAxis): number =>
    Math.max(0, Math.min(shape[axis] - 1, Math.round(state.position[axis])));
  // what is flat has one slice and nothing to see through
  const flat = SPATIAL_AXES.find((axis) => shape[axis] === 1);
  const isAcross = flat === undefined || shape[state.axis] === 1;
  return {
    ...state,
    mode: flat === undefined || state.mode === 'surface' ? state.mode : 'slice',
    axis: isAcross ? state.axis : flat,
    position: { z: inside('z'), y: inside('y'), x: inside('x') },
    zoom: Math.max(FARTHEST, Math.min(NEAREST, state.zoom)),
    wipe: Math.max(0, Math.min(1, state.wipe)),
  };
}

/** A state in which all is seen. */
export const fitted = (state: ViewState): ViewState => ({ ...state, zoom: 1, centre: undefined, cameras: {} });

/** So many times nearer; what is at a pixel stays there. */
export function zoomed(state: ViewState, pane: Looked, [x, y]: readonly [number, number], factor: number): ViewState {
  const zoom = Math.max(FARTHEST, Math.min(NEAREST, state.zoom * factor));
  const by = zoom / state.zoom;
  const under = placeUnder(pane.placement, x, y);
  const middle = middleOf(pane);
  const moved = under.map((place, k) => place + ((middle[k] ?? 0) - place) / by);
  return { ...state, zoom, centre: centred(state, pane, moved) };
}

/** What was at a pixel is so many pixels further on. */
export function panned(state: ViewState, pane: Looked, [right, down]: readonly [number, number]): ViewState {
  const { step } = pane.placement;
  const middle = middleOf(pane);
  return { ...state, centre: centred(state, pane, [middle[0] - right * step[0], middle[1] - down * step[1]]) };
}

/** The column and row in the middle of the room. */
function middleOf({ room, placement }: Looked): readonly [number, number] {
  return placeUnder(placement, room.left + room.width / 2, room.top + room.height / 2);
}

function centred(
  { centre, position }: ViewState,
  { axis, placement }: Looked,
  [column = 0, row = 0]: readonly number[],
): Place {
  const { right, down } = PLANES[axis];
  // nothing is known of the third axis but where the slice is
  const before = centre ?? { z: position.z + 0.5, y: position.y + 0.5, x: position.x + 0.5 };
  // a picture that has left its room is found by nobody
  const kept = (place: number, length: number): number => Math.max(0, Math.min(length, place));
  return { ...before, [right]: kept(column, placement.columns), [down]: kept(row, placement.rows) };
}
