import { openStream } from '../../core/index.ts';
import { type FieldSpec, fieldsOf, type SourceName, sources } from '../../sources/index.ts';
import type { World } from '../world.ts';
import type { RecordSink } from './sink.ts';

type AnyRecord = Record<string, unknown> & { eventDate: number; arrivalDate: number };

/** Draws of a record, the `k` of the stream `world.delivery`; j counts the firm's records. */
const K = { twice: 0, again: 1, wrong: 2, error: 3, corrected: 4, misspelt: 5, where: 6 } as const;

/** Days after which a second copy, and a correction, arrives: up to. OWN. */
const AGAIN_DAYS = 10;
const CORRECTION_DAYS = 30;
/** A wrong amount is off by up to this log. OWN. */
const ERROR_LOG = 1;
/** Sources that are the lender's own: nothing is lost or misspelt on the way. */
const OWN_SOURCES: ReadonlySet<SourceName> = new Set(['applications', 'outcomes', 'links']);

/** What may be wrong with the fields of a source: its amounts, and the texts that name someone. */
interface Weaknesses {
  readonly amounts: readonly string[];
  readonly names: readonly string[];
}

const weaknesses = Object.fromEntries(
  Object.entries(sources).map(([name, contract]) => {
    const fields = fieldsOf(contract);
    const isName = ({ type, values, name: field }: FieldSpec): boolean =>
      type === 'text' &&
      values === undefined &&
      field !== 'firmId' &&
      !contract.key.some((key) => key === field);
    return [
      name,
      {
        amounts: fields.filter(({ type }) => type === 'float64').map(({ name: f }) => f),
        names: fields.filter(isName).map(({ name: f }) => f),
      },
    ];
  }),
) as unknown as Readonly<Record<SourceName, Weaknesses>>;

/**
 * The records of a firm as untidy providers deliver them: late, twice, wrong first and corrected later, misspelt. With the
 * baseline's zeros it is `sink` itself. What it adds has the key of what it was made of, so that ingestion can tell.
 */
export function delivered(world: World, firm: number, sink: RecordSink): RecordSink {
  const { delayFactor, duplicates, corrections, typos } = world.scenario.delivery;
  if (delayFactor === 1 && duplicates === 0 && corrections === 0 && typos === 0) return sink;
  const stream = openStream(world.seed, 'world.delivery');
  let j = 0;
  return (source, given) => {
    if (OWN_SOURCES.has(source)) return sink(source, given);
    const send = (record: AnyRecord): void => sink(source, record as unknown as typeof given);
    const u = (k: number): number => stream.uniform(firm, j, k);
    const record: AnyRecord = { ...given };
    const delay = Math.round(delayFactor * (record.arrivalDate - record.eventDate));
    record.arrivalDate = record.eventDate + delay;
    const { amounts, names } = weaknesses[source];
    if (names.length > 0 && u(K.misspelt) < typos) {
      const name = names[Math.floor(names.length * u(K.where))]!;
      record[name] = misspelt(String(record[name] ?? ''), u(K.error)) || record[name];
    }
    if (amounts.length > 0 && u(K.wrong) < corrections) {
      const amount = amounts[0]!;
      const wrong = Math.round(Number(record[amount]) * Math.exp(ERROR_LOG * (2 * u(K.error) - 1)));
      send({ ...record, [amount]: wrong });
      record.arrivalDate += 1 + Math.floor(CORRECTION_DAYS * u(K.corrected));
    }
    send(record);
    if (u(K.twice) < duplicates)
      send({ ...record, arrivalDate: record.arrivalDate + Math.floor(AGAIN_DAYS * u(K.again)) });
    j += 1;
  };
}

/** Two neighbouring characters changed places; texts of one character stay. */
function misspelt(text: string, u: number): string {
  if (text.length < 2) return text;
  const at = Math.floor((text.length - 1) * u);
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}
