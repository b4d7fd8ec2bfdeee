/** How rearrangements change the list of axes that the data has. */
import { AXES, type Axis, type Layout, type Shape } from '../../core/axes.js';

/** The layout with axes added: in their place where it is in the order `n c z y x`, else in front. */
function withAxis(layout: Layout, axis: Axis): Layout {
  if (layout.includes(axis)) return layout;
  const sorted = sort(layout) === layout;
  return sorted ? sort(layout + axis) : axis + layout;
}

function sort(layout: Layout): Layout {
  return AXES.filter((axis) => layout.includes(axis)).join('');
}

/** The layout with every axis that is longer than one, and those named. */
export function withAxes(layout: Layout, shape: Shape, ...named: readonly Axis[]): Layout {
  const needed = AXES.filter((axis) => shape[axis] > 1 || named.includes(axis));
  return [...needed].reverse().reduce<Layout>(withAxis, layout);
}

/** The layout without an axis. */
export function withoutAxis(layout: Layout, axis: Axis): Layout {
  return layout.replace(axis, '');
}

/** The layout after output axis a took the place of input axis `from[a]`: the same where the axes are the same, else sorted. */
export function rearranged(layout: Layout, from: Readonly<Record<Axis, Axis>>): Layout {
  const now = AXES.filter((axis) => layout.includes(from[axis])).join('');
  return now === sort(layout) ? layout : now;
}
