import { describe, expect, it } from 'vitest';
import { emitJudicial } from '../../../src/world/emit/judicial.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import { type FirmLife, FLOW, FLOWS, type Flow } from '../../../src/world/life.ts';
import { dueDay, type Loan } from '../../../src/world/loans.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, inWindow } from './emitted.ts';

const world = baselineWorld();
const { startDate } = world.timeline;
const lives = livesOf(world, 400).map((life) => covered(life));
type Entry = SourceRecord<'judicial'>;
const entries = (life: FirmLife): Entry[] => emitted(emitJudicial, world, life, 'judicial');
const count = (of: readonly FirmLife[], kind: Entry['kind']): number =>
  of.flatMap(entries).filter((entry) => entry.kind === kind).length;

/** The life with one flow stopped from a week on. */
function without(life: FirmLife, flow: Flow, fromWeek: number): FirmLife {
  const flows = life.flows.slice();
  for (let week = fromWeek; week < life.nWeeks; week++) flows[week * FLOWS.length + FLOW[flow]] = 0;
  return { ...life, flows };
}

/** The life with cash of another height in every week. */
const withCash = (life: FirmLife, fen: number): FirmLife => ({ ...life, cash: life.cash.map(() => fen) });

describe('emitJudicial', () => {
  it('shows some firms of a book in registers and leaves most alone, two to eight weeks late', () => {
    const seen = lives.map((life) => inWindow(emitJudicial, world, life, 'judicial'));
    for (const records of seen) {
      expectSound('judicial', records);
      for (const { eventDate, arrivalDate } of records) {
        expect(arrivalDate - eventDate).toBeGreaterThanOrEqual(14);
        expect(arrivalDate - eventDate).toBeLessThanOrEqual(56);
      }
    }
    const share = seen.filter((records) => records.length > 0).length / lives.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.35);
  });

  it('lets suppliers sue who are not paid any more', () => {
    const stopped = lives.map((life) => without(life, 'purchase', world.timeline.firstBookWeek));
    expect(count(stopped, 'defendant')).toBeGreaterThan(4 * count(lives, 'defendant'));
    expect(count(stopped, 'plaintiff')).toBe(count(lives, 'plaintiff'));
  });

  it('lets staff sue who are not paid any more', () => {
    const stopped = lives.map((life) => without(life, 'payroll', world.timeline.firstBookWeek + 20));
    expect(count(stopped, 'defendant')).toBeGreaterThan(1.5 * count(lives, 'defendant'));
  });

  it('lets the firm sue buyers who do not pay', () => {
    const stopped = lives.map((life) => without(life, 'sales', world.timeline.firstBookWeek));
    expect(count(stopped, 'plaintiff')).toBeGreaterThan(4 * count(lives, 'plaintiff'));
    expect(count(stopped, 'defendant')).toBe(count(lives, 'defendant'));
  });

  it('lets lenders sue for a loan 90 days past due, a month after that at the earliest', () => {
    const loan: Loan = {
      lender: 'bank',
      lenderName: 'B01',
      openedDay: startDate,
      principalFen: 10_000_000,
      instalmentFen: 900_000,
      termMonths: 12,
      paidDays: [],
      abandoned: false,
    };
    const suits = (paidDays: number[]): Entry[] =>
      lives
        .filter(({ deathDay }) => deathDay === undefined)
        .flatMap((life) => {
          const before = new Set(entries({ ...life, loans: [] }).map(({ eventDate }) => eventDate));
          return entries({ ...life, loans: [{ ...loan, paidDays }] }).filter(
            ({ kind, eventDate, amountFen }) =>
              kind === 'defendant' && amountFen === 12 * 900_000 && !before.has(eventDate),
          );
        });
    const alive = lives.filter(({ deathDay }) => deathDay === undefined).length;
    const unpaid = suits([]);
    expect(unpaid.length / alive).toBeGreaterThan(0.5);
    expect(unpaid.length / alive).toBeLessThan(0.7);
    for (const { eventDate } of unpaid) expect(eventDate).toBeGreaterThanOrEqual(dueDay(loan, 0) + 90 + 30);
    expect(suits(Array.from({ length: 12 }, (_, k) => dueDay(loan, k) + 80))).toEqual([]);
  });

  it('enforces lost suits of firms without cash only, and lists some of them after that', () => {
    const poor = lives.map((life) => withCash(life, 0));
    let listed = 0;
    let enforced = 0;
    for (const life of poor) {
      const byCase = Map.groupBy(entries(life), ({ caseId }) => caseId);
      for (const entriesOfCase of byCase.values()) {
        const day = (kind: Entry['kind']): number | undefined =>
          entriesOfCase.find((entry) => entry.kind === kind)?.eventDate;
        const [suit, enforcement, list] = [day('defendant'), day('enforcement'), day('dishonest')];
        if (enforcement !== undefined) expect(enforcement).toBeGreaterThan(suit! + 60);
        if (list !== undefined) expect(list).toBeGreaterThan(enforcement! + 59);
        expect(new Set(entriesOfCase.map(({ amountFen }) => amountFen)).size).toBe(1);
        enforced += enforcement === undefined ? 0 : 1;
        listed += list === undefined ? 0 : 1;
      }
    }
    expect(listed).toBeGreaterThan(5);
    expect(enforced).toBeGreaterThan(listed);
    expect(enforced).toBeLessThan(count(poor, 'defendant'));
    const rich = lives.map((life) => withCash(life, 1e13));
    expect(count(rich, 'defendant')).toBe(count(poor, 'defendant'));
    expect(count(rich, 'enforcement') + count(rich, 'dishonest')).toBe(0);
  });

  it('fines some of those whose tax stays unpaid for months', () => {
    const unpaid = lives.map((life) => ({
      ...life,
      months: life.months.map((account) => ({ ...account, taxPaidDay: undefined })),
    }));
    const paid = lives.map((life) => ({
      ...life,
      months: life.months.map((account) => ({ ...account, taxPaidDay: account.taxDueDay })),
    }));
    const months = lives.reduce(
      (sum, life) => sum + life.months.filter(({ taxFen }) => taxFen > 0).length,
      0,
    );
    const fines = count(unpaid, 'penalty') - count(paid, 'penalty');
    expect(fines / months).toBeGreaterThan(0.45);
    expect(fines / months).toBeLessThan(0.55);
    // What is left are the fines that anyone may meet.
    expect(count(paid, 'penalty')).toBeGreaterThan(3);
  });

  it('looks at neither the application nor the end of the firm', () => {
    expect(entries({ ...lives[0]!, application: undefined, deathDay: undefined })).toEqual(
      entries(lives[0]!),
    );
  });

  it('is the same twice, and nothing without cover', () => {
    const life = lives.find((one) => entries(one).length > 0)!;
    expect(emitted(emitJudicial, baselineWorld(), life, 'judicial')).toEqual(entries(life));
    const hidden = { ...life.traits.covered, judicial: false };
    expect(entries({ ...life, traits: { ...life.traits, covered: hidden } })).toEqual([]);
  });
});
