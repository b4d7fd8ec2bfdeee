/** wgsl_reflect's package.json points Node at a file that it cannot import; the module itself is fine. */
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export * from 'wgsl_reflect';
}
