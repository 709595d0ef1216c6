import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConsentEvent,
  consentBookOf,
  consentedSources,
  consentLine,
  consentPurposeNames,
  parseConsentEvents,
  readConsents,
} from '../../../src/decision/consent/index.ts';
import { dossierSources } from '../../../src/sources/index.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const GRANT = {
  event: 'grant',
  firmId: 'F',
  source: 'bank',
  purpose: 'credit-decision',
  day: '2025-03-01',
  separately: false,
  expiresOn: null,
};
const { separately: _, expiresOn: __, ...said } = GRANT;
const WITHDRAW = { ...said, event: 'withdraw', day: '2025-04-01' };
const text = (...lines: readonly unknown[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
const APRIL_1 = 20_179;

describe('readConsents', () => {
  it('reads grants and withdrawals, a withdrawal counting on its very day', async () => {
    const path = `${scratch.dir}/consents.ndjson`;
    await writeFile(path, text(GRANT, WITHDRAW, { ...WITHDRAW, firmId: 'G' }));
    const book = await readConsents(path);
    expect(book.get('F')).toEqual([
      {
        firmId: 'F',
        source: 'bank',
        purpose: 'credit-decision',
        grantedOn: APRIL_1 - 31,
        withdrawnOn: APRIL_1,
        separately: false,
        expiresOn: null,
      },
    ]);
    const usedOn = (day: number) =>
      consentedSources(book.get('F')!, 'credit-decision', day).used.includes('bank');
    expect([APRIL_1 - 32, APRIL_1 - 31, APRIL_1 - 1, APRIL_1].map(usedOn)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(book.get('G')).toMatchObject([{ grantedOn: null, withdrawnOn: APRIL_1 }]);
  });

  it('takes an empty file for no consents, and names one that is not there', async () => {
    const path = `${scratch.dir}/empty.ndjson`;
    await writeFile(path, '');
    expect((await readConsents(path)).size).toBe(0);
    await expect(readConsents('no/consents.ndjson')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });

  it.each([
    ['what is not JSON', text(GRANT, '{'), 'row 2: not JSON'],
    ['a blank line', text(GRANT, '', GRANT), 'row 2: not JSON'],
    ['a last line without end', text(GRANT) + JSON.stringify(WITHDRAW), 'row 2: the last line has no end'],
    ['an unknown event', text({ ...GRANT, event: 'lend' }), 'row 1: event'],
    ['an unknown source', text({ ...GRANT, source: 'horoscope' }), 'row 1: source'],
    ['outcomes, which are no source of a dossier', text({ ...GRANT, source: 'outcomes' }), 'row 1: source'],
    ['an unknown purpose', text({ ...GRANT, purpose: 'fun' }), 'row 1: purpose'],
    ['an unknown field', text({ ...GRANT, note: '' }), 'row 1: .*note'],
    [
      'a grant that leaves open whether it was separate',
      text({ ...GRANT, separately: undefined }),
      'row 1: separately',
    ],
    ['a date that is none', text({ ...GRANT, day: '2025-13-01' }), 'row 1: day: expected a date'],
    ['an end before the grant', text({ ...GRANT, expiresOn: '2025-03-01' }), 'row 1: expiresOn'],
    ['a line before its time', text(WITHDRAW, GRANT), 'row 2: day: before the day of an earlier line'],
  ])('refuses %s, with its row', (_, content, message) => {
    expect(() => parseConsentEvents(content, 'c.ndjson')).toThrow(
      expect.objectContaining({
        code: 'PARUS_CONSENT_INVALID',
        message: expect.stringMatching(new RegExp(`c\\.ndjson ${message}`)),
      }),
    );
  });

  it('names every problem at once', () => {
    const content = text({ ...GRANT, source: 'x', purpose: 'y' }, '{', WITHDRAW);
    try {
      parseConsentEvents(content, 'c.ndjson');
      expect.unreachable();
    } catch (error) {
      const { issues, message } = error as { issues: { path: string }[]; message: string };
      expect(issues.map(({ path }) => path)).toEqual(['row 1.source', 'row 1.purpose', 'row 2']);
      expect(message).toContain('3 issues in all');
    }
  });
});

describe('consentLine', () => {
  const events: fc.Arbitrary<ConsentEvent[]> = fc
    .array(
      fc.record({
        grant: fc.boolean(),
        firmId: fc.constantFrom('F', 'G'),
        source: fc.constantFrom(...dossierSources.slice(0, 4)),
        purpose: fc.constantFrom(...consentPurposeNames),
        pause: fc.nat(3),
        separately: fc.boolean(),
        lasts: fc.option(fc.integer({ min: 1, max: 9 })),
      }),
      { maxLength: 40 },
    )
    .map((list) => {
      let day = 20_000;
      return list.map(({ grant, pause, lasts, separately, ...rest }) => {
        day += pause;
        if (!grant) return { event: 'withdraw', ...rest, day };
        return { event: 'grant', ...rest, day, separately, expiresOn: lasts === null ? null : day + lasts };
      });
    });

  it('writes what is read back', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(parseConsentEvents(list.map(consentLine).join(''), 'c.ndjson')).toEqual(list);
      }),
    );
  });

  it('adds up to records under which a source is used exactly while its last event is a grant that holds', () => {
    fc.assert(
      fc.property(events, fc.nat(130), (list, offset) => {
        const day = 20_000 + offset;
        const book = consentBookOf(list);
        for (const firmId of ['F', 'G']) {
          const { used } = consentedSources(book.get(firmId) ?? [], 'credit-decision', day);
          for (const source of ['tax', 'utility', 'bank'] as const) {
            const last = list.findLast(
              (event) =>
                event.firmId === firmId &&
                event.source === source &&
                event.purpose === 'credit-decision' &&
                event.day <= day,
            );
            const holds = last?.event === 'grant' && (last.expiresOn === null || last.expiresOn > day);
            expect(used.includes(source)).toBe(holds);
          }
        }
      }),
    );
  });
});
