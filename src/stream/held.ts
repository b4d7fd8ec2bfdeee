/** What was computed in a pass and is held whole. */
import type { Shape } from '../core/axes.js';
import type { HostVolume } from '../core/hostVolume.js';
import type { Node, Source } from '../graph/node.js';
import { source } from '../graph/primitive.js';

/** A source of what comes after. */
export class Held implements Source {
  readonly shape: Shape;
  readonly dtype: Source['dtype'];
  readonly spacing = {};
  readonly unit = '';
  readonly layout = '';
  readonly node: Node;
  data: HostVolume | undefined;

  constructor(like: Node) {
    this.shape = like.shape;
    this.dtype = like.dtype;
    this.node = source(this);
  }

  read(): HostVolume {
    if (!this.data) throw new Error('a pass was read before it was run');
    return this.data;
  }
}
