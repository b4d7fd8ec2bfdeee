/** What `brightfield doctor` found on this machine. */
export interface Report {
  node: string;
  platform: string;
  glibc?: number;
  /** The folder for drivers and remembered choices. */
  cache: string;
  driver?: {
    way: string;
    adapter: { vendor: string; architecture: string; device: string; description: string; software: boolean };
  };
  /** Why better ways to an adapter were not taken. */
  refusals: string[];
  /** What to install, when there is no adapter. */
  advice?: string;
  chromium?: string;
}

/** Searches anew, whatever is remembered; with `install`, fetches a driver when there is no GPU. */
export function diagnose(options?: { install?: boolean }): Promise<Report>;

/** A report as lines for a person. */
export function formatReport(report: Report): string;
