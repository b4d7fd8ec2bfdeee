/**
 * The words that node is given before a program that is to end with the process that starts it, also where that is killed in a
 * way that it cannot pass on.
 */
export function endingWithParent(): string[];
