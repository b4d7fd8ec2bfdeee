/** What a network makes of the whole plane: the decision, and what each unit sees. */
import { HostVolume, type Input, type Network, type Node, reshape, sigmoid, source } from 'brightfield';
import { type ColumnPlan, mapsOf, scaled } from './atlas.js';
import { bendsOf } from './networks.js';

/** Places in rows from top left, x and y along c, each from -1 to 1. */
export function placesOf(rows: number): HostVolume {
  const at = (place: number): number => (2 * (place + 0.5)) / rows - 1;
  const data = Float32Array.from({ length: 2 * rows * rows }, (_, index) => {
    const place = index >> 1;
    return index % 2 ? -at(Math.floor(place / rows)) : at(place % rows);
  });
  return new HostVolume({ shape: { n: rows * rows, c: 2 }, data });
}

type Given = Readonly<Record<string, Input>>;

/** How probable the second kind is at each place. */
export function surfaceOf(net: Network, parameters: Given, places: HostVolume, rows: number): Node {
  return reshape(sigmoid(net.apply(places, parameters)), { shape: { y: rows, x: rows } });
}

/** A map of the plane for every unit, placed as the plan says: what comes in, the hidden units, what comes out. */
export function unitsOf(net: Network, parameters: Given, places: HostVolume, plan: ColumnPlan): Node {
  const made = net.activations(places, parameters);
  const depth = plan.units.length - 1;
  const layers = [...bendsOf(depth), `dense${depth}`].map((name) => made[name] as Node);
  return plan.pictureOf([source(places), ...layers].map((node) => scaled(mapsOf(node, plan.size))));
}
