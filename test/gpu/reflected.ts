/** The final text of every pipeline, reflected: its bindings must be those of its layout, its Params those that are packed. */
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { KERNELS } from '../../src/generated/kernels.js';
import type { LinkedKernel } from '../../src/gpu/pipelines.js';
import { declarationsOf } from '../declarations.js';

const KINDS = { uniform: 'uniform', block: 'uniform', read: 'read', write: 'read_write' } as const;

/** What is wrong with one linked kernel, in lines; nothing when all agrees. */
export function disagreements({ label, code, bindings }: LinkedKernel): string[] {
  const reflected = new WgslReflect(declarationsOf(code));
  const wrong: string[] = [];
  for (const { name, binding, access, group } of [...reflected.uniforms, ...reflected.storage]) {
    const kind = bindings[binding];
    const found = reflected.uniforms.some((uniform) => uniform.name === name) ? 'uniform' : access;
    if (group !== 0 || kind === undefined)
      wrong.push(`${label}: ${name} is at group ${group}, binding ${binding}, which no layout has`);
    else if (KINDS[kind] !== found) wrong.push(`${label}: ${name} is ${found}, the layout says ${kind}`);
  }
  const known = (KERNELS as Readonly<Record<string, { params: Readonly<Record<string, { offset: number }>> }>>)[label];
  const params = reflected.uniforms.find(({ binding, name }) => binding === 1 && name === 'params');
  for (const member of params?.members ?? []) {
    const packed = known?.params[member.name]?.offset;
    if (packed !== member.offset) wrong.push(`${label}: ${member.name} lies at ${member.offset}, packed at ${packed}`);
  }
  return wrong;
}
