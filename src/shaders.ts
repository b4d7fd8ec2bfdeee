/** The texts of all WGSL files, by path under shaders/ without the ending: `filter/convolveAxis`, `lib/border`. */

const files = import.meta.glob<string>('../shaders/**/*.wgsl', { query: '?raw', import: 'default', eager: true });

export const SHADERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace('../shaders/', '').replace('.wgsl', ''), text]),
);
