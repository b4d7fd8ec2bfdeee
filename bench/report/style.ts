/** The page's one style sheet: light and dark as the reader's system has it; behind is orange, ahead blue, told apart by everybody. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #ffffff; --panel: #f5f6f8; --ink: #1b2027; --muted: #69727f; --line: #dfe3e8; --behind: #c8500a; --even: #98a1ad; --ahead: #1f6fb5; --peer1: #8250a8; --peer2: #2a8a6a; --on: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171b; --panel: #1c2127; --ink: #e5e9ee; --muted: #939eab; --line: #2d343c; --behind: #ef8a47; --even: #69737f; --ahead: #5aa9e6; --peer1: #b996e0; --peer2: #58c29c; --on: #10141a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 80px; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 20px; margin: 44px 0 6px; } h3 { font-size: 16px; margin: 28px 0 4px; }
p { margin: 4px 0 12px; max-width: 78ch; } .muted { color: var(--muted); fill: var(--muted); }
.counts { display: flex; gap: 14px; flex-wrap: wrap; margin: 18px 0 22px; }
.counts div { flex: 1 1 180px; padding: 12px 16px; border-radius: 8px; background: var(--panel); border-left: 6px solid var(--even); }
.counts b { display: block; font-size: 34px; line-height: 1.1; font-weight: 650; } .counts .behind { border-color: var(--behind); } .counts .ahead { border-color: var(--ahead); }
.counts .behind b { color: var(--behind); } .counts .ahead b { color: var(--ahead); }
svg { display: block; width: 100%; height: auto; font: 12.5px system-ui, sans-serif; } svg text { fill: var(--ink); }
svg .tick, svg .muted { fill: var(--muted); } svg .tick { font-size: 11px; } svg .heading { font-size: 13px; font-weight: 600; }
.grid { stroke: var(--line); } .one { stroke: var(--ink); stroke-width: 1.5; } .interval { stroke: var(--ink); stroke-width: 1.3; opacity: 0.65; }
.hit { fill: transparent; } g:hover > .hit { fill: var(--panel); } .ratio { font-weight: 650; }
.behind .bar { fill: var(--behind); } .even .bar { fill: var(--even); } .ahead .bar { fill: var(--ahead); }
.behind .ratio { fill: var(--behind); } .ahead .ratio { fill: var(--ahead); } svg .inside { fill: var(--on); font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(310px, 1fr)); gap: 14px; } figure { margin: 0; padding: 8px; background: var(--panel); border-radius: 8px; }
figcaption { padding: 0 8px 4px; font-size: 12px; } figcaption span { margin-right: 10px; white-space: nowrap; } figcaption i { display: inline-block; width: 14px; height: 3px; margin-right: 5px; vertical-align: middle; background: var(--c, var(--muted)); }
.ours { --c: var(--ahead); } .peer0 { --c: var(--behind); } .peer1 { --c: var(--peer1); } .peer2 { --c: var(--peer2); } .copy { --c: var(--muted); }
.line path { fill: none; stroke: var(--c); stroke-width: 1.8; } .line circle { fill: var(--c); } .line.ours path { stroke-width: 2.8; } .line.copy path { stroke-dasharray: 5 4; stroke-width: 1.3; }
.roof { fill: none; stroke: var(--ink); stroke-width: 2; } .point circle { fill: var(--ahead); } .point text { font-size: 11.5px; }
details { margin-top: 28px; } summary { cursor: pointer; font-weight: 600; } .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 12.5px; margin-top: 10px; }
th, td { padding: 3px 10px 3px 0; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; font-variant-numeric: tabular-nums; } th { color: var(--muted); font-weight: 500; }
.errors { font-size: 13px; } nav a { margin-right: 14px; } a { color: var(--ahead); }
`;
