/** Where the pointer is, and what is there: in voxels and in the volume's unit, with the value of every image and label. */
import { activeAxes } from '../../core/axes.js';
import { latest } from '../latest.js';
import { probe } from '../probe.js';
import { channelOf, firstImage, shownImages } from '../scene.js';
import type { Viewer } from '../viewer.js';
import type { Place } from '../voxels.js';
import { type Furniture, over, short } from './over.js';

export function readout(viewer: Viewer): Furniture {
  const element = over(viewer, 'readout');
  element.setAttribute('role', 'status');
  element.setAttribute('aria-live', 'off');
  const ask = latest(
    async (place: Place | undefined) => {
      element.textContent = place ? await describe(viewer, place) : '';
    },
    // volumes may go while they are asked for
    () => {
      element.textContent = '';
    },
  );
  return { element, dispose: viewer.on('hover', ask) };
}

async function describe({ scene }: Viewer, place: Place): Promise<string> {
  if (!scene) return '';
  const { volume } = firstImage(scene);
  const axes = [...activeAxes(volume.shape)].reverse();
  const voxel = axes.map((axis) => `${axis} ${place[axis]}`).join('  ');
  const sized = axes.filter((axis) => volume.spacing[axis]);
  const lengths = sized.map((axis) => short(place[axis] * (volume.spacing[axis] ?? 0))).join(', ');
  const physical = sized.length === axes.length && axes.length > 0 ? ` (${lengths} ${volume.unit})` : '';
  const values = await Promise.all([
    ...shownImages(scene).map(async (image) => short(await probe(image.volume, place, channelOf(scene, image)))),
    ...(scene.labels ?? []).map(async ({ labels }) => `label ${await probe(labels, place, scene.at)}`),
  ]);
  return `${voxel}${physical}  =  ${values.join(', ')}`;
}
