/**
 * How the panel looks. Pages change it by the variables on its container; light or dark follows from the `color-scheme` that the
 * container inherits.
 */
export const PIPELINE_STYLES = `
.bf-pipeline {
  --ground: var(--bf-ground, light-dark(#f6f6f4, #141516));
  --raised: var(--bf-raised, light-dark(#ffffff, #1c1e20));
  --sunk: var(--bf-sunk, light-dark(#ebebe8, #101112));
  --line: var(--bf-line, light-dark(#dcdcd7, #2e3134));
  --text: var(--bf-text, light-dark(#1d1f21, #d8dadc));
  --quiet: var(--bf-quiet, light-dark(#63676b, #93989d));
  --accent: var(--bf-accent, light-dark(#b26a00, #ffb02e));
  --wrong: var(--bf-wrong, light-dark(#b3261e, #ff8f7a));
  display: flex;
  flex-direction: column;
  gap: 0.5rem;
  color: var(--text);
  font-size: 13px;
  line-height: 1.4;
}
.bf-pipeline *, .bf-pipeline *::before { box-sizing: border-box; }
.bf-pipeline :where(h2, p, ol, ul, li) { margin: 0; padding: 0; list-style: none; }
.bf-pipeline :is(button, input, select) { font: inherit; color: inherit; text-align: inherit; }
.bf-pipeline button { text-align: center; }
.bf-pipeline :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.bf-pipeline svg { display: block; width: 16px; height: 16px; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.bf-head { display: flex; align-items: center; gap: 0.15rem; }
.bf-head h2 { flex: 1; font-size: 1.08em; font-weight: 600; }

.bf-icon { display: grid; place-content: center; width: 26px; height: 26px; padding: 0; border: 0; border-radius: 5px; background: none; color: var(--quiet) !important; cursor: pointer; }
.bf-icon:hover { background: var(--sunk); color: var(--text) !important; }
.bf-icon:disabled { opacity: 0.35; pointer-events: none; }

.bf-steps, .bf-images { display: flex; flex-direction: column; gap: 0.35rem; }
.bf-card { border: 1px solid var(--line); border-radius: 7px; background: var(--raised); }
.bf-image { border-style: dashed; background: none; }
.bf-image .bf-title { padding-left: 0.65rem; cursor: default; }
.bf-viewed { border-color: color-mix(in srgb, var(--accent) 60%, var(--line)); }
.bf-line { display: flex; align-items: center; gap: 0.2rem; min-height: 34px; padding-right: 0.25rem; }
.bf-line > input { margin: 0; accent-color: var(--text); }
.bf-grip { display: grid; place-content: center; width: 20px; align-self: stretch; color: var(--quiet); opacity: 0.6; cursor: grab; touch-action: none; }
.bf-grip svg { stroke-width: 2.2; }
.bf-card:hover .bf-grip { opacity: 1; }
.bf-title { display: flex; flex: 1; align-items: center; gap: 0.2rem; min-width: 0; padding: 0.3rem 0.15rem; border: 0; border-radius: 5px; background: none; text-align: left !important; cursor: pointer; }
.bf-title > span { display: flex; align-items: baseline; gap: 0.5rem; min-width: 0; }
.bf-title b { font-weight: 550; white-space: nowrap; }
.bf-title small { overflow: hidden; color: var(--quiet); font-size: 0.92em; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bf-title > svg { flex: none; width: 12px; height: 12px; color: var(--quiet); transition: transform 0.12s; }
.bf-title[aria-expanded="true"] > svg { transform: rotate(90deg); }
.bf-eye { position: relative; display: grid; place-content: center; width: 26px; height: 26px; border-radius: 5px; color: var(--quiet); opacity: 0.45; cursor: pointer; }
.bf-eye:hover { background: var(--sunk); opacity: 1; }
.bf-eye input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.bf-eye:has(:checked) { color: var(--accent); opacity: 1; }
.bf-eye:has(:focus-visible) { outline: 2px solid var(--accent); }
.bf-off .bf-title b, .bf-waits .bf-title b { color: var(--quiet); }
.bf-off .bf-title b { text-decoration: line-through; text-decoration-color: var(--quiet); }
.bf-card.bf-wrong { border-color: color-mix(in srgb, var(--wrong) 70%, var(--line)); }
.bf-problem { padding: 0 0.65rem 0.45rem; color: var(--wrong); font-size: 0.94em; overflow-wrap: anywhere; }
.bf-problem[hidden] { display: none; }
.bf-sorting { user-select: none; }
.bf-sorting .bf-card { transition: transform 0.12s; }
.bf-sorting .bf-dragged { position: relative; z-index: 1; transition: none; box-shadow: 0 4px 14px rgb(0 0 0 / 0.25); }
.bf-sorting .bf-dragged .bf-grip { cursor: grabbing; }

.bf-body { display: grid; gap: 0.5rem; padding: 0.1rem 0.65rem 0.65rem; }
.bf-body[hidden] { display: none; }
.bf-about { color: var(--quiet); font-size: 0.94em; }
.bf-about i { margin-left: 0.5rem; padding: 0 0.35rem; border: 1px solid var(--line); border-radius: 9px; font-style: normal; font-size: 0.9em; white-space: nowrap; }
.bf-feeds { display: grid; gap: 0.25rem; }
.bf-row { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr); gap: 0.4rem; align-items: center; color: var(--quiet); font-size: 0.94em; }
.bf-row:has(input[type="number"]) { grid-template-columns: 5.2rem minmax(0, 1fr) 5rem; }
.bf-row > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bf-row :is(select, input) { width: 100%; height: 24px; padding: 0 0.35rem; border: 1px solid var(--line); border-radius: 4px; background: var(--ground); color: var(--text) !important; }
.bf-more { grid-template-columns: auto auto; justify-content: end; }
.bf-more button { padding: 0.1rem 0.5rem; border: 1px solid var(--line); border-radius: 4px; background: none; cursor: pointer; }

.bf-add { position: relative; }
.bf-add > svg { position: absolute; left: 0.6rem; top: 9px; color: var(--quiet); pointer-events: none; }
.bf-search { width: 100%; height: 34px; padding: 0 0.65rem 0 2rem; border: 1px solid var(--line); border-radius: 7px; background: var(--raised); }
.bf-search::placeholder { color: var(--quiet); opacity: 1; }
.bf-options { position: absolute; z-index: 10; inset: calc(100% + 4px) 0 auto; max-height: 19rem; overflow-y: auto; padding: 4px !important; border: 1px solid var(--line); border-radius: 7px; background: var(--raised); box-shadow: 0 8px 28px rgb(0 0 0 / 0.28); }
.bf-options[hidden] { display: none; }
.bf-options li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.5rem; padding: 0.25rem 0.5rem; border-radius: 5px; cursor: pointer; }
.bf-options b { overflow: hidden; font-weight: 550; text-overflow: ellipsis; }
.bf-options i { color: var(--quiet); font-style: normal; font-size: 0.9em; }
.bf-options span { grid-column: 1 / -1; color: var(--quiet); font-size: 0.92em; }
.bf-options .bf-none { color: var(--quiet); cursor: default; }
.bf-options li:is(:hover, [aria-selected="true"]):not(.bf-none) { background: var(--sunk); }
.bf-options [aria-selected="true"] b { color: var(--accent); }

.bf-exchange { display: flex; flex-wrap: wrap; gap: 0.3rem; margin-top: 0.25rem; }
.bf-exchange button { flex: 1 0 auto; padding: 0.25rem 0.55rem; border: 1px solid var(--line); border-radius: 5px; background: var(--raised); cursor: pointer; }
.bf-exchange button:hover { border-color: var(--quiet); }
.bf-status { min-height: 1.4em; overflow: hidden; color: var(--quiet); font-size: 0.92em; text-overflow: ellipsis; white-space: nowrap; }
.bf-status.bf-wrong { color: var(--wrong); white-space: normal; }

.bf-params:empty { display: none; }
.bf-params {
  --tp-base-background-color: transparent;
  --tp-base-shadow-color: transparent;
  --tp-base-border-radius: 0;
  --tp-blade-value-width: 62%;
  --tp-container-horizontal-padding: 0;
  --tp-container-vertical-padding: 0;
  --tp-container-unit-size: 22px;
  --tp-container-foreground-color: var(--text);
  --tp-button-background-color: var(--text);
  --tp-button-background-color-hover: var(--accent);
  --tp-button-background-color-focus: var(--accent);
  --tp-button-background-color-active: var(--accent);
  --tp-button-foreground-color: var(--ground);
  --tp-input-background-color: var(--sunk);
  --tp-input-background-color-hover: var(--sunk);
  --tp-input-background-color-focus: var(--sunk);
  --tp-input-background-color-active: var(--sunk);
  --tp-input-foreground-color: var(--text);
  --tp-label-foreground-color: var(--quiet);
  --tp-groove-foreground-color: var(--line);
}
.bf-params .tp-rotv { font-family: inherit; font-size: 12px; font-weight: inherit; }
.bf-params .tp-lblv { padding-left: 0; }
.bf-params .tp-lblv_l { padding-left: 0; padding-right: 6px; }
.bf-params .tp-lstv_s { border: 1px solid var(--line); background: var(--ground); color: var(--text); font-weight: inherit; }
.bf-params .tp-lstv_m { color: var(--quiet); }
.bf-params .brightfield-refusal { margin-top: 0.4rem; color: var(--wrong); font-size: 0.94em; }
`;
