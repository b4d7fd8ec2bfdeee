import type { Plugin } from 'vite';

/** The whole text of a page, of what is its own. */
export function framed(html: string): string;

/** Puts what all pages of the lab share around the text of each. */
export function labFrame(): Plugin;
