export function lab(colour: readonly number[]): number[];
export function farApart(count: number): number[][];
