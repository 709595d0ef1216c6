import type { Slice } from '../../sources/index.ts';
import type { AnyAccumulator, DatedColumns } from './accumulator.ts';

/** Columns of a slice, with readings made once for all slices that share them. */
const made = new WeakMap<object, DatedColumns>();

type AnySlice = Pick<Slice<'bank'>, 'levels'> & { readonly columns: DatedColumns };

/** The columns an accumulator reads of a slice: the slice's own and, where it has readings, those of its texts. */
export function readColumns({ readings }: AnyAccumulator, { columns, levels }: AnySlice): DatedColumns {
  if (!readings) return columns;
  const known = made.get(columns);
  if (known) return known;
  const all: Record<string, unknown> = { ...columns };
  const own = columns as unknown as Readonly<Record<string, ArrayLike<number>>>;
  for (const [name, { field, of }] of Object.entries(readings)) {
    const byCode = Int32Array.from(levels[field]!, of);
    all[name] = Int32Array.from(own[field]!, (code) => (code < 0 ? 0 : byCode[code]!));
  }
  const withReadings = all as unknown as DatedColumns;
  made.set(columns, withReadings);
  return withReadings;
}
