import type { Host } from './host.js';
export async function startCommand(_words: readonly string[], _host: Host): Promise<void> {}
