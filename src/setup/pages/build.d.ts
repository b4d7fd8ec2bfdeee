export function pageNames(): string[];
export function buildPages(folder: string): Promise<void>;
