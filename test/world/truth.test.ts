import { describe, expect, it } from 'vitest';
import { asFloat64, columnOf, MISSING_INT32, type Table } from '../../src/table/index.ts';
import { CHANNEL } from '../../src/world/economy/channels.ts';
import { NEVER, NONE } from '../../src/world/economy/layout.ts';
import { ANSWER } from '../../src/world/economy/traditional-lender.ts';
import { applicationIdOf, firmIdOf } from '../../src/world/emit/index.ts';
import { outcomeOf } from '../../src/world/loans.ts';
import { simulateCounterfactual, simulateDistrict } from '../../src/world/simulate-district.ts';
import { TRUTH_NAMES, truthTables } from '../../src/world/truth.ts';
import { positionsOf, worldOf } from './economy/districts.ts';

function numbers(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new Error(`${name} is text`);
  return asFloat64(column);
}

function texts(table: Table, name: string): (string | undefined)[] {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new Error(`${name} is no text`);
  return Array.from(column.codes, (code) => column.levels[code]);
}

const lived = simulateDistrict(worldOf({}, 7, 24), 0, 600);
const { lives, district: d } = lived;
const tables = truthTables(lived);

describe('truthTables', () => {
  it('gives every table of truth', () => {
    expect(Object.keys(tables)).toEqual([...TRUTH_NAMES]);
  });
});

describe('truth of firms', () => {
  const { firms } = tables;

  it('has one row a firm with its latent traits', () => {
    expect(firms.nRows).toBe(600);
    expect([...numbers(firms, 'honesty')]).toEqual(lives.map((life) => life.traits.honesty));
    expect(texts(firms, 'firmId')).toEqual(lives.map((life) => firmIdOf(life.traits.firm)));
    expect(texts(firms, 'fraud')).toEqual(lives.map((life) => life.fraud));
  });

  it('leaves the death of the living and the arrears of firms without a loan missing', () => {
    const deaths = columnOf(firms, 'deathDate');
    const worst = numbers(firms, 'worstDaysPastDue');
    for (const [i, { deathDay, application }] of lives.entries()) {
      expect(deaths.kind === 'date' && deaths.values[i]).toBe(deathDay ?? MISSING_INT32);
      const loan = application?.loan;
      expect(worst[i]).toBe(loan ? outcomeOf(loan).maxDaysPastDue : Number.NaN);
    }
  });
});

describe('truth of applications', () => {
  const { applications } = tables;
  const column = (name: string): Float64Array => numbers(applications, name);
  /** Position in the district of each row. */
  const rows = texts(applications, 'firmId').map((id) => Number(id?.slice(1)) - d.first);

  it('has one row for every firm that applied anywhere', () => {
    expect(rows).toEqual(positionsOf(d).filter((i) => d.applied[i]! > 0));
    const ours = texts(applications, 'applicationId');
    for (const [row, i] of rows.entries()) {
      const own = d.channel[i] !== CHANNEL.traditional;
      expect(ours[row]).toBe(own ? applicationIdOf(d.first + i) : undefined);
      expect(lives[i]!.application?.amountFen).toBe(own ? d.applied[i] : undefined);
    }
  });

  it('tells of the loans of the book what became of them', () => {
    const [granted, bad] = [column('granted'), column('badIfGranted')];
    let bads = 0;
    for (const [row, i] of rows.entries()) {
      const loan = lives[i]!.application?.loan;
      if (!loan) {
        expect(bad[row]).toBe(Number.NaN);
        continue;
      }
      expect(granted[row]).toBe(1);
      expect(bad[row]).toBe(outcomeOf(loan).badDay === undefined ? 0 : 1);
      bads += bad[row]!;
    }
    expect(bads).toBeGreaterThan(10);
  });

  it('says who closes with a loan of ours and who without, from two lives under the same luck', () => {
    const [withLoan, without] = [column('closesIfGranted'), column('closesIfRefused')];
    let [both, differ] = [0, 0];
    for (const [row, i] of rows.entries()) {
      const closes = d.deathWeek[i] !== NEVER && withLoan[row] === 1;
      if (withLoan[row] === 1) expect(d.deathWeek[i]).not.toBe(NEVER);
      if (closes && without[row] === 1) both += 1;
      if (withLoan[row] !== without[row]) differ += 1;
    }
    expect(both).toBeGreaterThan(10);
    expect(differ).toBeGreaterThan(0);
  });

  it('tells of a selective book, too, what the refused would have done', () => {
    const selective = simulateDistrict(worldOf({ lenders: { granting: 'traditional' } }, 7, 24), 0, 600);
    const trial = simulateCounterfactual(selective, 'trial');
    expect(Buffer.compare(trial.bytes, d.bytes)).toBe(0);
    const table = truthTables(selective).applications;
    const [granted, approves, bad] = ['granted', 'traditionalApproves', 'badIfGranted'].map((name) =>
      numbers(table, name),
    );
    const [channels, ids] = [texts(table, 'channel'), texts(table, 'firmId')];
    let refused = 0;
    const badInTrial = column('badIfGranted');
    const inTrial = new Map(rows.map((i, row) => [firmIdOf(d.first + i), badInTrial[row]]));
    for (let row = 0; row < table.nRows; row++) {
      if (channels[row] === 'traditional') expect([granted![row], bad![row]]).toEqual([0, Number.NaN]);
      else {
        expect(granted![row]).toBe(approves![row]);
        if (granted![row] === 0 && !Number.isNaN(bad![row]!)) refused += 1;
        // Both books tell the same of what would be if everyone got a loan.
        if (inTrial.has(ids[row]!)) expect(bad![row]).toBe(inTrial.get(ids[row]!));
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it('costs and lasts what the traditional lender says', () => {
    for (const [row, i] of rows.entries()) {
      expect(column('traditionalApproves')[row]).toBe(d.traditional[i] === ANSWER.approved ? 1 : 0);
      expect(column('traditionalCostFen')[row]).toBe(120_000);
      expect(column('traditionalDays')[row]! >= 10 && column('traditionalDays')[row]! <= 21).toBe(true);
      expect(column('granted')[row]).toBe(d.ownLoan[i] === NONE ? 0 : 1);
    }
  });
});

describe('truth of supply', () => {
  it('has one row a link with what was delivered over the whole time', () => {
    const { supply } = tables;
    const { seller, buyer } = d.network;
    expect(supply.nRows).toBe(seller.length);
    expect(texts(supply, 'seller')).toEqual(Array.from(seller, (i) => firmIdOf(d.first + i)));
    expect(texts(supply, 'buyer')).toEqual(Array.from(buyer, (i) => firmIdOf(d.first + i)));
    const delivered = numbers(supply, 'deliveredFen');
    const inAll = lives.reduce(
      (sum, { partners }) => sum + partners.reduce((a, p) => a + p.delivered.reduce((x, y) => x + y, 0), 0),
      0,
    );
    // Every link is told by both its firms.
    expect(2 * delivered.reduce((a, b) => a + b, 0)).toBe(inAll);
    expect(inAll).toBeGreaterThan(0);
  });
});
