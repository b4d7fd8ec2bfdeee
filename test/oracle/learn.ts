/** Oracles of the chapter `learn`. */
import { at, build, type Field } from './field.js';

/** The mean over the trees of what the leaf holds to which the answers lead, from the root on. */
export function forestProba(features: Field, splits: Field, leaves: Field): Field {
  const { c: trees, x: nodes } = splits.shape;
  const origin = { n: 0, c: 0, z: 0, y: 0, x: 0 };
  return build({ ...features.shape, c: leaves.shape.x }, (voxel) => {
    const own = Array.from({ length: features.shape.c }, (_, c) => at(features, { ...voxel, c }));
    if (own.some(Number.isNaN)) return Number.NaN;
    let sum = 0;
    for (let c = 0; c < trees; c++) {
      let node = 0;
      while (node < nodes) {
        const name = at(splits, { ...origin, c, x: node });
        const isLeft = (own[name] as number) <= at(splits, { ...origin, c, z: 1, x: node });
        node = 2 * node + (isLeft ? 1 : 2);
      }
      sum += at(leaves, { ...origin, c, z: node - nodes, x: voxel.c });
    }
    return sum / trees;
  });
}
