import { describe, expect, it } from 'vitest';
import {
  buildScreen,
  type ListHit,
  type NameThresholds,
  standardThresholds,
} from '../../../src/decision/lists/index.ts';
import {
  drawsOf,
  entryOf,
  firmName,
  firmVariant,
  latinName,
  latinVariant,
  madeUpFirm,
  madeUpPerson,
  mistyped,
  otherFirm,
  swapped,
} from './made-up-names.ts';

/** Thresholds are the least at which this share of hits is right, on the half on which they are chosen. */
const PRECISION = 0.97;
const N = 2000;
const SEED = 7;
const LOWEST: NameThresholds = { firm: 0.66, person: 0.51, latin: 0.8 };

interface Trial {
  /** Score of the entry that the name is a variant of; 0 where it was not found. */
  readonly right: number;
  /** Best score that the name of somebody else got. */
  readonly wrong: number;
}

/** Of each listed name a variant, and the name of somebody else. Even trials choose, odd ones report. */
function trialsOf(
  listed: (i: number) => string,
  variant: (i: number) => string,
  other: (i: number) => string,
  kind: 'firm' | 'person',
): Trial[] {
  const entries = Array.from({ length: N }, (_, i) => entryOf(`E${i}`, { kind, name: listed(i) }));
  const screen = buildScreen(entries, 20_000, { thresholds: LOWEST, mostFuzzy: N });
  const match = (name: string): ListHit[] =>
    screen.match(kind === 'firm' ? { companyNames: [name] } : { personNames: [name] });
  return entries.map((entry, i) => ({
    right: match(variant(i)).find(({ entryId }) => entryId === entry.id)?.score ?? 0,
    // The same name borne by somebody else is no matter of thresholds.
    wrong: Math.max(
      0,
      ...match(other(i))
        .filter(({ how }) => how === 'fuzzy')
        .map(({ score }) => score),
    ),
  }));
}

function qualityAt(trials: readonly Trial[], threshold: number) {
  const hits = trials.filter(({ right }) => right >= threshold).length;
  const alarms = trials.filter(({ wrong }) => wrong >= threshold).length;
  return { precision: hits / (hits + alarms), recall: hits / trials.length };
}

/** Chooses on one half, reports on the other. */
function chosenAndReported(trials: readonly Trial[], lowest: number) {
  const [choosing, reporting] = [0, 1].map((half) => trials.filter((_, i) => i % 2 === half)) as [
    Trial[],
    Trial[],
  ];
  for (let percent = Math.ceil(lowest * 100); percent <= 100; percent++) {
    const threshold = percent / 100;
    if (qualityAt(choosing, threshold).precision >= PRECISION)
      return { threshold, ...qualityAt(reporting, threshold) };
  }
  throw new Error('no threshold is precise enough');
}

describe('thresholds', () => {
  it('of company names: four in five variants are found', () => {
    const trials = trialsOf(
      (i) => firmName(madeUpFirm(SEED, i)),
      (i) => firmVariant(madeUpFirm(SEED, i), drawsOf(SEED, 'test/variants', i)),
      (i) => firmName(otherFirm(madeUpFirm(SEED, i), SEED, i)),
      'firm',
    );
    const { threshold, precision, recall } = chosenAndReported(trials, LOWEST.firm);
    expect(threshold).toBe(standardThresholds.firm);
    expect(precision).toBeGreaterThan(0.96);
    expect(recall).toBeGreaterThan(0.79);
  });

  it('of person names: a name is two or three characters, so half of the slips are past finding', () => {
    const trials = trialsOf(
      (i) => madeUpPerson(SEED, i),
      (i) => {
        const u = drawsOf(SEED, 'test/person-variants', i);
        return u() < 0.8 ? mistyped(madeUpPerson(SEED, i), u) : swapped(madeUpPerson(SEED, i), u);
      },
      (i) => madeUpPerson(SEED + 1, i),
      'person',
    );
    const { threshold, precision, recall } = chosenAndReported(trials, LOWEST.person);
    expect(threshold).toBe(standardThresholds.person);
    expect(precision).toBeGreaterThan(0.96);
    expect(recall).toBeGreaterThan(0.48);
  });

  it('of names in Latin letters', () => {
    const trials = trialsOf(
      (i) => latinName(SEED, i),
      (i) => latinVariant(latinName(SEED, i), drawsOf(SEED, 'test/latin-variants', i)),
      (i) => latinName(SEED + 1, i),
      'person',
    );
    const { threshold, precision, recall } = chosenAndReported(trials, LOWEST.latin);
    expect(threshold).toBe(standardThresholds.latin);
    expect(precision).toBeGreaterThan(0.96);
    expect(recall).toBeGreaterThan(0.9);
  });
});
