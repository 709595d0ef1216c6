/** The page's style sheet: one column of readable width, light and dark by the reader's setting, fit for a phone and for print. */
export const STYLE = `
:root { color-scheme: light dark;
  --ink: #1c2430; --muted: #5c6675; --paper: #fbfbfa; --card: #ffffff; --line: #dfe3e8;
  --bad: #c4472b; --good: #3178b8; --approve: #2f855a; --review: #b7791f; --decline: #c4472b; --other: #718096; --on-badge: #ffffff;
  --model-1: #1f6fb5; --model-2: #d0721c; --model-3: #2f8f5b; --model-4: #8a56b0; --model-5: #b83258; --model-6: #5c7080; }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e6e9ee; --muted: #9aa5b4; --paper: #14181f; --card: #1b212b; --line: #333c49;
  --bad: #f08a6c; --good: #6cb2eb; --approve: #48a877; --review: #d69e2e; --decline: #e2725b; --other: #8d9aab; --on-badge: #10141a;
  --model-1: #64abe6; --model-2: #f0a04b; --model-3: #62c08c; --model-4: #b78adb; --model-5: #ea6f92; --model-6: #9fb1c1; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; } h4 { font-size: .95rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
p { margin: .35rem 0 .75rem; max-width: 65ch; } p.muted { max-width: 90ch; } small, .muted { color: var(--muted); font-size: .8rem; }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.tiles { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); margin: 1.25rem 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-left: 4px solid; border-radius: 6px; padding: .6rem .9rem; display: grid; }
.tile strong { font-size: 1.9rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin: .4rem 0; /* Shadows at the edge that hides something. */
  background: linear-gradient(to right, var(--paper) 40%, transparent) 0 0 / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--paper) 40%, transparent) 100% 0 / 2rem 100% no-repeat local,
    linear-gradient(to right, var(--line), transparent) 0 0 / .8rem 100% no-repeat scroll,
    linear-gradient(to left, var(--line), transparent) 100% 0 / .8rem 100% no-repeat scroll; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th { font-weight: 600; } tbody th, .words { text-align: left; } td small, th small { display: block; font-weight: 400; }
.figures td { white-space: nowrap; } .figures tbody th { min-width: 9rem; max-width: 20rem; overflow-wrap: break-word; } .figures td.words { white-space: normal; }
.figures thead th[colspan] { text-align: center; }
.figures.full { width: 100%; } .figures.full tbody th { max-width: none; width: 48%; } .figures.overview tbody th { font-weight: 400; width: 43%; } .overview th, .overview td { padding: .2rem .6rem; } .overview td.words { white-space: nowrap; } .overview .mark { font-size: .7rem; }
.figures.tight tbody th { min-width: 0; } .tight th, .tight td { padding: .3rem .45rem; }
th a { text-decoration: none; } th a:hover { text-decoration: underline; } .code code { font-size: .95em; }
.contents { display: flex; flex-wrap: wrap; gap: .1rem .9rem; padding: .45rem 0; font-size: .85rem; border-bottom: 1px solid var(--line); }
.contents a { text-decoration: none; white-space: nowrap; color: var(--muted); } .contents a:hover { color: var(--ink); text-decoration: underline; }
[id] { scroll-margin-top: 1rem; } summary { cursor: pointer; margin: .8rem 0; font-weight: 600; } .names code { margin-right: .6em; }
.card:target { outline: 2px solid var(--good); outline-offset: 3px; }
@media (min-width: 60rem) { .contents.sticky { position: sticky; top: 0; z-index: 1; flex-wrap: nowrap; overflow-x: auto; background: var(--paper); } [id] { scroll-margin-top: 3rem; } }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
.facts dt { color: var(--muted); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.charts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); align-items: start; }
.charts.wide > .chart { max-width: 27rem; } .chart .plot { max-width: 27rem; margin: 0 auto; } .full .chart .plot { max-width: 60rem; }
.charts.pairs { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.charts.thirds { grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
@media (min-width: 72rem) { .charts.thirds { grid-template-columns: 1fr 1fr auto; } }
.beside.head { margin-top: 1.25rem; } .beside.head .tiles { margin: 0; } .beside.head h2 { margin-top: 0; padding-top: 0; border: 0; }
.beside { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); align-items: start; }
.chart { margin: 0; padding: .6rem .6rem .3rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
.chart figcaption { font-size: .85rem; color: var(--muted); min-height: calc(3em + .5rem); padding-bottom: .5rem; } .chart figcaption b { color: var(--ink); }
.chart.bare { border: 0; padding: 0; background: none; }
.plot { --plot-background: var(--card); display: block; width: 100%; height: auto; overflow: visible; } .plot text { white-space: pre; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; max-width: none; font-size: .9rem; } .legend i, .swatch { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .4em; }
.cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); align-items: start; }
.cards.filled { grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .8rem; break-inside: avoid; }
.card p { margin: .2rem 0 .4rem; } .card ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .88rem; } .card li small { display: block; }
.bins { width: 100%; font-size: .8rem; } .bins thead th { white-space: nowrap; font-weight: 400; color: var(--muted); } .bins th, .bins td { padding: .18rem .3rem; } .bins tbody th { font-weight: 400; overflow-wrap: anywhere; }
.bins thead th:first-child { text-align: left; width: 41%; } .bins th:nth-child(3) { width: 18%; } .bins th:nth-child(2) { width: 13%; } .bins { table-layout: fixed; }
.bar { display: block; height: 5px; width: 2.2rem; max-width: 100%; margin-left: auto; border-radius: 2px; background: var(--line); } .bar i { display: block; height: 100%; border-radius: 2px; }
.coefficients th { font-weight: 400; min-width: 9rem; } .coefficients th, .coefficients td { padding: .15rem .6rem; }
.sides { position: relative; display: block; width: min(24vw, 16rem); height: 1.2em; border-left: 1px solid transparent; background: linear-gradient(var(--line), var(--line)) center / 1px 100% no-repeat; }
.sides i { position: absolute; top: 25%; height: 50%; border-radius: 2px; }
.stack { display: flex; height: 1.4rem; border-radius: 5px; overflow: hidden; gap: 2px; margin: .5rem 0; }
.approve { background: var(--approve); } .review { background: var(--review); } .decline { background: var(--decline); } .other { background: var(--other); }
.badge { color: var(--on-badge); border-radius: 99px; padding: .05rem .6rem; font-size: .75rem; font-weight: 600; float: right; }
.mark { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0 .5rem; font-size: .75rem; color: var(--muted); white-space: nowrap; }
.mark.look { border-color: var(--bad); color: var(--bad); font-weight: 600; }
.findings { list-style: none; padding: 0; } .findings li { padding: .15rem 0 .15rem 1.2rem; text-indent: -1.2rem; } .findings li::before { display: inline-block; width: 1.2rem; text-indent: 0; }
.findings .fine::before { content: "\\2713"; color: var(--approve); } .findings .look::before { content: "!"; color: var(--bad); font-weight: 700; } .findings .look b { color: var(--bad); }
.bullet { position: relative; display: block; height: 6px; width: 5rem; margin: .3rem 0 .2rem auto; border-radius: 2px; background: var(--line); }
.reach { position: relative; display: inline-block; vertical-align: middle; width: 7rem; height: 8px; margin-right: .5rem; border-radius: 2px; background: var(--line); }
.reach i { position: absolute; height: 100%; min-width: 2px; border-radius: 2px; background: var(--good); } .reach b { position: absolute; top: -2px; width: 1px; height: 12px; background: var(--ink); }
.dealt { position: relative; display: inline-block; vertical-align: middle; width: 16rem; height: 10px; margin-right: .5rem; border-radius: 2px; background: var(--line); }
.dealt i { position: absolute; height: 100%; border-radius: 2px; background: var(--good); opacity: .75; } .dealt b { position: absolute; top: 4px; height: 2px; min-width: 2px; background: var(--ink); }
.figures.drivers tbody th { font-weight: 400; width: 43%; } .drivers th, .drivers td { padding: .2rem .6rem; } .drivers td.words { white-space: nowrap; } .drivers td.words small { display: inline; }
.bullet i { display: block; height: 100%; border-radius: 2px; background: var(--good); } .bullet b { position: absolute; top: -3px; width: 2px; height: 12px; background: var(--ink); }
h5 { font-size: .9rem; margin: .8rem 0 .2rem; } h4 small { display: block; font-weight: 400; } .figures tbody th small { overflow-wrap: anywhere; } a { color: inherit; }
footer { margin-top: 3rem; color: var(--muted); font-size: .85rem; }
@media (max-width: 30rem) { .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .4rem; } th, td { padding: .3rem .4rem; } .figures tbody th { min-width: 6.5rem; } .bullet { width: 3.2rem; }
  .figures.full tbody th, .figures.overview tbody th { min-width: 9.5rem; width: auto; } .reach { width: 4rem; } .dealt { display: block; width: 4.5rem; margin: .4rem 0 .2rem; } .drivers td.words small { display: block; } }
@media print { @page { margin: 12mm 10mm; } :root { font-size: 11px; } body { max-width: none; padding: 0; font-size: 1rem; background: none; } p { max-width: none; }
  h2 { margin-top: 1.4rem; font-size: 1.15rem; } section.model { break-before: page; } h2, h3, h4 { break-after: avoid; } thead { display: table-header-group; }
  .chart, .tile, .card, tr, .facts { break-inside: avoid; } .charts, .charts.pairs, .charts.thirds, .beside { grid-template-columns: 1fr 1fr; gap: .6rem; }
  .cards:not(.filled) { grid-template-columns: 1fr 1fr 1fr; gap: .6rem; } .overview { font-size: .8rem; } .overview th, .overview td { padding: .12rem .4rem; }
  .scroll { overflow: visible; background: none; } table { font-size: .9rem; } th, td { padding: .25rem .5rem; } .figures td { white-space: normal; }
  .figures tbody th { min-width: 0; } .mark { white-space: normal; border: 0; padding: 0; } .bullet { width: 3rem; } .sides { width: 10rem; } .dealt { width: 9rem; }
  .chart figcaption { min-height: 0; } .chart .plot { max-width: none; } a { text-decoration: none; }
  .fold::details-content { content-visibility: visible; display: block; block-size: auto; } .fold summary { display: none; } .fold .cards { margin-top: .6rem; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`;
