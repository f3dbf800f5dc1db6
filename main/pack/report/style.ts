/** The report's own style: readable on a screen in light and dark, and on paper. */
export const reportStyle = `
:root { color-scheme: light dark; --ink:#1b1f24; --quiet:#57606a; --line:#d5dae0; --paper:#fff; --wash:#f5f7f9; --pass:#1a7f37; --fail:#c62828; --warning:#8a5300; --review:#6f42c1; --none:#57606a; --accent:#0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink:#e6edf3; --quiet:#9aa4b0; --line:#343b44; --paper:#14181d; --wash:#1b2027; --pass:#4ac26b; --fail:#ff7b72; --warning:#e3a94a; --review:#b392f0; --none:#9aa4b0; --accent:#6cb6ff; } }
* { box-sizing: border-box; }
body { margin:0; font:14px/1.5 Inter, system-ui, "Segoe UI", sans-serif; color:var(--ink); background:var(--paper); font-variant-numeric: tabular-nums; }
main, header, nav { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; }
h1 { font-size: 24px; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 17px; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 15px; margin: 1.75rem 0 .5rem; }
a { color: var(--accent); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .75rem 0 0; }
.quiet { color: var(--quiet); }
.draft { border: 2px solid var(--fail); color: var(--fail); font-weight: 700; padding: .5rem 1rem; margin: 1rem 0; border-radius: 6px; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.25rem; margin: 1rem 0; }
dl.facts dt { color: var(--quiet); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
caption { text-align: left; color: var(--quiet); padding: 1rem 0 .25rem; }
table.coverage { table-layout: fixed; }
table.coverage th:nth-child(1) { width: 17%; } table.coverage th:nth-child(2) { width: 27%; } table.coverage th:nth-child(3) { width: 12%; } table.coverage th:nth-child(4) { width: 17%; }
table.findings { table-layout: fixed; }
table.findings th:nth-child(1) { width: 9%; } table.findings th:nth-child(2) { width: 21%; } table.findings th:nth-child(4) { width: 21%; } table.findings th:nth-child(5) { width: 17%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 500; }
code, pre, .mono { font: 12px/1.5 "JetBrains Mono", ui-monospace, Consolas, monospace; }
td code { overflow-wrap: anywhere; }
pre { background: var(--wash); padding: .75rem; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
.outcome { font-weight: 600; white-space: nowrap; }
.pass, .passed, .met { color: var(--pass); } .fail, .failed, .unmet { color: var(--fail); } .warning { color: var(--warning); } .review { color: var(--review); } .skipped, .none { color: var(--none); }
details { border-bottom: 1px solid var(--line); padding: .35rem 0; }
summary { cursor: pointer; }
:target { scroll-margin-top: 1rem; background: var(--wash); }
@media print { nav, .screen { display: none; } details.step::details-content { content-visibility: visible; } body { font-size: 10.5pt; } h2 { break-after: avoid; } tr, pre { break-inside: avoid; } .draft { position: running(draft); } }
`;
