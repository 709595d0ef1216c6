import { join } from 'node:path';
import { z } from 'zod';
import { fail, formatDay, parseDay } from '../../core/index.ts';
import type { OnProgress } from '../../parallel/index.ts';
import { noteFirms, type Profile, withProfile } from '../../table/profile/index.ts';
import { type SourceName, sourceNames, sources } from '../catalogue.ts';
import { type Manifest, readManifest } from '../manifest.ts';
import { assertUntouched } from '../open-book.ts';
import { schemaOfSource } from '../schema.ts';
import { findingsOf } from './findings.ts';
import { CURRENT_SHARE } from './limits.ts';
import { measureSource } from './measure-source.ts';
import type { QualityReport, SourceQuality } from './report.ts';

export interface QualityOptions {
  /** First day of the current period, YYYY-MM-DD; default: of the last third of the book's days. */
  readonly split?: string | undefined;
  /** Threads of the counting; results do not depend on them. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Counts every source of the book at `dir`, never truth/, and says what to look at first. Memory is bounded, whatever the size.
 * @throws PARUS_BOOK_MISSING; PARUS_BOOK_INVALID where a file is not the manifest's; PARUS_USAGE for a split outside the book;
 * PARUS_TABLE_COLUMN_MISSING and _TYPE for a file without the columns of its contract; PARUS_CANCELLED
 */
export async function measureBook(dir: string, options: QualityOptions): Promise<QualityReport> {
  const manifest = await readManifest(dir);
  const start = parseDay(manifest.startDate)!;
  const end = parseDay(manifest.endDate)!;
  if (end < start) {
    throw fail('PARUS_BOOK_INVALID', {
      path: dir,
      problem: `it ends on ${manifest.endDate}, before it starts`,
    });
  }
  const split = splitOf(options.split, start, end);
  const names = sourceNames.filter((name) => manifest.files[name] !== undefined);
  const { threads, signal, onProgress } = options;
  return withProfile({ periods: { start, split, end }, threads, signal }, async (profile) => {
    const total = names.length;
    const registered = await noteRegistry(profile, dir, names.includes('registry'));
    const found: SourceQuality[] = [];
    for (const [done, source] of names.entries()) {
      onProgress?.({ label: `counting ${source}`, done, total });
      await assertUntouched(dir, manifest, source);
      const firms = { firms: manifest.firms, registered };
      found.push(await measureSource(profile, dir, source, firms, keyOf(manifest, source)));
    }
    const findings = findingsOf(found);
    return {
      book: {
        startDate: manifest.startDate,
        endDate: manifest.endDate,
        firms: manifest.firms,
        registered,
        hash: manifest.hash,
      },
      split: formatDay(split),
      rows: found.reduce((sum, { rows }) => sum + rows, 0),
      broken: findings.filter(({ level }) => level === 'broken').length,
      findings,
      sources: found,
      absent: sourceNames.filter((name) => !names.includes(name)),
      unknownFiles: Object.keys(manifest.files).filter(
        (name) => !Object.hasOwn(sources, name) && !name.startsWith('truth/'),
      ),
    };
  });
}

/** @throws PARUS_USAGE */
function splitOf(text: string | undefined, start: number, end: number): number {
  if (text === undefined) return end + 1 - Math.floor((end + 1 - start) * CURRENT_SHARE);
  const day = parseDay(text);
  const expected = `a day after ${formatDay(start)} and not after ${formatDay(end)}`;
  if (day === undefined || day <= start || day > end) {
    throw fail('PARUS_USAGE', { problem: `--split got ${text}; expected ${expected}` });
  }
  return day;
}

async function noteRegistry(profile: Profile, dir: string, known: boolean): Promise<number> {
  if (!known) return noteFirms(profile, undefined);
  await profile.open(join(dir, 'registry.parquet'), schemaOfSource(sources.registry));
  return noteFirms(profile, { industry: 'industry', region: 'region', arrival: 'arrivalDate' });
}

/** The key of a source: the contract's, unless the mapping that the book was ingested with names another. */
function keyOf(manifest: Manifest, source: SourceName): readonly string[] {
  const mapped = mappedKeys.safeParse(manifest.generator);
  return mapped.data?.mapping.keys[source] ?? sources[source].key;
}

const mappedKeys = z.object({
  mapping: z.object({ keys: z.record(z.string(), z.array(z.string()).min(1)) }),
});
