/** The plan of a run in blocks, for people: a line a pass. */
import { ROW_AXES } from '../core/axes.js';
import { formatBytes } from './formatBytes.js';
import type { Pass, StreamPlan } from './passes.js';

/** One line for each pass: what it makes, in which blocks, its memory, and how often it reads a voxel. */
export function explainStream({ first, last }: StreamPlan): string {
  const lines = first.map(
    (pass, at) =>
      `pass ${at + 1}: ${'labels' in pass ? 'labels of parts, joined' : `what ${pass.label} is made of`}, ${blocksText(pass)}`,
  );
  return [...lines, `${first.length ? `pass ${first.length + 1}: ` : ''}${last.label}, ${blocksText(last)}`].join('\n');
}

function blocksText({ regional: { shape }, plan: { size, blocks, bytes, reread } }: Pass): string {
  const axes = ROW_AXES.filter((axis) => shape[axis] > 1).map((axis) => `${axis}=${size[axis]}`);
  const count = blocks.length === 1 ? '1 block' : `${blocks.length} blocks`;
  return `${count} of ${[...axes, `x=${shape.x}`].join(' ')}, ${formatBytes(bytes)} of memory, every voxel read ${Number(reread.toFixed(2))} times`;
}
