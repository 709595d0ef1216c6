import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream, yuanToFen } from '../../../../src/core/index.ts';
import { behaviourOf, type SideBehaviour } from '../../../../src/world/emit/invoicing/behaviour.ts';
import { splitDeal } from '../../../../src/world/emit/invoicing/pieces.ts';
import { drawFirm } from '../../../../src/world/firm.ts';
import { baselineScenario } from '../../../../src/world/scenario.ts';

const drawn = behaviourOf(
  openStream(1, 'world.records.invoices'),
  drawFirm(baselineScenario, 1, 0),
  0.2,
).sales;
const rules: SideBehaviour = {
  ...drawn,
  capFen: yuanToFen(100_000),
  fullTotalFen: yuanToFen(100_000),
  hundreds: 0.5,
  whole: 1,
};
const split = (netYuan: number, rate: number, uRound: number, uRest: number): number[] => {
  const totals: number[] = [];
  splitDeal(rules, yuanToFen(netYuan), rate, uRound, uRest, totals);
  return totals.map((fen) => fen / 100);
};

describe('splitDeal', () => {
  it('leaves a deal below the form whole, in hundreds, in yuan or as it fell', () => {
    expect(split(1_000, 0.13, 0.4, 0.9)).toEqual([1_100]);
    expect(split(1_000, 0.13, 0.9, 0.9)).toEqual([1_130]);
    expect(split(100, 0.13, 0.1, 0.9)).toEqual([113]);
  });

  it('fills forms and writes the rest on another, or drops it', () => {
    expect(split(250_000 / 1.03, 0.03, 0.9, 0.9)).toEqual([100_000, 100_000, 50_000]);
    expect(split(250_000 / 1.03, 0.03, 0.9, 0.1)).toEqual([100_000, 100_000]);
  });

  it('never exceeds the limit of the form, whatever the deal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5e7, noNaN: true }),
        fc.constantFrom(0, 0.01, 0.06, 0.13),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (net, rate, uRound, uRest) => {
          const totals = split(net, rate, uRound, uRest);
          expect(totals.length).toBeGreaterThan(0);
          for (const total of totals) {
            expect(total).toBeGreaterThan(0);
            expect(total / (1 + rate)).toBeLessThan(100_000);
          }
        },
      ),
      { seed: 3 },
    );
  });
});
