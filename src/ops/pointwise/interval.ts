/** Reading a parameter that is an interval of numbers. */
import type { NumberArray } from '../../core/params.js';
import type { RefuseCall } from '../../graph/operation.js';

/** The two ends, in the order given. */
export function interval(name: string, { data }: NumberArray, refuse: RefuseCall): readonly [number, number] {
  const [first, second] = data;
  if (data.length !== 2 || first === undefined || second === undefined)
    return refuse(`${name} must be two numbers`, `${data.length}`);
  return [first, second];
}
