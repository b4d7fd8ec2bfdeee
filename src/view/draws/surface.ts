/** The draw of a slice as a landscape: the values of the first image that is shown are heights. */
import type { SpatialAxis } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Description } from '../../core/hostVolume.js';
import { packParams } from '../../engine/params.js';
import { type Box, scaled, toSpace } from '../box.js';
import { type Camera, eyeOf, frameOf } from '../camera.js';
import type { Draw } from '../draw.js';
import { paletteOf } from '../palette.js';
import { PLANES, type Rect } from '../placement.js';
import { clipMatrix } from '../projection.js';
import type { Quality, Rendering } from '../rendering.js';
import { channelOf, type Scene, shownImages } from '../scene.js';
import { along, combined, each, type Vector, vectorOf } from '../vector.js';
import { boundVoxels, PIECES, sliceEnds } from '../voxels.js';
import { lampsOf } from './lamps.js';

/** Quads along a side at most: of a larger image every second voxel is a vertex, or every third. */
const MOST: Readonly<Record<Quality, number>> = { fast: 256, fine: 1024 };

export interface SurfaceDraw {
  readonly scene: Scene;
  readonly axis: SpatialAxis;
  readonly position: number;
  readonly camera: Camera;
  readonly rendering: Rendering;
  /** What the camera fills. */
  readonly room: Rect;
  /** The pixels that it may touch. */
  readonly clip: Rect;
  /** The whole canvas. */
  readonly canvas: Pick<Rect, 'width' | 'height'>;
  readonly maxBinding: number;
}

/**
 * The box of a landscape: columns along x, rows along y, and one voxel along z, from the upper end of the window above to the
 * lower end beneath. Cameras of landscapes have z upright.
 */
export function surfaceBox(
  { shape, spacing }: Pick<Description, 'shape' | 'spacing'>,
  axis: SpatialAxis,
  exaggeration: number,
): Box {
  const { right, down } = PLANES[axis];
  const [across, along] = [spacing[right], spacing[down]];
  // without both sizes nothing is known of the proportions
  const lengths = across && along ? { x: across, y: along } : { x: 1, y: 1 };
  const size = { z: 1, y: shape[down], x: shape[right] };
  const z = exaggeration * Math.max(size.x * lengths.x, size.y * lengths.y);
  return scaled(size, { ...lengths, z });
}

/**
 * The draws of a checked scene. Nothing is drawn of an image of one row or column.
 * Throws `ArgumentError` where the slice does not fit into four bindings.
 */
export function drawSurface(draw: SurfaceDraw): Draw[] {
  const { scene, axis, position, camera, rendering, room, clip, canvas, maxBinding } = draw;
  const [image] = shownImages(scene);
  if (!image) return [];
  const { volume, window } = image;
  const { right, down } = PLANES[axis];
  const ends = sliceEnds(volume, axis, position);
  const [voxels, ...more] = boundVoxels(volume, channelOf(scene, image), ends, maxBinding);
  if (!voxels || more.length > 0)
    throw new ArgumentError(
      'view',
      `a landscape must lie in ${PIECES} bindings of ${maxBinding} bytes: show another axis, or a smaller copy`,
      `${volume.shape[right]} x ${volume.shape[down]} across ${axis} in ${(more.length + 1) * PIECES} or so`,
    );
  const [columns, rows] = [volume.shape[right], volume.shape[down]];
  const stride = Math.max(1, Math.ceil((Math.max(columns, rows) - 1) / MOST[rendering.quality]));
  const quads = [columns, rows].map((length) => Math.ceil((length - 1) / stride)) as [number, number];
  if (quads[0] * quads[1] === 0) return [];
  const box = surfaceBox(volume, axis, rendering.exaggeration);
  const [to_x = [], to_y = [], to_z = [], to_w = []] = clipMatrix(camera, box, room, canvas);
  const params = packParams('view/heightField', {
    to_x,
    to_y,
    to_z,
    to_w,
    corner: along(axis, position),
    right: along(right, 1),
    down: along(down, 1),
    extent: [columns, rows],
    low: window[0],
    high: window[1],
    shading: rendering.shading,
    quads: quads[0],
    stride,
    scale: vectorOf(box.scale),
    eye: eyeIn(box, camera),
    ...lampsOf(camera),
  });
  const vertices = 6 * quads[0] * quads[1];
  return [
    {
      kernel: 'view/heightField',
      params,
      voxels,
      palette: paletteOf(image),
      clip,
      light: 'over',
      solid: true,
      vertices,
    },
  ];
}

/** Where the eye is, in voxels, and 1; or in which direction, and 0. */
function eyeIn(box: Box, camera: Camera): readonly number[] {
  const inVoxels = (vector: Vector): Vector => each(vector, vectorOf(box.scale), (a, b) => a / b);
  if (camera.orthographic) return [...inVoxels(combined([-1, frameOf(camera).forward])), 0];
  const first = toSpace(box, { z: 0, y: 0, x: 0 });
  return [...inVoxels(combined([1, eyeOf(camera)], [-1, first])), 1];
}
