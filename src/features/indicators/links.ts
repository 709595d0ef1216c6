import { codeOf } from '../../sources/index.ts';
import type { Accumulator, Known, ReadColumns } from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';

const kindCode = (value: string): number => codeOf('links', 'kind', value);

/** Codes of the kinds of things: below KINDS. */
export const LINK_KINDS = {
  device: kindCode('device'),
  phone: kindCode('phone'),
  address: kindCode('address'),
  owner: kindCode('owner'),
} as const;
const KINDS = 4;

/**
 * What the firm showed, and which other firms showed the same. Only things that the firm itself is known to have shown
 * count: what others showed is in the dossier from the day they showed it, the link exists from the day both have.
 */
export interface LinksTrail {
  /** Different things the firm showed: all, and by code of kind. */
  things: number;
  readonly thingsOf: Int32Array;
  /** Different other firms with one of them: all, and by code of kind. */
  firms: number;
  readonly firmsOf: Int32Array;
  /** Of these firms, those that showed it 0-29 and 0-179 days ago. */
  newFirms30: number;
  newFirms180: number;
  /** Things that another firm showed too; most other firms on one thing; most kinds of things shared with one firm. */
  sharedThings: number;
  mostFirms: number;
  mostKinds: number;
}

const MONTH = 30;
const HALF_YEAR = 180;

/** Room for codes of firms beside the slot of a thing. */
const FIRM_ROOM = 2 ** 31;

// Scratch, cleared at the start of each reading; arrays go by slot.
const things = new Slots();
const firmsOn: number[] = [];
const pairs = new Slots();
const firms = new Slots();
/** Kinds shared with a firm, one bit each. */
const kindsWith: number[] = [];
/** Age of the newest record of a firm that shows one of the things. */
const youngest: number[] = [];

export const linksAccumulator: Accumulator<'links', LinksTrail> = {
  source: 'links',
  keeps: 'everything',
  measures: [],
  groups: [],
  tally: () => undefined,

  newTrail: () => ({
    things: 0,
    thingsOf: new Int32Array(KINDS),
    firms: 0,
    firmsOf: new Int32Array(KINDS),
    newFirms30: 0,
    newFirms180: 0,
    sharedThings: 0,
    mostFirms: 0,
    mostKinds: 0,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'links'>>, trail) {
    const { eventDate, kind, value, other } = columns;
    things.clear();
    pairs.clear();
    firms.clear();
    trail.thingsOf.fill(0);
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      if (other[row]! >= 0) continue;
      const thing = things.n;
      if (things.of(thingOf(value[row]!, kind[row]!)) !== thing) continue;
      firmsOn[thing] = 0;
      trail.thingsOf[kind[row]!]! += 1;
    }
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const code = other[row]!;
      const key = thingOf(value[row]!, kind[row]!);
      if (code < 0 || !things.has(key)) continue;
      const thing = things.of(key);
      const pair = pairs.n;
      if (pairs.of(thing * FIRM_ROOM + code) === pair) firmsOn[thing]! += 1;
      const met = firms.n;
      const firm = firms.of(code);
      if (firm === met) kindsWith[firm] = 0;
      kindsWith[firm]! |= 1 << kind[row]!;
      // Rows are oldest first: the last one is the youngest.
      youngest[firm] = asOf - eventDate[row]!;
    }
    readThings(trail);
    readFirms(trail);
  },
};

/** One number for a thing: equal texts of two kinds are two things. */
function thingOf(value: number, kind: number): number {
  return value * KINDS + kind;
}

function readThings(trail: LinksTrail): void {
  let shared = 0;
  let most = 0;
  for (let thing = 0; thing < things.n; thing++) {
    if (firmsOn[thing]! > 0) shared += 1;
    if (firmsOn[thing]! > most) most = firmsOn[thing]!;
  }
  trail.things = things.n;
  trail.sharedThings = shared;
  trail.mostFirms = most;
}

function readFirms(trail: LinksTrail): void {
  trail.firmsOf.fill(0);
  let new30 = 0;
  let new180 = 0;
  let mostKinds = 0;
  for (let firm = 0; firm < firms.n; firm++) {
    if (youngest[firm]! < MONTH) new30 += 1;
    if (youngest[firm]! < HALF_YEAR) new180 += 1;
    let kinds = 0;
    for (let kind = 0; kind < KINDS; kind++) {
      if ((kindsWith[firm]! & (1 << kind)) === 0) continue;
      kinds += 1;
      trail.firmsOf[kind]! += 1;
    }
    if (kinds > mostKinds) mostKinds = kinds;
  }
  trail.firms = firms.n;
  trail.newFirms30 = new30;
  trail.newFirms180 = new180;
  trail.mostKinds = mostKinds;
}
