export function shaderTexts(): import('vite').Plugin;
