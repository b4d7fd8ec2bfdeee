/** Functions of one number, voxel by voxel; accuracy is stated in shaders/lib/math.wgsl. */
import { type Expr, float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from './elementwise.js';

function unary(name: string, summary: string, build: (x: Expr) => Expr) {
  return defineOp({
    name,
    summary,
    inputs: [{ name: 'x', doc: 'A volume or a number.' }],
    params: {},
    lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([x]) => build(x)),
  });
}

/**
 * |x|. f32; i32 and u32 stay so (the least i32 is its own, as in NumPy).
 * @example
 * import { abs, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(-1, 0, 2) });
 * using engine = await openEngine();
 * const result = await (await engine.run(abs(image))).read(); // 1, 0, 2
 */
export const abs = unary('abs', 'Take the absolute value.', (x) => numeric('abs', x));

/**
 * √x in f32; NaN below zero.
 * @example
 * import { HostVolume, openEngine, sqrt } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(0, 4, 9) });
 * using engine = await openEngine();
 * const result = await (await engine.run(sqrt(image))).read(); // 0, 2, 3
 */
export const sqrt = unary('sqrt', 'Take the square root.', (x) => float('sqrt', x));

/**
 * e^x in f32; infinite from 88.73 on, 0 below -104.
 * @example
 * import { exp, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(-1, 0, 1) });
 * using engine = await openEngine();
 * const result = await (await engine.run(exp(image))).read(); // 0.368, 1, 2.718
 */
export const exp = unary('exp', 'Raise e to the power of each voxel.', (x) => float('exp', x));

/**
 * The natural logarithm in f32: -infinity at zero, NaN below.
 * @example
 * import { HostVolume, log, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 10) });
 * using engine = await openEngine();
 * const result = await (await engine.run(log(image))).read(); // 0, 0.693, 2.303
 */
export const log = unary('log', 'Take the natural logarithm.', (x) => float('log', x));

/**
 * The sine of radians in f32; NaN of an infinity.
 * @example
 * import { HostVolume, openEngine, sin } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(0, 0.5, 1) });
 * using engine = await openEngine();
 * const result = await (await engine.run(sin(image))).read(); // 0, 0.479, 0.841
 */
export const sin = unary('sin', 'Take the sine.', (x) => float('sin', x));

/**
 * The cosine of radians in f32; NaN of an infinity.
 * @example
 * import { cos, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(0, 0.5, 1) });
 * using engine = await openEngine();
 * const result = await (await engine.run(cos(image))).read(); // 1, 0.878, 0.540
 */
export const cos = unary('cos', 'Take the cosine.', (x) => float('cos', x));
