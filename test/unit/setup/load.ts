/** The set-up scripts are JavaScript, which the compiler does not read: they come without types. */
export const load = (name: string) => import(`../../../src/setup/${name}.js`);
