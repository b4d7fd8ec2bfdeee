/** In which order scikit-image pushes the neighbours of a voxel that it floods. */
import type { SpatialAxis } from '../../core/axes.js';

/**
 * The 18 and the 26 neighbours of volumes as steps along z, y and x. They are sorted by distance, by a way of sorting that does not keep what is equal in order
 * where there are more than 16 (NumPy 1.24; test/golden/make_ties.py has volumes of both).
 */
const OF_VOLUMES: Readonly<Record<number, string>> = {
  2: '+00 -00 0-0 0+0 00- 00+ +0- +-0 0++ 0+- --0 0-+ 0-- -+0 -0+ -0- +0+ ++0',
  3: '0+0 -00 00+ 00- +00 0-0 0++ 0+- ++0 0-+ 0-- -+0 +0+ -0+ -0- --0 +0- +-0 ++- --- +-- -++ -+- --+ +-+ +++',
};

/** Directions x + 3y + 9z, 13 in the middle, to the neighbours along these axes: those along fewer first, then in the order of memory. */
export function stepsOfQueue(axes: readonly SpatialAxis[], connectivity: number): number[] {
  const volume = axes.length === 3 ? OF_VOLUMES[connectivity] : undefined;
  if (volume) return volume.split(' ').map((step) => [...step].reduce((sum, sign) => 3 * sum + '-0+'.indexOf(sign), 0));
  const away = (direction: number): SpatialAxis[] =>
    (['x', 'y', 'z'] as const).filter((_, at) => Math.floor(direction / 3 ** at) % 3 !== 1);
  return Array.from({ length: 27 }, (_, direction) => direction)
    .filter((direction) => {
      const along = away(direction);
      return along.length > 0 && along.length <= connectivity && along.every((axis) => axes.includes(axis));
    })
    .sort((a, b) => away(a).length - away(b).length || a - b);
}
