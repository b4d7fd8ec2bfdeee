/** Errors between a page and its workers: classes do not survive a message. */
import { BrightfieldError, CancelledError, FormatError, UserError } from '../core/errors.js';

/** An error as a message can carry it. */
export interface CarriedError {
  readonly message: string;
  readonly format?: { readonly file: string; readonly problem: string };
  readonly user: boolean;
}

export const carried = (error: unknown): CarriedError => ({
  message: error instanceof Error ? error.message : String(error),
  user: error instanceof UserError,
  ...(error instanceof FormatError && { format: { file: error.file, problem: error.problem } }),
});

/** The error of a worker, in the page. */
export function rebuilt({ message, format, user }: CarriedError): Error {
  if (format) return new FormatError(format.file, format.problem);
  return user ? new UserError(message) : new BrightfieldError(message);
}

/** What became of a worker that decodes or encodes, where it said nothing. */
export const broken = (event: ErrorEvent, does: 'decodes' | 'encodes' = 'decodes'): BrightfieldError =>
  new BrightfieldError(
    `files: the worker that ${does} them cannot be started or failed: ${event.message || 'no reason'}`,
  );

export const stopped = (what: 'reading' | 'writing' = 'reading'): CancelledError =>
  new CancelledError(`files: ${what} was stopped`);
