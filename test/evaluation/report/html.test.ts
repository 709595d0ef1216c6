import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from '../../../src/evaluation/report/html.ts';

describe('html', () => {
  it('escapes texts, in content and in attributes, and leaves markup as it is', () => {
    const inner = html`<b>${'a < b & "c"'}</b>`;
    expect(html`<p title="${"it's"}">${inner}${3}${undefined}</p>`.markup).toBe(
      '<p title="it&#39;s"><b>a &lt; b &amp; &quot;c&quot;</b>3</p>',
    );
  });

  it('joins lists of markup', () => {
    expect(html`<ul>${['x', '<'].map((t) => html`<li>${t}</li>`)}</ul>`.markup).toBe(
      '<ul><li>x</li>\n<li>&lt;</li></ul>',
    );
  });
});

describe('escapeHtml', () => {
  it('leaves no character that opens a tag, an entity or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '验') }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
