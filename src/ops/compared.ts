/** As what voxels are compared: whole numbers as such, so that nothing is converted, and the rest as what kernels compute in. */
import { type ComputeType, DTYPES, type DType, isInteger } from '../core/dtype.js';

export function comparedAs(dtype: DType): ComputeType {
  const { kind, compute } = DTYPES[dtype];
  if (!isInteger(dtype)) return compute;
  return kind === 'unsigned' ? 'u32' : 'i32';
}
