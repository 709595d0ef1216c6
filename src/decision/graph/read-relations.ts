import {
  inlinePool,
  nativeTaskRef,
  shardRanges,
  sharedFloat64,
  sharedInt32,
  sharedUint8,
  type WorkerPool,
} from '../../parallel/index.ts';
import {
  type BookReader,
  type FieldNeeds,
  type FirmsToRead,
  firmsOf,
  openBookReader,
  pickFirms,
  readFirms,
  type SourceRows,
} from '../../sources/index.ts';
import { MISSING_CODE } from '../../table/index.ts';
import {
  type GivenGuarantees,
  KIND,
  type RelationRecords,
  type ShownThings,
  type TradeInvoices,
} from './relation-records.ts';

/** Firms whose guarantees and invoices are read together: some hundred thousand invoices. */
const SHARD_FIRMS = 1000;

const NEEDS: FieldNeeds = {
  guarantees: { unread: [], texts: ['counterparty'] },
  invoices: { unread: ['taxFen', 'taxRate'], texts: ['counterparty', 'number'] },
};

/**
 * Reads what joins the firms of a book: shared things, guarantees and valid invoices between firms of the book; records of
 * counterparties outside it are left out. Invoices are walked a thousand firms at a time, in the pool's workers.
 * @param book its folder, or the reader that was opened on it
 * @throws PARUS_BOOK_MISSING, PARUS_BOOK_INVALID
 */
export async function readRelations(
  book: string | BookReader,
  pool: WorkerPool = inlinePool,
): Promise<RelationRecords> {
  const reader = typeof book === 'string' ? await openBookReader(book) : book;
  const firmIds = [...new Set([...(await firmsOf(reader)), ...reader.firmIds])].sort();
  const { guarantees, invoices } = reader.manifest.files;
  const noLinks = pickFirms(reader.links, []);
  const inputs = shardRanges(firmIds.length, SHARD_FIRMS).map(
    ({ start, end }): RelationShard => ({
      read: {
        dir: reader.dir,
        files: { ...(guarantees && { guarantees }), ...(invoices && { invoices }) },
        firmIds: firmIds.slice(start, end),
        links: noLinks,
      },
      firmIds,
      first: start,
    }),
  );
  const parts = await pool.mapShards(readShardTask, inputs, { label: 'relations' });
  return {
    firmIds,
    shown: shownThings(reader, firmIds),
    guarantees: joinGuarantees(parts.map((part) => part.guarantees)),
    invoices: joinInvoices(parts.map((part) => part.invoices)),
  };
}

interface RelationShard {
  readonly read: FirmsToRead;
  /** All firms of the book, and the number of the shard's first. */
  readonly firmIds: readonly string[];
  readonly first: number;
}

interface RelationPart {
  readonly guarantees: GivenGuarantees;
  readonly invoices: TradeInvoices;
}

/** Reads the guarantees and invoices of a run of firms; the worker's task. @throws PARUS_BOOK_INVALID */
export async function readRelationShard({ read, firmIds, first }: RelationShard): Promise<RelationPart> {
  const rows = await readFirms(read, NEEDS);
  const numbers = new Map(firmIds.map((firmId, i) => [firmId, i]));
  return {
    guarantees: guaranteesOf(rows.guarantees, first, numbers),
    invoices: invoicesOf(rows.invoices, first, numbers),
  };
}

const readShardTask = nativeTaskRef(import.meta.url, readRelationShard);

/** A record between firms of the book: who holds it and who is on the other side. */
interface HeldRow {
  readonly row: number;
  readonly holder: number;
  readonly other: number;
}

/** The rows whose counterparty is a firm of the book. */
function heldRows(
  { offsets, columns, levels }: SourceRows<'guarantees' | 'invoices'>,
  first: number,
  numbers: ReadonlyMap<string, number>,
): HeldRow[] {
  const firmOf = Int32Array.from(levels['counterparty'] ?? [], (text) => numbers.get(text) ?? -1);
  const held: HeldRow[] = [];
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (let row = offsets[i]!; row < offsets[i + 1]!; row++) {
      const code = columns.counterparty[row]!;
      const other = code === MISSING_CODE ? -1 : firmOf[code]!;
      if (other >= 0) held.push({ row, holder: first + i, other });
    }
  }
  return held;
}

function guaranteesOf(
  rows: SourceRows<'guarantees'>,
  first: number,
  numbers: ReadonlyMap<string, number>,
): GivenGuarantees {
  const { role, amountFen, eventDate, arrivalDate, endDate } = rows.columns;
  const held = heldRows(rows, first, numbers);
  const gave = rows.levels['role']?.indexOf('guarantor');
  return {
    nRows: held.length,
    guarantor: Int32Array.from(held, (h) => (role[h.row] === gave ? h.holder : h.other)),
    guaranteed: Int32Array.from(held, (h) => (role[h.row] === gave ? h.other : h.holder)),
    amountFen: Float64Array.from(held, ({ row }) => amountFen[row]!),
    eventDay: Int32Array.from(held, ({ row }) => eventDate[row]!),
    day: Int32Array.from(held, ({ row }) => Math.max(eventDate[row]!, arrivalDate[row]!)),
    endDay: Int32Array.from(held, ({ row }) => endDate[row]!),
  };
}

