/**
 * How viewers and what stands around them look; in small ones buttons wait until the viewer is pointed at, touched or come to by keys. A constructed style sheet, since pages with a strict Content-Security-Policy refuse
 * `<style>` elements. Pages may set the custom properties; else they follow the colour scheme.
 */
import { adoptStyles } from './adopt.js';

const TEXT = `
.brightfield-viewer { position: relative; container-type: inline-size; overflow: hidden; min-height: 0; }
.brightfield-viewer > canvas { display: block; width: 100%; height: 100%; touch-action: none; outline-offset: -2px; }
.brightfield-viewer > canvas:focus-visible { outline: 2px solid var(--brightfield-accent, #ffb02e); }
.brightfield-over { position: absolute; color: #fff; font: 12px/1.3 system-ui, sans-serif; font-variant-numeric: tabular-nums; pointer-events: none; text-shadow: 0 0 3px #000, 0 0 3px #000; }
.brightfield-over[hidden] { display: none; }
.brightfield-readout { left: 8px; bottom: 8px; }
.brightfield-scale { right: 12px; bottom: 10px; text-align: center; }
.brightfield-scale > div { height: 4px; background: #fff; box-shadow: 0 0 0 1px #000a; margin-top: 3px; }
.brightfield-colours { right: 8px; top: 44px; display: flex; gap: 3px; height: min(40%, 180px); padding: 6px; border-radius: 6px; background: #1b1d20b3; text-shadow: none; white-space: pre-line; }
.brightfield-colours > canvas { width: 12px; height: 100%; box-shadow: 0 0 0 1px #fff4; }
.brightfield-colours > canvas + canvas { width: 8px; }
.brightfield-colours > div { display: flex; flex-direction: column; justify-content: space-between; margin-right: 3px; text-align: right; }
.brightfield-tools { right: 8px; top: 8px; display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px; pointer-events: none; text-shadow: none; max-width: calc(100% - 16px); }
.brightfield-tools > div { display: flex; pointer-events: auto; border-radius: 6px; overflow: hidden; background: #1b1d20d9; box-shadow: 0 0 0 1px #fff2; }
.brightfield-tools button { all: unset; box-sizing: border-box; min-width: 26px; height: 26px; padding: 0 7px; text-align: center; line-height: 26px; cursor: pointer; color: #e8eaed; font-size: 12px; }
.brightfield-tools svg { display: block; width: 16px; height: 26px; margin: 0 -2px; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.brightfield-tools [hidden] { display: none; }
.brightfield-tools button:hover { background: #fff2; }
.brightfield-tools button:focus-visible { outline: 2px solid var(--brightfield-accent, #ffb02e); outline-offset: -2px; }
.brightfield-tools button[aria-pressed='true'] { background: var(--brightfield-accent, #ffb02e); color: #14161a; }
.brightfield-slices { left: 50%; bottom: 6px; transform: translateX(-50%); width: min(46%, 420px); pointer-events: auto; }
.brightfield-slices > input { width: 100%; margin: 0; accent-color: var(--brightfield-accent, #ffb02e); }
@container (max-width: 480px) {
  .brightfield-colours { top: auto; bottom: 40px; height: min(110px, 50%); }
  .brightfield-slices { bottom: 36px; }
}
@container (max-width: 300px) {
  .brightfield-viewer:not(:hover, :focus-within) > .brightfield-tools { opacity: 0; }
  .brightfield-viewer:not(:hover, :focus-within) > .brightfield-tools > div { pointer-events: none; }
  .brightfield-viewer:is(:hover, :focus-within) > .brightfield-colours { opacity: 0; }
  .brightfield-colours { padding: 4px; font-size: 11px; }
}
.brightfield-cross { inset: 0; pointer-events: none; }
.brightfield-cross > div { position: absolute; background: #ffe08acc; }
.brightfield-frame { inset: 0; width: 100%; height: 100%; }
.brightfield-frame line { stroke: #ffffff59; stroke-width: 1; }
.brightfield-wipe { top: 0; bottom: 0; width: 24px; margin-left: -12px; cursor: ew-resize; pointer-events: auto; touch-action: none; }
.brightfield-wipe::before { content: ''; position: absolute; left: 11px; top: 0; bottom: 0; width: 2px; background: #fff; box-shadow: 0 0 0 1px #0008; }
.brightfield-wipe::after { content: '⇔'; position: absolute; left: 0; top: 50%; width: 24px; height: 24px; margin-top: -12px; border-radius: 12px; background: #fff; color: #222; text-align: center; line-height: 23px; text-shadow: none; }
.brightfield-wipe:focus-visible { outline: 2px solid var(--brightfield-accent, #ffb02e); }
.brightfield-histogram { --below: var(--brightfield-ends, 14px); position: relative; display: block; touch-action: none; }
.brightfield-histogram > canvas { display: block; width: 100%; height: calc(100% - var(--below)); }
.brightfield-histogram > div { position: absolute; top: 0; bottom: var(--below); width: 18px; margin-left: -9px; cursor: ew-resize; touch-action: none; }
.brightfield-histogram > div::before { content: ''; position: absolute; left: 8px; top: 0; bottom: 0; width: 2px; background: var(--brightfield-accent, #ffb02e); }
.brightfield-histogram > div:focus-visible { outline: 2px solid var(--brightfield-accent, #ffb02e); border-radius: 3px; }
.brightfield-histogram > span { position: absolute; bottom: 0; font: 11px/1.2 system-ui, sans-serif; font-variant-numeric: tabular-nums; color: inherit; pointer-events: none; }
`;

/** Gives the document the style sheet, once. */
export function adoptStyle(): void {
  adoptStyles(document, TEXT);
}
