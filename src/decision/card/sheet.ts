import { html, type Markup } from '../../evaluation/report/index.ts';
import type { Language } from './language.ts';

/** The browser itself is told to load nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A narrow sheet for a phone and for A5 paper; light and dark by the reader's setting, always light in print. */
const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --muted: #5a6472; --paper: #f3f4f2; --card: #ffffff; --line: #dde1e6; --soft: #eef1f4;
  --approve: #25734a; --review: #8f5a0a; --decline: #a83a22; --usual: #b9cbe0; --dot: #2b5f97; --against: #c4472b; --for: #2f855a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --muted: #a2acba; --paper: #12161c; --card: #1b212b; --line: #353e4b; --soft: #252d39;
  --approve: #62c08c; --review: #e0ae55; --decline: #ee8e76; --usual: #41577a; --dot: #8bb8ea; --against: #f08a6c; --for: #62c08c; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.25rem .75rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
:lang(zh) { line-height: 1.65; text-spacing-trim: trim-start; line-break: strict; }
main { max-width: 37rem; margin: 0 auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.4rem 1.6rem 1.1rem; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; font-size: .8rem; color: var(--muted); }
h1 { font-size: 1.55rem; line-height: 1.25; margin: .5rem 0 .3rem; padding-left: .7rem; border-left: 5px solid currentColor; }
h1.approve { color: var(--approve); } h1.review { color: var(--review); } h1.decline { color: var(--decline); }
h2 { font-size: .95rem; margin: 1.15rem 0 .3rem; padding-top: .75rem; border-top: 1px solid var(--line); }
p { margin: .3rem 0; } small, .muted { color: var(--muted); font-size: .82rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.2rem, 1fr)); gap: .45rem .9rem; margin: .8rem 0 .2rem; padding: .7rem .8rem; background: var(--soft); border-radius: 7px; }
.facts div { display: flex; flex-direction: column; } .facts dt { font-size: .76rem; color: var(--muted); } .facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
ol, ul { margin: .3rem 0; padding-left: 1.25rem; } li { margin: .25rem 0; } li b { font-weight: 600; } li span { display: block; font-size: .88rem; color: var(--muted); }
li.for::marker { color: var(--for); } li.against::marker { color: var(--against); font-weight: 700; }
figure { margin: .6rem 0 0; break-inside: avoid; } figcaption { font-size: .76rem; color: var(--muted); line-height: 1.4; }
.chart { display: block; width: 100%; max-width: 27rem; height: auto; margin: 0 auto; font-size: 11px; }
.chart text { fill: var(--ink); } .chart .end { fill: var(--muted); font-size: 10px; } .chart .number { font-weight: 700; } .chart .value { font-weight: 600; }
.strip { fill: var(--soft); stroke: var(--line); } .usual { fill: var(--usual); } .median { stroke: var(--ink); stroke-width: 1.5; }
.dot { fill: var(--dot); stroke: var(--card); stroke-width: 2; } .dot.against { fill: var(--against); } .dot.for { fill: var(--for); }
.sources { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .3rem 0; font-size: .86rem; } .sources dt { color: var(--muted); } .sources dd { margin: 0; }
.rights li, .rights p { font-size: .86rem; }
footer { margin-top: .9rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: .74rem; color: var(--muted); overflow-wrap: anywhere; }
.total { display: flex; align-items: baseline; gap: .6rem; margin: .4rem 0; } .total strong { font-size: 2.6rem; line-height: 1; font-variant-numeric: tabular-nums; }
.dims { width: 100%; border-collapse: collapse; font-size: .88rem; } .dims th { text-align: left; font-weight: 400; padding: .2rem .6rem .2rem 0; } .dims thead th { color: var(--muted); font-size: .76rem; }
.dims thead th:nth-child(n+3) { text-align: right; } .dims td { padding: .2rem 0 .2rem .6rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .dims td.bar { width: 42%; }
.meter { display: block; width: 100%; height: 9px; border-radius: 3px; background: var(--soft); outline: 1px solid var(--line); } .meter .fill { fill: var(--dot); } .meter .mark { fill: var(--ink); }
details { margin: .4rem 0; } summary { cursor: pointer; font-size: .88rem; } details .dims { font-size: .78rem; }
@media (max-width: 28rem) { body { padding: 0; } main { border: 0; border-radius: 0; padding: 1rem; } .sources { grid-template-columns: 1fr; gap: 0; } .sources dd { margin-bottom: .3rem; } .facts { grid-template-columns: 1fr 1fr; } .dims td.bar { width: 30%; } }
@media print { @page { size: A5; margin: 9mm 10mm; }
  :root { color-scheme: light; --ink: #1c2430; --muted: #4a5462; --card: #fff; --line: #d5dae0; --soft: #f1f3f5; --approve: #25734a; --review: #8f5a0a; --decline: #a83a22; --usual: #b9cbe0; --dot: #2b5f97; --against: #b03a20; --for: #25734a; }
  html { font-size: 9pt; } body { padding: 0; background: none; font-size: 1rem; line-height: 1.34; } :lang(zh) { line-height: 1.5; } main { max-width: none; border: 0; padding: 0; }
  h1 { font-size: 14pt; } h2 { margin-top: .6rem; padding-top: .45rem; break-after: avoid; } li, .facts, tr { break-inside: avoid; } .chart { max-width: 18rem; } p, li { margin: .15rem 0; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`;

const LANG: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** A self-contained HTML sheet: no script, no request; same input, same bytes. */
export function sheetPage(language: Language, title: string, body: Markup): string {
  const page = html`<!doctype html>
<html lang="${LANG[language]}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${title}</title><style>${{ markup: STYLE }}</style></head>
<body><main>${body}</main></body></html>
`;
  return page.markup;
}
