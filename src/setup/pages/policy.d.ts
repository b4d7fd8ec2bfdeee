import type { Plugin } from 'vite';

export function policyOf(html: string): string;
export function strictPolicy(): Plugin;
