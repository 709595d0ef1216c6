import { type Day, fail, formatDay } from '../core/index.ts';
import { assertOwn, type DossierSource, dossierSources, type SourceRecord } from '../sources/index.ts';
import { type ApplicationFacts, summariseApplication } from './application.ts';
import { featureNames } from './catalogue.ts';
import { LiveSource } from './engine/live-source.ts';
import { newKnownFirm } from './known-firm.ts';
import { bitOf, updateVector, writeVector } from './vector.ts';

/**
 * The feature vector of one firm that is followed: give it each record as it arrives and read the vector at any time. Bit
 * by bit what `computeFeatures` gives for all records so far at the same day.
 */
export class LiveVector {
  readonly firmId: string;
  readonly #firm = newKnownFirm();
  readonly #sources: Readonly<Record<DossierSource, LiveSource>>;
  readonly #vector = new Float64Array(featureNames.length);
  #asOf: Day;
  /** Sources that moved since the vector was written. */
  #changed = 0;
  #stale = true;

  constructor(firmId: string, asOf: Day, application?: ApplicationFacts) {
    this.firmId = firmId;
    this.#asOf = asOf;
    this.#sources = Object.fromEntries(
      dossierSources.map((source) => [source, new LiveSource(this.#firm[source], firmId, asOf)]),
    ) as unknown as Record<DossierSource, LiveSource>;
    summariseApplication(application, this.#firm.application);
  }

  /** The day of the vector. */
  get asOf(): Day {
    return this.#asOf;
  }

  /**
   * Takes a validated record. One that arrives later than the present day moves the day on to its arrival.
   * @throws PARUS_RECORD_INVALID, PARUS_RECORD_ORDER as `dossierFromRecords`.
   */
  append<S extends DossierSource>(source: S, record: SourceRecord<S>): void {
    const any = record as SourceRecord<DossierSource>;
    assertOwn(this.firmId, source, any, 1);
    if (any.arrivalDate > this.#asOf) this.advance(any.arrivalDate);
    this.#sources[source].insert(any);
    this.#changed |= bitOf(source);
  }

  /** Lets days pass up to `asOf`. @throws PARUS_USAGE for a day that is past. */
  advance(asOf: Day): void {
    if (asOf < this.#asOf) {
      const problem = `a followed firm got ${formatDay(asOf)}, which is before ${formatDay(this.#asOf)}; expected a later day`;
      throw fail('PARUS_USAGE', { problem });
    }
    if (asOf === this.#asOf) return;
    for (const source of dossierSources) this.#sources[source].advance(asOf);
    this.#asOf = asOf;
    this.#stale = true;
  }

  /** The vector as of the present day, in catalogue order; valid until the next call on this object. */
  vector(): Float64Array {
    if (this.#stale) {
      for (const source of dossierSources) this.#sources[source].settle();
      writeVector(this.#firm, this.#vector, 0);
    } else if (this.#changed !== 0) {
      for (const source of dossierSources) {
        if ((this.#changed & bitOf(source)) !== 0) this.#sources[source].settle();
      }
      updateVector(this.#firm, this.#vector, this.#changed);
    }
    this.#stale = false;
    this.#changed = 0;
    return this.#vector;
  }
}
