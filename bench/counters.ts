/** What a plan comes to on any machine of the same limits: numbers that do not depend on how fast it is. */
import type { Engine } from 'brightfield';

/** What `Engine.profile` tells of how it ran. */
type Plan = Awaited<ReturnType<Engine['profile']>>['plan'];

export interface Counters {
  /** Dispatches of a run; those of a loop's body count once for each iteration where the loop says how many it made, else once. */
  readonly dispatches: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Texts of kernels that are compiled for it. */
  readonly kernels: number;
  /** Of the loop that promises something. */
  readonly iterations?: number;
}

export function countersOf(plan: Plan, iterations?: number): Counters {
  const kernels = new Set<string>();
  const { dispatches, bytesRead, bytesWritten } = counted(plan, iterations ?? 1, kernels);
  return {
    dispatches,
    bytesRead,
    bytesWritten,
    kernels: kernels.size,
    ...(iterations !== undefined && { iterations }),
  };
}

function counted(plan: Plan, times: number, kernels: Set<string>): Omit<Counters, 'kernels' | 'iterations'> {
  let [dispatches, bytesRead, bytesWritten] = [0, 0, 0];
  for (const step of plan.steps) {
    if (step.kind === 'loop') {
      const body = counted(step.plain, 1, kernels);
      counted(step.checked, 1, kernels);
      dispatches += times * body.dispatches;
      bytesRead += times * body.bytesRead;
      bytesWritten += times * body.bytesWritten;
    } else {
      for (const { kernel } of step.windows) kernels.add(kernel.code);
      dispatches += step.windows.length;
      bytesRead += step.bytesRead;
      bytesWritten += step.bytesWritten;
    }
  }
  return { dispatches, bytesRead, bytesWritten };
}
