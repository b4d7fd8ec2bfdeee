/**
 * Returns in a process that can see an adapter, or where none can be had (one line has said why). Where only a node
 * started otherwise can see it, that node does everything from here on, and this call never returns.
 * `download`: may fetch a driver; `quiet`: print nothing.
 */
export function enterWithDriver(options?: { download?: boolean; quiet?: boolean }): Promise<void>;
