/** The sum of a window along one axis, at a cost that hardly grows with its length: the lowering to shaders/filter/uniformAxis and uniformBlocks. */
import type { SpatialAxis } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernelOf, reach as reachOf } from '../../graph/primitive.js';
import { borderConstants, borderReach, INSIDE } from '../border.js';
import { windowAdjoint } from '../geometry/gather.js';
import type { BorderValues } from '../gradient/differences.js';

/** Rows that share a sum: with 16 of them, 47 rows that are read and 16 that are written are more than a processor fetches ahead. */
const ROWS = 8;
/** From this size on blocks are of 16 rows, not of 8. */
const LONG = 65;
/** From so many blocks on they are summed beforehand, once for all windows. */
const MANY_BLOCKS = { x: 6, rows: 2 };

interface UniformAxis extends BorderValues {
  readonly axis: SpatialAxis;
  readonly size: number;
  /** Voxels of the window that lie before its own. */
  readonly before: number;
}

/** `(src(i - before) + ... + src(i - before + size - 1)) / size`, for windows of 16 voxels and more. */
export function uniformAxis(src: Node, { axis, size, before, border, value }: UniformAxis): Node {
  const isX = axis === 'x';
  const length = src.shape[axis];
  const after = size - 1 - before;
  const TILE = isX ? 16 : ROWS;
  const BLOCK = isX ? 16 : size < LONG ? 8 : 16;
  const step = BLOCK / TILE;
  // tiles are whole ones, whatever is stored of them
  const spare = isX ? 0 : TILE - 1;
  const reach = borderReach(axis, before + spare, after + spare, border);
  const shared = size - (TILE - 1);
  const blocks = Math.floor(shared / BLOCK);
  const rest = shared % BLOCK;
  const isSummed = blocks >= (isX ? MANY_BLOCKS.x : MANY_BLOCKS.rows);
  const left = Math.ceil(before / 4);
  const SHIFT = 4 * left - before;
  const constants = { ...borderConstants(border, Math.max(before, after) + 80, length), ...(!isX && { BLOCK }) };

  function blockSums(): Node {
    const first = TILE - 1 - before;
    const shape = { ...src.shape, [axis]: Math.ceil(length / TILE) + step * (blocks - 1) };
    const window = { ...borderReach(axis, 0, BLOCK - 1, border), scale: TILE, offset: first };
    return kernelOf({
      kernel: isX ? 'filter/uniformBlocksX' : 'filter/uniformBlocksY',
      inputs: { src: { node: src, as: 'f32', loads: BLOCK, reach: { [axis]: window } } },
      outputs: { dst: describedAs(src, { dtype: 'f32', shape }) },
      constants: { ...constants, ...(isX && { SHIFT: (SHIFT + TILE - 1) % 4 }) },
      params: { outside: value, first: isX ? Math.floor(first / 4) : first },
      along: isX ? 'y' : axis,
    });
  }

  return kernelOf({
    kernel: isX ? 'filter/uniformAxisX' : 'filter/uniformAxisY',
    inputs: {
      src: { node: src, as: 'f32', loads: 3 + (isSummed ? 0 : (blocks * BLOCK) / TILE), reach: { [axis]: reach } },
      blocks: isSummed
        ? {
            node: blockSums(),
            loads: blocks / TILE,
            reach: { [axis]: { ...reachOf(axis, 0, step * (blocks - 1)), scale: 1 / TILE, clamps: true } },
          }
        : { node: filled(0) },
    },
    outputs: { dst: describedAs(src, { dtype: 'f32' }) },
    constants: { ...constants, HAS_BLOCKS: isSummed, MORE: blocks % 4, REST: rest, ...(isX && { SHIFT }) },
    params: { outside: value, scale: 1 / size, blocks, ...(isX ? { left } : { before }) },
    along: isX ? 'y' : axis,
    tile: isX ? { x4: TILE / 4 } : { y: TILE },
    interior: { constants: INSIDE },
    gradient: {
      kind: 'vjp',
      of: [src],
      vjp([given]) {
        if (!given) return [];
        const how = { border, symmetric: before === after };
        return [
          windowAdjoint(given, src, [{ axis, before, size }], how, (node, outside) =>
            uniformAxis(node, { axis, size, before: after, value: 0, border: outside }),
          ),
        ];
      },
    },
  });
}
