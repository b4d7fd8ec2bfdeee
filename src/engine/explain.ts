/** Plans as text: one line a dispatch, with what it reads and writes. Tests and people read them. */
import { formatShape } from '../core/axes.js';
import type { Plan } from './plan.js';

/** `1  gaussian  filter/convolveAxis along y  z=3 y=4 x=5  reads 240 B, writes 240 B`, and a total. */
export function explainPlan(plan: Plan): string {
  let read = 0;
  let written = 0;
  const lines = plan.steps.map((step, at) => {
    const { bytesRead, bytesWritten } = step;
    read += bytesRead;
    written += bytesWritten;
    if (step.kind === 'loop') {
      const body = explainPlan(step.checked)
        .split('\n')
        .map((line) => `      ${line}`);
      const states = step.states
        .map(({ name, inPlace }) => `${name} ${inPlace ? 'in place' : 'held twice'}`)
        .join(', ');
      return [`${`${at + 1}`.padStart(2)}  ${step.label}  until its measure is small, ${states}:`, ...body].join('\n');
    }
    const { dispatch, windows } = step;
    const form = dispatch.form === undefined ? '' : ` ${dispatch.form}`;
    const along = dispatch.along === 'y' ? '' : ` along ${dispatch.along}`;
    const apart = step.parts > 1 ? ', edges apart' : '';
    const parts = `${apart}${windows.length > step.parts ? `, ${windows.length} windows` : ''}`;
    const moved = `reads ${bytesText(bytesRead)}, writes ${bytesText(bytesWritten)}`;
    return `${`${at + 1}`.padStart(2)}  ${dispatch.label}  [${dispatch.kernel}${form}${along}]  ${formatShape(dispatch.shape)}${parts}  ${moved}`;
  });
  const count = `${lines.length} ${lines.length === 1 ? 'dispatch' : 'dispatches'}`;
  return [...lines, `${count}, reads ${bytesText(read)}, writes ${bytesText(written)}, profile ${plan.profile}`].join(
    '\n',
  );
}

/** Bytes for people: whole up to 10 KiB, then KiB, MiB, GiB with one decimal. */
export function bytesText(bytes: number): string {
  if (bytes < 10240) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / 1024;
  let unit = 0;
  for (; value >= 1024 && unit < 2; unit++) value /= 1024;
  return `${value.toFixed(1)} ${units[unit]}`;
}