function invoicesOf(
  rows: SourceRows<'invoices'>,
  first: number,
  firmNumbers: ReadonlyMap<string, number>,
): TradeInvoices {
  const { direction, status, amountFen, eventDate, arrivalDate, number } = rows.columns;
  const issued = rows.levels['direction']?.indexOf('issued');
  const valid = rows.levels['status']?.indexOf('valid');
  const held = heldRows(rows, first, firmNumbers).filter(
    ({ row }) => status[row] === valid && amountFen[row]! > 0,
  );
  const texts = rows.levels['number'] ?? [];
  const codes = new Map<number, number>();
  const numbers: string[] = [];
  const numberOf = ({ row }: HeldRow): number => {
    const code = number[row]!;
    const known = codes.get(code);
    if (known !== undefined) return known;
    codes.set(code, numbers.length);
    numbers.push(texts[code]!);
    return numbers.length - 1;
  };
  return {
    nRows: held.length,
    seller: Int32Array.from(held, (h) => (direction[h.row] === issued ? h.holder : h.other)),
    buyer: Int32Array.from(held, (h) => (direction[h.row] === issued ? h.other : h.holder)),
    amountFen: Float64Array.from(held, ({ row }) => amountFen[row]!),
    number: Int32Array.from(held, numberOf),
    numbers,
    eventDay: Int32Array.from(held, ({ row }) => eventDate[row]!),
    day: Int32Array.from(held, ({ row }) => Math.max(eventDate[row]!, arrivalDate[row]!)),
  };
}

/** What firms showed themselves; the rows of their neighbours, which a reader's links hold too, are theirs already. */
function shownThings({ links, firmIds: readerFirms }: BookReader, firmIds: readonly string[]): ShownThings {
  const numbers = new Map(firmIds.map((firmId, i) => [firmId, i]));
  const { kind, value, other, eventDate, arrivalDate } = links.columns;
  const kinds = links.levels['kind'] ?? [];
  const nValues = links.levels['value']?.length ?? 0;
  const kindOf = kinds.map((name) => KIND[name as keyof typeof KIND]);
  const things = new Map<number, number>();
  const firm = sharedInt32(links.nRows);
  const kindNumber = sharedUint8(links.nRows);
  const thing = sharedInt32(links.nRows);
  const day = sharedInt32(links.nRows);
  let n = 0;
  for (const [i, firmId] of readerFirms.entries()) {
    for (let row = links.offsets[i]!; row < links.offsets[i + 1]!; row++) {
      if (other[row] !== MISSING_CODE) continue;
      const key = kind[row]! * nValues + value[row]!;
      if (!things.has(key)) things.set(key, things.size);
      firm[n] = numbers.get(firmId)!;
      kindNumber[n] = kindOf[kind[row]!]!;
      thing[n] = things.get(key)!;
      day[n] = Math.max(eventDate[row]!, arrivalDate[row]!);
      n += 1;
    }
  }
  return {
    nRows: n,
    firm: firm.subarray(0, n),
    kind: kindNumber.subarray(0, n),
    thing: thing.subarray(0, n),
    day: day.subarray(0, n),
  };
}

function joinGuarantees(parts: readonly GivenGuarantees[]): GivenGuarantees {
  return {
    nRows: parts.reduce((sum, { nRows }) => sum + nRows, 0),
    guarantor: joinInts(parts.map((part) => part.guarantor)),
    guaranteed: joinInts(parts.map((part) => part.guaranteed)),
    amountFen: joinFloats(parts.map((part) => part.amountFen)),
    eventDay: joinInts(parts.map((part) => part.eventDay)),
    day: joinInts(parts.map((part) => part.day)),
    endDay: joinInts(parts.map((part) => part.endDay)),
  };
}

function joinInvoices(parts: readonly TradeInvoices[]): TradeInvoices {
  const numbers: string[] = [];
  const codes = new Map<string, number>();
  const number = parts.map((part) => {
    const recoded = part.numbers.map((text) => {
      const known = codes.get(text);
      if (known !== undefined) return known;
      codes.set(text, numbers.length);
      return numbers.push(text) - 1;
    });
    return part.number.map((code) => recoded[code]!);
  });
  return {
    nRows: parts.reduce((sum, { nRows }) => sum + nRows, 0),
    seller: joinInts(parts.map((part) => part.seller)),
    buyer: joinInts(parts.map((part) => part.buyer)),
    amountFen: joinFloats(parts.map((part) => part.amountFen)),
    number: joinInts(number),
    numbers,
    eventDay: joinInts(parts.map((part) => part.eventDay)),
    day: joinInts(parts.map((part) => part.day)),
  };
}

function joinInts(parts: readonly Int32Array[]): Int32Array {
  const out = sharedInt32(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function joinFloats(parts: readonly Float64Array[]): Float64Array {
  const out = sharedFloat64(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
