/** `brightfield doctor`: what this machine offers, what is missing, and, if wanted, its installation. */
import { NoAdapterError, UserError } from '../core/errors.js';
import { diagnose, formatReport } from '../setup/doctor.js';
import { flagValue, parseArguments } from './arguments.js';
import type { Host } from './host.js';

export async function doctorCommand(words: readonly string[], host: Host): Promise<void> {
  const { positionals, values } = parseArguments('doctor', words, { install: 'flag' });
  if (positionals.length) throw new UserError(`doctor: there must be no files, got ${positionals.join(' ')}`);
  const report = await diagnose({ install: flagValue('doctor', 'install', values.get('install')) });
  host.print(formatReport(report));
  if (!report.driver) throw new NoAdapterError('no WebGPU adapter; the report says what to install');
}
