/**
 * Every error that brightfield throws on purpose. Each says what must hold and what was got; `cause` keeps what lay beneath.
 * Mistakes of the caller (`UserError`) are told before the GPU is touched; failures of the machine (`GpuError`) carry the
 * original message.
 */

/** The base of all errors of this package. Thrown only as one of its subclasses. */
export class BrightfieldError extends Error {
  override name = 'BrightfieldError';
}

/** What the caller can mend. The command line ends with code 1 on it. */
export class UserError extends BrightfieldError {
  override name = 'UserError';
}

/** A parameter, shape or type that an operation cannot take: `operation: what must hold, got what`. Change the argument. */
export class ArgumentError extends UserError {
  override name = 'ArgumentError';
  constructor(
    readonly operation: string,
    readonly mustHold: string,
    readonly got: string,
    options?: ErrorOptions,
  ) {
    super(`${operation}: ${mustHold}, got ${got}`, options);
  }
}

/** A file that is truncated, damaged or of a kind not read here: `file: what is wrong`. Nothing was loaded from it. */
export class FormatError extends UserError {
  override name = 'FormatError';
  constructor(
    readonly file: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem}`, options);
  }
}

/** A pipeline document that is refused; `pointer` is the JSON pointer (RFC 6901) to the place. Mend the document there. */
export class PipelineError extends UserError {
  override name = 'PipelineError';
  constructor(
    readonly pointer: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`pipeline ${pointer === '' ? '(whole document)' : pointer}: ${problem}`, options);
  }
}

/** A volume, or an engine, was used after it had been disposed of. Keep it (`using`) for as long as graphs name it, or run. */
export class DisposedError extends UserError {
  override name = 'DisposedError';
}

/** A run was stopped by its AbortSignal. Nothing is kept of it; run again. */
export class CancelledError extends BrightfieldError {
  override name = 'CancelledError';
}

/** A loop or a search that must come to its end was given up after as many iterations as it may have. Nothing is kept of it; make the volume smaller, or begin a search nearer. */
export class UnfinishedError extends BrightfieldError {
  override name = 'UnfinishedError';
}

/** Training was stopped, since a number was not finite. `checkpoint` is the state before that step: go on from it with a smaller learning rate, or mend the data. */
export class DivergedError<Checkpoint = unknown> extends BrightfieldError {
  override name = 'DivergedError';

  constructor(
    /** The step, counted from 0. */
    readonly step: number,
    /** What was not finite first. */
    readonly culprit: string,
    /** The layer that made it; empty where it was none. */
    readonly layer: string,
    readonly checkpoint: Checkpoint,
  ) {
    super(
      `train: all numbers must be finite, got a NaN or an infinity in step ${step}: ${culprit} (go on from the checkpoint of this error with a smaller learning rate, or mend the data)`,
    );
  }
}

/** The base of what the GPU, its driver or its absence can do to a run. The command line ends with code 2 on it. */
export class GpuError extends BrightfieldError {
  override name = 'GpuError';
}

/** No usable WebGPU adapter. The message is the one line that says what to install. */
export class NoAdapterError extends GpuError {
  override name = 'NoAdapterError';
}

/** A kernel did not compile. `file` and `line` are those of the kernel as written, not of the linked text. */
export class ShaderError extends GpuError {
  override name = 'ShaderError';
  constructor(
    message: string,
    readonly file: string,
    readonly line: number,
    options?: ErrorOptions,
  ) {
    super(`${file}:${line}: ${message}`, options);
  }
}

/** WebGPU refused a call: a defect here or in the driver, never a reason for zeros. The context is unusable afterwards: open a new one. */
export class GpuValidationError extends GpuError {
  override name = 'GpuValidationError';
}

/** A volume does not fit: over the budget, over the device's buffer limit, or the allocation failed. Free volumes, raise the budget or work in blocks. */
export class OutOfMemoryError extends GpuError {
  override name = 'OutOfMemoryError';
}

/** The device is gone (driver reset, tab suspended). Open a new context and run the same graph: it recomputes from its sources. */
export class DeviceLostError extends GpuError {
  override name = 'DeviceLostError';
}
