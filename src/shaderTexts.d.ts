/** Written by src/setup/shaders.js: for each folder of shaders/ what loads its texts, by file name without the ending. */
declare module 'virtual:shaders' {
  const folders: Readonly<Record<string, () => Promise<{ readonly default: Readonly<Record<string, string>> }>>>;
  export default folders;
}
