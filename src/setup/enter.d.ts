/**
 * Returns in a process that can see an adapter, or where none can be had (one line has said why). Where only a node
 * started otherwise can see it, or the driver talks on stderr, another node does everything from here on, and this call
 * never returns.
 * `download`: may fetch a driver; `quiet`: print nothing.
 */
export function enterWithDriver(options?: { download?: boolean; quiet?: boolean }): Promise<void>;

/** The descriptor of the user's stderr: 2, or 3 where our parent reads the 2 and has left us the real one beside it. */
export function userStderr(): number;

/** Whether this process was started through a driver, by another node. */
export function hasEntered(): boolean;
