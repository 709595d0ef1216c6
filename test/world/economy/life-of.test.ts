import { describe, expect, it } from 'vitest';
import { lenderName, livesOf } from '../../../src/world/economy/life-of.ts';
import { LENDER, LENDERS_PER_KIND } from '../../../src/world/economy/loan-book.ts';
import { type FirmLife, FLOW, FLOWS } from '../../../src/world/life.ts';
import { dueDay } from '../../../src/world/loans.ts';
import { flowOf, livedUntil, positionsOf, runOf, worldOf } from './districts.ts';

const world = worldOf({ network: { guaranteedShare: 0.4 } }, 7, 12);
const { week0, nWeeks } = world.timeline;
const d = livedUntil(world, 400);
const lives = livesOf(d, runOf(world).draws);
const DATED = ['loan', 'payroll', 'social', 'rent', 'tax', 'utility', 'repayment'] as const;

describe('livesOf', () => {
  it('tells of every firm the weeks it lived, as the tapes have them', () => {
    expect(lives).toHaveLength(400);
    for (const [i, life] of lives.entries()) {
      const lived = Math.min(nWeeks, d.deathWeek[i]! + 1);
      expect(life.nWeeks).toBe(lived);
      for (const series of [life.cash, life.sales, life.orders, life.logDemand, life.service])
        expect(series).toHaveLength(lived);
      for (let week = 0; week < lived; week += 7) {
        expect(life.cash[week]).toBe(d.tape.cash[week * d.n + i]);
        expect(life.sales[week]).toBe(d.tape.sales[week * d.n + i]);
        expect(life.flows[week * FLOWS.length + FLOW.payroll]).toBe(flowOf(d, week, 'payroll', i));
      }
    }
  });

  it('dates payments inside their weeks, and to the fen of the flows they belong to', () => {
    for (const life of lives) {
      const sums = new Map<string, number>();
      for (const { week, day, flow, amountFen } of life.dated) {
        const monday = week0 + 7 * week;
        if (day < monday || day > monday + 6 || amountFen <= 0)
          throw new Error(`${flow} on ${day}: ${amountFen}`);
        sums.set(`${week} ${flow}`, (sums.get(`${week} ${flow}`) ?? 0) + amountFen);
      }
      for (let week = 0; week < life.nWeeks; week++)
        for (const flow of DATED) {
          const [told, flown] = [
            sums.get(`${week} ${flow}`) ?? 0,
            life.flows[week * FLOWS.length + FLOW[flow]],
          ];
          if (told !== flown) throw new Error(`${flow} of week ${week}: ${told} dated, ${flown} flown`);
        }
    }
  });

  it('ends at death: nothing is dated, paid, borrowed or traded after it', () => {
    const dead = lives.filter(({ deathDay }) => deathDay !== undefined);
    expect(dead.length).toBeGreaterThan(20);
    for (const { deathDay, nWeeks: lived, dated, months, loans, partners } of dead) {
      const last = deathDay!;
      expect(last).toBe(week0 + 7 * lived - 1);
      expect(last).toBeGreaterThan(world.timeline.startDate);
      const days = [
        ...dated.map(({ day }) => day),
        ...loans.flatMap(({ openedDay, paidDays }) => [openedDay, ...paidDays]),
        ...months.flatMap((m) => [m.taxPaidDay, m.utilityPaidDay, m.socialPaidDay]),
        ...months.map((m) => m.periodStart),
      ];
      expect(days.filter((day) => day !== undefined && day > last)).toEqual([]);
      for (const { delivered, paid, role } of partners) {
        expect(delivered.subarray(lived).every((amount) => amount === 0)).toBe(true);
        if (role === 'buyer') expect(paid.subarray(lived).every((amount) => amount === 0)).toBe(true);
      }
    }
  });

  it('tells the same trade to both sides, and less of it than is sold and bought in all', () => {
    let traded = 0;
    for (const [i, { partners, sales, flows, nWeeks: lived }] of lives.entries()) {
      const sold = new Float64Array(nWeeks);
      const paid = new Float64Array(nWeeks);
      for (const partner of partners) {
        const other = lives[partner.partner - d.first]!;
        const back = other.partners.find(
          (p) => p.partner === d.first + i && p.role !== partner.role && p.delivered === partner.delivered,
        );
        expect(back?.paid).toBe(partner.paid);
        for (let week = 0; week < lived; week++) {
          if (partner.role === 'seller') sold[week]! += partner.delivered[week]!;
          else paid[week]! += partner.paid[week]!;
        }
      }
      for (let week = 0; week < lived; week++) {
        const bought = flows[week * FLOWS.length + FLOW.purchase]!;
        if (sold[week]! > sales[week]! || paid[week]! > bought)
          throw new Error(
            `firm ${i} week ${week}: ${sold[week]} of ${sales[week]}, ${paid[week]} of ${bought}`,
          );
        traded += sold[week]!;
      }
    }
    expect(traded).toBeGreaterThan(0);
  });

  it('tells of a guarantee to both sides, for the time and amount of the loan', () => {
    let guarantees = 0;
    for (const [i, life] of lives.entries())
      for (const { role, partner, day, endDay, amountFen } of life.guarantees) {
        const other = lives[partner - d.first]!;
        const borrower = role === 'guaranteed' ? life : other;
        const loan = borrower.application!.loan!;
        expect([day, endDay, amountFen]).toEqual([
          loan.openedDay,
          dueDay(loan, loan.termMonths - 1),
          loan.principalFen,
        ]);
        const mirrored = other.guarantees.filter(
          (g) => g.partner === d.first + i && g.role !== role && g.day === day,
        );
        expect(mirrored.length).toBeGreaterThan(0);
        guarantees += 1;
      }
    expect(guarantees).toBeGreaterThan(100);
  });

  it('orders loans by arrival and enquiries by day, the loan of ours among them', () => {
    const rising = (days: readonly number[]): boolean =>
      days.every((day, k) => k === 0 || day >= days[k - 1]!);
    let enquiries = 0;
    for (const life of lives) {
      expect(rising(life.loans.map(({ openedDay }) => openedDay))).toBe(true);
      expect(rising(life.enquiries.map(({ day }) => day))).toBe(true);
      enquiries += life.enquiries.length;
      const own = life.loans.filter(({ lender }) => lender === 'own');
      expect(own).toEqual(life.application?.loan ? [life.application.loan] : []);
    }
    expect(enquiries).toBe(d.tape.enquiries.length);
  });

  it('closes a month account for every month that ended while the firm lived', () => {
    const sold = ({ months }: FirmLife): number => months.reduce((sum, { salesFen }) => sum + salesFen, 0);
    for (const i of positionsOf(d)) {
      const life = lives[i]!;
      const all = life.sales.reduce((a, b) => a + b, 0);
      const open = d.monthSales[i]! + d.nextMonthSales[i]!;
      expect(sold(life)).toBe(all - open);
      for (const { declaredFen, salesFen, taxPaidDay, filedDay } of life.months) {
        expect(declaredFen).toBeLessThanOrEqual(salesFen);
        expect(filedDay).toBeGreaterThan(0);
        if (taxPaidDay !== undefined) expect(taxPaidDay).toBeGreaterThan(week0);
      }
    }
  });
});

describe('lenderName', () => {
  it('numbers the lenders of a kind', () => {
    expect(lenderName(LENDER.own * LENDERS_PER_KIND)).toBe('OWN');
    expect(lenderName(LENDER.bank * LENDERS_PER_KIND)).toBe('B01');
    expect(lenderName(LENDER.platform * LENDERS_PER_KIND + 27)).toBe('P28');
    expect(lenderName(LENDER.traditional * LENDERS_PER_KIND)).toBe('T01');
  });
});
